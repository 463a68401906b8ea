import { defineInputFields } from 'zapier-platform-core';
import { search } from '../zapier/operation.ts';
import {
  availabilityFields,
  availabilitySample,
  loadAvailability,
  unknownAvailability,
} from './availability.record.ts';
import { parseUser, userFields, userRecord, userSample } from './user.record.ts';
import { criteriaFields, matchingUsers, parseCriteria } from './userCriteria.ts';

const inputFields = defineInputFields([
  ...criteriaFields,
  {
    key: 'include_availability',
    label: 'Include Availability',
    type: 'boolean',
    helpText:
      'Turn on to also get do not disturb, the forwarding number, how many phones are online, and whether the user is on a call.',
  },
]);

const outputFields = [...userFields, ...availabilityFields] as const;

/** 2 requests, and 1 more for some extensions; availability adds 3, in parallel. */
export const findUser = search({
  key: 'find_user',
  noun: 'User',
  label: 'Find User',
  description: 'Finds a user by name, email, or extension.',
  inputFields,
  perform: async (input, { dash }) => {
    const criteria = parseCriteria(input, 'a user');
    const isAvailabilityWanted = input.flag('include_availability') === true;
    const [best] = await matchingUsers(dash, criteria, { purpose: 'find the user' });
    if (best === undefined) return [];
    const found = await dash.find(['users', best], { purpose: 'read the user' });
    if (found === null) return [];
    const availability = isAvailabilityWanted ? await loadAvailability(dash, best, found) : unknownAvailability;
    return [{ ...userRecord(best, parseUser(found)), ...availability }];
  },
  outputFields,
  sample: { ...userSample, ...availabilitySample },
});
