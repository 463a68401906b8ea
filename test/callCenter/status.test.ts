import { formatAgentStatus } from '../../src/callCenter/sentences.ts';
import {
  STATUS_LABELS,
  statusOfAcdc,
  statusOfEventName,
  statusOfState,
  type Status,
} from '../../src/callCenter/status.ts';

test.each<[string | null, Status]>([
  ['Ready', 'ready'],
  ['ready', 'ready'],
  ['Away', 'away'],
  ['Wrapup-Time', 'wrap_up'],
  ['wrapup_time', 'wrap_up'],
  ['Call-Offer', 'offered'],
  ['On-A-Call', 'on_call'],
  ['on a call', 'on_call'],
  ['Not-Logged-In', 'signed_out'],
  ['constructor', 'unknown'],
  ['', 'unknown'],
  [null, 'unknown'],
])("Qubicle's state %p", (word, status) => {
  expect(statusOfState(word)).toBe(status);
});

test.each<[string | null, Status]>([
  ['create', 'away'],
  ['delete', 'signed_out'],
  ['ready', 'ready'],
  ['away', 'away'],
  ['offer', 'offered'],
  ['delivered', 'on_call'],
  ['reject', 'unknown'],
  [null, 'unknown'],
])("Qubicle's event %p", (word, status) => {
  expect(statusOfEventName(word)).toBe(status);
});

test.each<[string, Status]>([
  ['logged_out', 'signed_out'],
  ['paused', 'away'],
  ['ready', 'ready'],
  ['logged_in', 'ready'],
  ['connecting', 'offered'],
  ['connected', 'on_call'],
  ['outbound', 'on_call'],
  ['pending_logged_out', 'on_call'],
  ['wrapup', 'wrap_up'],
  ['unknown', 'unknown'],
])("ACDC's %p", (word, status) => {
  expect(statusOfAcdc(word)).toBe(status);
});

test('each status has its own label', () => {
  expect(new Set(Object.values(STATUS_LABELS)).size).toBe(7);
});

describe('the status of an agent in a sentence', () => {
  const nobody = {
    user_id: 'u1',
    user_name: null,
    user_first_name: null,
    user_last_name: null,
    user_email: null,
    user_extension: null,
  };
  const jane = { ...nobody, user_name: 'Jane Doe' };

  test.each<[Status | null, string]>([
    [null, "Jane Doe's status is unknown"],
    ['unknown', "Jane Doe's status is unknown"],
    ['on_call', 'Jane Doe is on a call'],
    ['away', 'Jane Doe is away'],
  ])('%p', (status, sentence) => {
    expect(formatAgentStatus(jane, status)).toBe(sentence);
    expect(formatAgentStatus(jane, status, 'now')).toBe(sentence.replace(' is ', ' is now '));
  });

  test('without a name', () => {
    expect(formatAgentStatus(nobody, 'away')).toBe('the agent is away');
  });
});
