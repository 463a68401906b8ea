import type { ZapDefinition } from '../zapier/platform.ts';

export const callBackTasks: ZapDefinition = {
  name: 'Call back who was not called back',
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
