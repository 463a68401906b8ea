import { deviceTrigger } from './deviceTrigger.ts';

export const deviceOffline = deviceTrigger({
  key: 'device_offline',
  label: 'Device Went Offline',
  description: 'Triggers when a phone loses its connection to the phone system.',
  type: 'deregister',
  verb: 'went offline',
  // Dash takes a phone for gone when it has not announced itself again in time.
  changed: ({ event_timestamp, expires }) => event_timestamp && event_timestamp + (expires ?? 0),
  isOnline: false,
});
