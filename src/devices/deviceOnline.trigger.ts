import { deviceEventSample } from './deviceEvent.record.ts';
import { deviceTrigger } from './deviceTrigger.ts';

const VERB = 'came online';

export const deviceOnline = deviceTrigger({
  key: 'device_online',
  label: 'Device Came Online',
  description: 'Triggers when a phone connects to the phone system.',
  type: 'register',
  verb: VERB,
  secondsAfter: () => 0,
  devicesHelp: 'Leave empty for all.',
  isOnline: true,
  sample: deviceEventSample(VERB, '12:14:30', 63962770470),
});
