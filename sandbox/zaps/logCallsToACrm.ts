import { FILTER_APP } from '../zapier/definition.ts';
import type { ZapDefinition } from '../zapier/platform.ts';

/** Calls between colleagues have no customer, so the filter stops them. */
export const logCallsToACrm: ZapDefinition = {
  name: 'Log calls to a CRM',
  trigger: { key: 'call_ended', input: { hidden_callers: 'exclude' } },
  steps: [
    { app: FILTER_APP, action: 'Only Continue If', fields: { exists: '{{customer_number}}' } },
    {
      app: 'CRM',
      action: 'Find Contact',
      fields: { phone: '{{customer_number}}' },
      returns: { key: 'crm_contact', record: { ID: '2071', Name: 'Ann Lee' } },
    },
    {
      app: 'CRM',
      action: 'Create Note',
      fields: {
        contact: '{{crm_contact.ID}}',
        note: '{{summary}}\nDirection: {{direction}}\nOutcome: {{outcome}}\nTalk: {{talk_text}}',
        recording: '{{recording}}',
      },
    },
  ],
};
