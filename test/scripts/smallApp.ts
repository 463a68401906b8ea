import type { UseCase } from '../../sandbox/zaps/useCase.ts';
import type { App } from '../../scripts/words/definition.ts';

/** An app with an operation of each kind. */
export const smallApp: App = {
  authentication: { fields: [{ key: 'api_key', label: 'API Key', helpText: 'Ask your administrator.' }] },
  triggers: {
    new_lead: {
      key: 'new_lead',
      noun: 'Lead',
      display: { label: 'New Lead', description: 'Triggers when a lead comes in.' },
      operation: {
        type: 'hook',
        inputFields: [
          { key: 'about', type: 'copy', helpText: 'One **Zap** only.' },
          {
            key: 'late',
            label: 'Late Leads',
            choices: { in: 'Include', out: 'Leave Out' },
            default: 'in',
            group: 'more',
          },
          {
            key: 'lists',
            label: 'Lists',
            dynamic: 'lists.id.name',
            list: true,
            helpText: 'Leave empty for all | any.',
          },
        ],
        inputFieldGroups: [{ key: 'more', label: 'More Options' }],
        outputFields: [
          { key: 'name', label: 'Lead Name' },
          { key: 'rows', label: 'Rows', children: [{ key: 'day', label: 'Day' }] },
        ],
        sample: { name: 'Ann', rows: [{ day: 1 }] },
      },
    },
    list_lists: {
      key: 'list_lists',
      noun: 'List',
      display: { label: 'List', description: '', hidden: true },
      operation: {},
    },
  },
  searches: {
    find_lead: {
      key: 'find_lead',
      noun: 'Lead',
      display: { label: 'Find Lead', description: 'Finds a lead.' },
      operation: {
        inputFields: [{ key: 'name', label: 'Name' }],
        outputFields: [{ key: 'phone', label: 'Phone Number' }],
      },
    },
  },
  creates: {
    add_lead: {
      key: 'add_lead',
      noun: 'Lead',
      display: { label: 'Add Lead', description: 'Adds a lead.' },
      operation: {
        inputFields: [
          { key: 'name', label: 'Whole Name', required: true },
          { fields: [{ key: 'color', label: 'Color' }] },
        ],
      },
    },
  },
  searchOrCreates: { find_lead: { search: 'find_lead', create: 'add_lead' } },
};

const common = { key: 'leads', template: { title: 'Leads', description: 'All leads.' }, examples: ['#leads'] };

/** A Zap with a search that may create, and a step of another app. */
export const leads: UseCase = {
  ...common,
  name: 'Leads',
  trigger: { app: 'Fair', event: 'New Visitor', record: { 'First Name': 'Ann' } },
  steps: [
    {
      search: 'find_lead',
      fields: { name: '{{First Name}}' },
      orCreate: { create: 'add_lead', fields: { name: 'The {{First Name}}' } },
    },
    { app: 'CRM', action: 'Send', fields: { channel: '#leads', message: 'Call\n{{find_lead.phone}} | <now>' } },
  ],
};

/** A Zap with a trigger of the app, and a step with one field. */
export const withField = (template: string): UseCase => ({
  ...common,
  name: 'Leads',
  trigger: { key: 'new_lead', input: { late: 'out', lists: ['Fair', 'Web'] } },
  steps: [{ app: 'Slack', action: 'Send', fields: { message: template } }],
});
