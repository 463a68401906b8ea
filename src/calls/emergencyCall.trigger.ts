import { field } from '../fields/output.ts';
import { customerValues } from '../fields/customer.ts';
import { personSample } from '../fields/person.ts';
import { eventTimeSample } from '../fields/times.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { startedCallFields, startedCallRecord, startedCallSample } from './callSoFar.record.ts';
import { asStarted } from './callInProgress.ts';
import { callFilterFields, NO_CALL_FILTERS, parseCallFilters, passesCallFilters } from './callFilters.ts';
import {
  emergencyCallOfLeg,
  isEmergencyLeg,
  isEmergencyNumber,
  startedEmergencyCall,
  type EmergencyCall,
} from './emergencyCall.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { matching } from './callChoice.ts';
import { recentCalls } from './finishedCalls.ts';
import { channelSchema } from './legs/legOfEvent.ts';
import { isFirstStart } from './startedCall.ts';

const passesUsers = ({ call }: EmergencyCall, input: Pick<InputReader, 'raw'>): boolean =>
  passesCallFilters(call, { ...NO_CALL_FILTERS, users: parseCallFilters(input).users });

/** The caller and the callee of the sample. */
const sampleParties = {
  from_number: personSample.user_extension,
  from_name: personSample.user_name,
  to_number: '911',
  to_name: null,
};

export const emergencyCall = hookTrigger({
  key: 'emergency_call',
  noun: 'Emergency Call',
  label: 'Emergency Call',
  description: 'Triggers when someone calls 911, 933, or 112.',
  inputFields: [
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText:
        'Runs as soon as the call starts. To test your Zap, dial 933, the test number. Calls to 988, the crisis line, never run it.',
    },
    {
      ...callFilterFields.users,
      helpText: 'Only calls these users make. Leave empty for everyone.',
    },
  ],
  schema: channelSchema,
  // The leg to the carrier shows the resource, and the caller's leg shows what was dialed: both directions are needed.
  events: () => [{ hook: 'channel_create' }],
  matches: (event, input) => {
    const started = startedEmergencyCall(event);
    return started ? passesUsers(started, input) : isEmergencyLeg(event);
  },
  load: async (event, input, context) => {
    const found = startedEmergencyCall(event) ?? (await emergencyCallOfLeg(event, context));
    return found && passesUsers(found, input) ? found : null;
  },
  dedupeKey: ({ call }) => call.id,
  isFirst: ({ call }, targetHash, context) => isFirstStart(call, targetHash, context),
  record: async ({ call, number }, _id, context) => ({
    ...(await startedCallRecord(call, context)),
    emergency_number: number,
  }),
  samples: async (input, context) => {
    const calls = await recentCalls(
      context,
      matching(({ direction, to }) => direction === 'outbound' && isEmergencyNumber(to.number)),
    );
    return calls
      .map((call) => ({ call: asStarted(call), number: call.to.number }))
      .filter((one) => passesUsers(one, input));
  },
  outputFields: [...startedCallFields, field('emergency_number', 'string', 'Emergency Number')],
  sample: {
    ...startedCallSample,
    id: 'ZTkxMWMwZmZl@10.126.0.9',
    summary: 'Jane Doe is calling 911, Tue, Nov 24, 2:20 PM.',
    direction: 'outbound',
    ...sampleParties,
    ...customerValues('outbound', sampleParties),
    ...eventTimeSample('started', '14:20:15'),
    ...personSample,
    device_name: "Jane's desk phone",
    emergency_number: '911',
  },
});
