import { deviceTrigger } from './deviceTrigger.ts';

export const deviceOffline = deviceTrigger({
  key: 'device_offline',
  label: 'Device Went Offline',
  description: 'Triggers when a phone loses its connection to the phone system.',
  type: 'deregister',
  verb: 'went offline',
  // KAZOO takes a phone for gone when it has not registered again in time; one that says goodbye has no time left.
  changedAfter: ({ expires }) => expires ?? Infinity,
  devicesHelp: 'Leave empty for all. Phones set to suppress unregister notifications never run this Zap.',
  isOnline: false,
});
