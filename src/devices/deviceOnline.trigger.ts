import { deviceTrigger } from './deviceTrigger.ts';

export const deviceOnline = deviceTrigger({
  key: 'device_online',
  label: 'Device Came Online',
  description: 'Triggers when a phone connects to the phone system.',
  type: 'register',
  verb: 'came online',
  secondsAfter: () => 0,
  devicesHelp: 'Leave empty for all.',
  isOnline: true,
});
