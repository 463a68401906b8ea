import type { UseCase } from './useCase.ts';

/** The name begins with the date, so that the folder is in the order of the calls. */
export const recordingsToGoogleDrive: UseCase = {
  name: 'Recordings to Google Drive',
  key: 'recordings-to-google-drive',
  template: {
    title: 'Save new VirtualPBX call recordings to Google Drive',
    description:
      'Every call recording becomes an audio file in your Google Drive folder. The file name starts with the date and time and includes the customer, so the recordings are easy to find.',
  },
  examples: ['Call Recordings'],
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
