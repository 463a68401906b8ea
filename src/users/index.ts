import { findUser } from './findUser.search.ts';
import { updateCallHandling } from './updateCallHandling.create.ts';
import { listUsers } from './users.dropdown.ts';

export const users = {
  triggers: [listUsers],
  searches: [findUser],
  creates: [updateCallHandling],
};
