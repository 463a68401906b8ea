import { namedByName, userList, type CallCenterLists } from '../zapier/namedThings.ts';
import { withEngine } from './engine.lookUp.ts';

/** Where names of agents and queues are looked up: agents among the users, queues on the account's engine. */
export const callCenterLists: CallCenterLists = {
  agent: userList,
  queue: {
    key: 'queues',
    load: (context) => withEngine(context, (engine) => engine.listQueues(context, 'list the queues')),
    named: namedByName,
  },
};
