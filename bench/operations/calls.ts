import type { CallScript } from '../../sandbox/dash/server.ts';
import {
  cold,
  create,
  hook,
  list,
  listening,
  poll,
  polling,
  scriptOf,
  search,
  turnOnAnew,
  type Office,
  type Operation,
} from '../office.ts';

const answeredCall = scriptOf('the desk phone answers');
const missedCall = scriptOf('the caller gives up');

const play =
  (script: CallScript) =>
  ({ dash }: Office) =>
    dash.playCall(script);

const recordTenCalls = ({ dash }: Office) => {
  for (let nth = 0; nth < 10; nth++) dash.recordCall(answeredCall);
};

/** A call whose time to be returned ended less than an hour ago. */
const recordOldMissedCall = ({ dash }: Office) =>
  dash.recordCall({ ...missedCall, caller: { number: '+14155550191' }, at: new Date(Date.now() - 100 * 60_000) });

/** A recorded call from some minutes ago. */
const recordRecordedCall = ({ dash, ids }: Office) => {
  const call = dash.recordCall({ ...answeredCall, at: new Date(Date.now() - 5 * 60_000) });
  const { id } = dash.keepRecording(call);
  Object.assign(ids, { call: call.primaryCallId, recording: id });
};

const startCall = (script: CallScript) => async (office: Office) => {
  office.ids.call = (await office.dash.startCall(script)).primaryCallId;
};

const endCall = ({ dash, ids }: Office) => dash.endCall(String(ids.call));

/** An action on a call in progress, after the previous call has ended. */
const onCall = (key: string, script: CallScript, input: (office: Office) => object = () => ({})): Operation =>
  cold(
    create,
    key,
    (office) => ({ call: office.ids.call, ...input(office) }),
    async (office) => {
      await endCall(office);
      await startCall(script)(office);
    },
  );

export const userIdOf = ({ dash }: Office): string => String(dash.company.users[1]?.id);

export const calls: readonly Operation[] = [
  { name: 'new_call_record, nothing new', prepare: turnOnAnew(listening('new_call_record')), run: poll },
  { name: 'new_call_record, 10 new calls, cold cache', prepare: recordTenCalls, run: poll },
  { name: 'new_call_record, 10 new calls, warm cache', prepare: recordTenCalls, run: poll },
  ...hook('call_started', play(answeredCall)),
  ...hook('call_answered', play(answeredCall)),
  ...hook('call_ended', play(answeredCall)),
  ...hook('missed_call', play(missedCall)),
  ...hook('emergency_call', play({ ...scriptOf('a customer is called and answers'), dialed: '911' })),
  ...polling('call_not_returned', recordOldMissedCall),

  { name: 'get_call_report', run: search('get_call_report') },
  { name: 'get_call_report by user', run: search('get_call_report', { group_by: 'user' }) },
  { name: 'find_call, warm cache', run: search('find_call', { outcome: 'answered' }) },
  { name: 'find_unreturned_call, warm cache', run: search('find_unreturned_call') },
  { name: 'list_recent_calls', run: list('list_recent_calls') },

  ...polling('new_recording', recordRecordedCall),
  cold(search, 'find_recording', ({ ids }) => ({ call: ids.call })),
  cold(list, 'list_recordings'),
  cold(create, 'delete_recording', ({ ids }) => ({ recording: ids.recording })),

  cold(search, 'find_active_call', (office) => ({ user: userIdOf(office) }), startCall(answeredCall)),
  cold(list, 'list_active_calls'),
  onCall('transfer_call', answeredCall, () => ({ to_number: '1004' })),
  onCall('hang_up_call', answeredCall),
  onCall('pick_up_call', missedCall, (office) => ({ user: userIdOf(office) })),
  onCall('send_call_to_callflow', missedCall, ({ dash }) => ({ callflow: dash.company.callflows[0]?.id })),
  onCall('stop_call_playback', missedCall),
  cold(create, 'place_call', (office) => ({ user: userIdOf(office), to_number: '+14155550142' }), endCall),
  cold(list, 'list_callflows'),

  ...hook('call_parked', ({ dash }) => dash.park('+14155550142', 'Grace Park')),
  ...polling('new_pivot_request', ({ dash, ids }) => {
    ids.call = dash.askPivot({ status: 200, at: new Date(Date.now() - 3 * 60_000) }).call_id;
  }),
  cold(search, 'find_pivot_request', ({ ids }) => ({ call: ids.call })),
];
