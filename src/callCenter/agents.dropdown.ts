import { choiceList, sortChoices } from '../zapier/dropdown.ts';
import { withEngine } from './engine.lookUp.ts';

export const listAgents = choiceList({
  key: 'list_agents',
  noun: 'Agent',
  load: async (context) => {
    const agents = await withEngine(context, (engine) => engine.listAgents(context));
    return sortChoices(agents.map(({ id, name }) => ({ id, name: name ?? 'Agent without a name' })));
  },
});
