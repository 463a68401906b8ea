import type { ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { read, text } from '../dash/shape.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';

const deviceShape = { name: text };

const lookUp = cachedLookUp(
  'device',
  (id) => ['devices', id],
  (found) => read(deviceShape, found).name,
);

/** The name of a phone: 1 request, none while cached. Null when it cannot be found out. */
export const findDeviceName = async (z: ZObject, dash: Dash, id: string | null): Promise<string | null> =>
  id === null ? null : lookUp(z, dash, id);
