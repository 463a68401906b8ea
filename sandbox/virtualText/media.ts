import { makeId } from './office.ts';
import type { Context } from 'hono';
import type { State } from './state.ts';

/** A picture or another file of a text; `type` is its content type. */
export type MediaFile = { type: string; bytes: Uint8Array };

/** Keeps a file for whoever knows its URL, which it returns. */
export const keepMedia = ({ url, media }: State, file: MediaFile): string => {
  const name = `${makeId()}.${/\/([\w-]+)/.exec(file.type)?.[1] ?? 'bin'}`;
  media.set(name, file);
  return `${url}/media/${name}`;
};

/** `GET /media/:name`, open to everybody. */
export const serveMedia =
  ({ media }: State) =>
  (c: Context): Response => {
    const file = media.get(c.req.param('name') ?? '');
    return file ? c.body(new Uint8Array(file.bytes), 200, { 'Content-Type': file.type }) : c.text('Not found', 404);
  };
