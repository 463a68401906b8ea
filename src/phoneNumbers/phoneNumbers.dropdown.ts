import { formatNumber, parseNumber } from '../fields/phoneNumbers.ts';
import { choiceList } from '../zapier/dropdown.ts';
import { loadPhoneNumbers } from './phoneNumbers.api.ts';

export const listPhoneNumbers = choiceList({
  key: 'list_phone_numbers',
  noun: 'Phone Number',
  load: async ({ dash }) => {
    const numbers = await loadPhoneNumbers(dash);
    return numbers.sort().flatMap((key) => {
      const { number } = parseNumber(key);
      return number === null ? [] : [{ id: number, name: formatNumber(number) }];
    });
  },
});
