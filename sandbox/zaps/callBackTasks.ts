import type { UseCase } from './useCase.ts';

export const callBackTasks: UseCase = {
  name: 'Tasks for missed calls nobody returned',
  key: 'call-back-tasks',
  template: {
    title: 'Create Asana tasks for VirtualPBX calls nobody has returned',
    description:
      "When nobody returns a missed call within an hour, this Zap creates a task with the caller's name, their number, and how often they tried. Calls that someone has returned create no task, so your team sees only the callers who are still waiting.",
  },
  examples: [],
  trigger: { key: 'call_not_returned', input: { not_returned_within: '1h' } },
  steps: [
    {
      app: 'Asana',
      action: 'Create Task',
      fields: {
        name: 'Call back {{customer}}',
        notes: '{{summary}}\nCalls without an answer: {{attempts}}\n{{call_back_link}}',
        'due date': 'today',
      },
    },
  ],
};
