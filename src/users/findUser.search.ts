import { search } from '../zapier/operation.ts';
import { parseUser, userFields, userRecord, userSample } from './user.record.ts';
import { criteriaFields, matchingUsers, parseCriteria } from './userCriteria.ts';

export const findUser = search({
  key: 'find_user',
  noun: 'User',
  label: 'Find User',
  description: 'Finds a user of the phone system by name, email or extension. Of several, the closest match.',
  inputFields: criteriaFields,
  perform: async (input, { dash }) => {
    const criteria = parseCriteria(input, 'a user');
    const [best] = await matchingUsers(dash, criteria, { purpose: 'find the user' });
    if (best === undefined) return [];
    const found = await dash.find(['users', best], { purpose: 'read the user' });
    return found === null ? [] : [userRecord(best, parseUser(found))];
  },
  outputFields: userFields,
  sample: userSample,
});
