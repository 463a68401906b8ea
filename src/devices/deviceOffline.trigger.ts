import { deviceEventSample } from './deviceEvent.record.ts';
import { deviceTrigger } from './deviceTrigger.ts';

const VERB = 'went offline';

export const deviceOffline = deviceTrigger({
  key: 'device_offline',
  label: 'Device Went Offline',
  description: 'Triggers when a phone loses its connection to the phone system.',
  type: 'deregister',
  verb: VERB,
  // A phone is offline for KAZOO once its registration expires. One that unregisters has no `expires`, so now counts.
  secondsAfter: ({ expires }) => expires ?? Infinity,
  devicesHelp: 'Leave empty for all. Phones set to suppress unregister notifications never run this Zap.',
  isOnline: false,
  // Its registration at 11:10 was for an hour.
  sample: deviceEventSample(VERB, '12:10:00', 63962766600),
});
