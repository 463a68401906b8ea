import type { KazooVersion } from '../settings.ts';
import type { State } from '../state.ts';

/** A parsed request to one endpoint. `data` comes from the envelope of the request. */
export type ApiRequest = {
  params: Record<string, string>;
  query: Query;
  data: Record<string, unknown>;
  /** The `Accept` header, empty without one. */
  accept: string;
  /** The user who signed in; none with the API key. */
  ownerId?: string;
};

export type Query = Record<string, string>;

/** `data` is sent inside Dash's envelope, a list in chunks if `chunked`; a `file` is sent as it is. */
export type ApiResponse =
  | { status: number; data: unknown; envelope?: Record<string, unknown>; chunked?: boolean }
  | { status: number; file: Uint8Array<ArrayBuffer>; headers: Record<string, string> };

/** One endpoint of the API. It returns successful responses and throws a `Refusal` for all others. */
export type Handler = (request: ApiRequest, state: State) => ApiResponse;

/** Endpoints by method and path, such as `GET /users/:user`. The first that matches handles the request. */
export type Routes = Record<string, Handler>;

export const ok = (data: unknown): ApiResponse => ({ status: 200, data });

export const created = (data: unknown): ApiResponse => ({ status: 201, data });

/** The request was passed on, and its outcome is unknown. KAZOO 4.3 has a status of its own for that. */
export const accepted = (kazoo: KazooVersion, data: unknown): ApiResponse => ({
  status: 202,
  data,
  ...(kazoo === '4.3' && { envelope: { status: 'accepted' } }),
});

export const file = (content: Uint8Array<ArrayBuffer>, type: string, name: string): ApiResponse => ({
  status: 200,
  file: content,
  headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename=${name}` },
});
