import { listPhoneNumbers } from './phoneNumbers.dropdown.ts';

export const phoneNumbers = {
  triggers: [listPhoneNumbers],
};
