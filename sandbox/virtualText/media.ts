import { makeId } from './office.ts';
import type { Context } from 'hono';
import type { MediaFile, TextState } from './state.ts';

/** Stores a file and returns its public URL. */
export const keepMedia = ({ url, media }: TextState, file: MediaFile): string => {
  const name = `${makeId()}.${/\/([\w-]+)/.exec(file.type)?.[1] ?? 'bin'}`;
  media.set(name, file);
  return `${url}/media/${name}`;
};

/** `GET /media/:name`, which needs no credential. */
export const serveMedia =
  ({ media }: TextState) =>
  (c: Context): Response => {
    const file = media.get(c.req.param('name') ?? '');
    return file ? c.body(new Uint8Array(file.bytes), 200, { 'Content-Type': file.type }) : c.text('Not found', 404);
  };
