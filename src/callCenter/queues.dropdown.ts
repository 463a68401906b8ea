import { choiceList, sortChoices } from '../zapier/dropdown.ts';
import { withEngine } from './engine.lookUp.ts';

export const listQueues = choiceList({
  key: 'list_queues',
  noun: 'Queue',
  load: async (context) => {
    const queues = await withEngine(context, (engine) => engine.listQueues(context, 'list the queues'));
    return sortChoices(queues.map(({ id, name }) => ({ id, name: name ?? 'Queue without a name' })));
  },
});
