import { dropdown } from '../zapier/dropdown.ts';
import { parseQueue } from './queue.record.ts';
import { callCenterSection } from './section.ts';

export const listQueues = dropdown({
  key: 'list_queues',
  noun: 'Queue',
  path: ['queues'],
  purpose: 'list the queues',
  ...callCenterSection,
  choice: (row) => {
    const { id, name } = parseQueue(row);
    return id === null ? null : { id, name: name ?? 'Queue without a name' };
  },
});
