import { defineInputFields } from 'zapier-platform-core';
import type { FieldList, InputReader } from '../fields/inputReader.ts';
import type { Context } from '../zapier/context.ts';
import { create } from '../zapier/operation.ts';
import { activeCallFields, activeCallRecord, activeCallSample, type ActiveCallRecord } from './activeCall.record.ts';
import type { ActiveCall } from './channelGrouping.ts';
import { chosenCall, endedCallSentence, NOT_YET } from './chosenCall.api.ts';

const [callField] = defineInputFields([
  {
    key: 'call',
    label: 'Active Call',
    type: 'string',
    required: true,
    dynamic: 'list_active_calls.id.name',
    search: 'find_active_call.id',
    helpText:
      'A call in progress. Choose one, or map Call ID from an earlier step such as Find Active Call or Call Answered.',
  },
]);

/** Reads the field for the call and the action's own fields. */
type ActionInput<N extends FieldList> = InputReader<readonly [typeof callField, ...N]>;

/** The options of an action on a call in progress, with the input fields `N` after the one for the call. */
type ChannelActionOptions<N extends FieldList> = {
  key: string;
  label: string;
  description: string;
  /** Completes "Asked the phone system to …"; `target` is a name or number. */
  describe: (target: string) => string;
  /** The name of the action in Dash. */
  action: 'transfer' | 'hangup' | 'intercept' | 'callflow' | 'break';
  /** A verb phrase for errors: what couldn't be done. */
  purpose: string;
  inputFields: N;
  /** What Dash needs in addition to the action. It checks the input before any request. */
  data?: (input: ActionInput<N>) => Readonly<Record<string, string>>;
  /** The name or number of the action's target; null if unknown. */
  target?: (input: ActionInput<N>, context: Context) => string | null | Promise<string | null>;
  /** The ID of the leg that Dash acts on; `chosenId` is the leg by which the user chose the call. */
  leg: (call: ActiveCall, chosenId: string) => string;
  sampleTarget?: string;
  /** Errors for statuses that have a different meaning for this action. */
  sentences?: Readonly<Record<number, string>>;
  /** For an action that must not run twice: the error when it is unknown whether Dash accepted it. */
  unclear?: string;
};

/** The record of a call after an action was requested. The target is null if there is none or its name is unknown. */
const withRequest = (
  call: ActiveCallRecord,
  describe: (target: string) => string,
  target: string | null,
): ActiveCallRecord => ({
  ...call,
  summary: `Asked the phone system to ${describe(target ?? 'another phone')}. ${call.summary}`,
});

/**
 * An action on a call in progress. Dash forwards it to the switch and confirms immediately, so the record shows the call as
 * it was before the action.
 */
export const channelAction = <const N extends FieldList>(options: ChannelActionOptions<N>) => {
  const { key, label, description, describe, action, purpose, inputFields, data, target, leg } = options;
  const { sentences, unclear, sampleTarget = null } = options;
  const ask = { purpose, sentences: { 404: NOT_YET, ...sentences }, means: endedCallSentence, unclear };
  return create({
    key,
    noun: 'Call',
    label,
    description,
    inputFields: [callField, ...inputFields],
    perform: async (input, context) => {
      const id = input.required('call');
      const body = { action, ...data?.(input) };
      const call = await chosenCall(context, id);
      const targetName = (await target?.(input, context)) ?? null;
      const record = withRequest(await activeCallRecord(call, context), describe, targetName);
      // Last, so that no later error makes Zapier run the action twice.
      await context.dash.post(['channels', leg(call, id)], body, ask);
      return record;
    },
    outputFields: activeCallFields,
    sample: withRequest(activeCallSample, describe, sampleTarget),
  });
};
