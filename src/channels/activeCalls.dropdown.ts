import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Party } from '../calls/leg.ts';
import { connect } from '../zapier/connection.ts';
import type { Choice } from '../zapier/dropdown.ts';
import { clockText } from '../zapier/moments.ts';
import { caller, spokenCaller } from '../zapier/parties.ts';
import { listLiveCalls } from './channelList.ts';
import type { LiveCall } from './liveCall.ts';

/** A name, or the number where there is none. */
const spoken = ({ number, name }: Party): string => {
  const { from_number, from_name } = caller(number, name);
  return from_name ?? spokenCaller({ from_number, from_name });
};

const choice = ({ call, seconds, caller: from, reached }: LiveCall): Choice => ({
  id: call.id,
  name: `${spoken(from)} -> ${spoken(reached)}, ${clockText(seconds)}`,
});

/** The calls that go on, newest first: nobody looks for a call by the alphabet. */
const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> =>
  (await listLiveCalls(connect(z, bundle).dash)).map(choice);

export const listActiveCalls = {
  key: 'list_active_calls',
  noun: 'Call',
  display: { label: 'Live Call List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, perform },
};
