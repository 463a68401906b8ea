import type { ZapDefinition } from '../zapier/platform.ts';

/** The name begins with the date, so that the folder is in the order of the calls. */
export const recordingsToGoogleDrive: ZapDefinition = {
  name: 'Recordings to Google Drive',
  trigger: { key: 'new_recording', input: {} },
  steps: [
    {
      app: 'Google Drive',
      action: 'Upload File',
      fields: {
        folder: 'Call Recordings',
        file: '{{recording}}',
        'file name': '{{local_date}} {{local_time}} - {{direction}} - {{customer}}',
      },
    },
  ],
};
