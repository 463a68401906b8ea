import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import type { RecordOf } from '../fields/output.ts';
import { parseUser, userFields, userRecord, userSample } from './user.ts';
import { criteriaFields, matchingUsers, parseCriteria } from './userCriteria.ts';

const perform = async (z: ZObject, bundle: Bundle): Promise<RecordOf<typeof userFields>[]> => {
  const criteria = parseCriteria(bundle.inputData, 'a user');
  const { dash } = connect(z, bundle);
  const [best] = await matchingUsers(dash, criteria, { purpose: 'find the user' });
  if (best === undefined) return [];
  const found = await dash.find(['users', best], { purpose: 'read the user' });
  return found === null ? [] : [userRecord(best, parseUser(found))];
};

export const findUser = {
  key: 'find_user',
  noun: 'User',
  display: {
    label: 'Find User',
    description: 'Finds a user of the phone system by name, email or extension. Of several, the closest match.',
  },
  operation: { inputFields: criteriaFields, perform, outputFields: [...userFields], sample: userSample },
};
