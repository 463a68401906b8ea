import { FILTER_APP } from '../zapier/definition.ts';
import type { UseCase } from './useCase.ts';

/** Calls between colleagues have no customer, so the filter stops them. */
export const logCallsToACrm: UseCase = {
  name: 'Log calls to a CRM',
  key: 'log-calls-to-a-crm',
  template: {
    title: 'Log VirtualPBX calls as notes in your CRM',
    description:
      'When a call with a customer ends, this Zap finds the customer by phone number and adds a note with the outcome, the talk time, and the recording. It works for incoming and outgoing calls and leaves out calls between colleagues.',
  },
  examples: [],
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
