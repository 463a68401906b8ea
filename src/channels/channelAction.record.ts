import { field, type RecordOf } from '../fields/output.ts';
import { activeCallFields, type ActiveCallRecord } from './activeCall.record.ts';

export const channelActionFields = [
  ...activeCallFields,
  field('requested_action', 'string', 'Requested Action'),
  field('requested_target', 'string', 'Requested Target'),
] as const;

/** How a record names an action. */
export type ActionWords = {
  /** The value of Requested Action. */
  requestedAction: string;
  /** Completes "Asked to …"; `target` is a name or number. */
  describe: (target: string) => string;
};

/** The record of an action on a call. The target is null when there is none, or its name is unknown. */
export const channelActionRecord = (
  call: ActiveCallRecord,
  { requestedAction, describe }: ActionWords,
  target: string | null,
): RecordOf<typeof channelActionFields> => ({
  ...call,
  summary: `Asked to ${describe(target ?? 'another phone')}: ${call.summary}`,
  requested_action: requestedAction,
  requested_target: target,
});
