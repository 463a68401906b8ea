import type { ZapDefinition } from '../zapier/platform.ts';

export const callBackTasks: ZapDefinition = {
  name: 'Call-back tasks for missed calls',
  trigger: { key: 'call_not_returned', input: { not_returned_within: '1h' } },
  steps: [
    {
      app: 'Asana',
      action: 'Create Task',
      fields: {
        name: 'Call back {{customer}}',
        notes: '{{summary}}\nUnanswered calls: {{attempts}}\n{{call_back_link}}',
        'due date': 'today',
      },
    },
  ],
};
