import { deviceEventSample } from './deviceEvent.record.ts';
import { deviceTrigger } from './deviceTrigger.ts';

const VERB = 'went offline';

export const deviceOffline = deviceTrigger({
  key: 'device_offline',
  label: 'Device Went Offline',
  description: 'Triggers when a phone loses its connection to the phone system.',
  type: 'deregister',
  verb: VERB,
  // KAZOO considers a phone offline once its registration expires. A phone that unregisters has no `expires`: it is now.
  secondsAfter: ({ expires }) => expires ?? Infinity,
  about:
    'A phone that loses power or internet counts as offline only a few minutes later, or up to an hour later, depending on the phone.',
  devicesHelp: 'Leave empty for all. Phones that are set not to report going offline never run this Zap.',
  isOnline: false,
  // The phone registered at 11:10 for an hour.
  sample: deviceEventSample(VERB, '12:10:00', 63962766600),
});
