import { createHash } from 'node:crypto';
import { kindOf } from './kinds.ts';
import type { LegScript } from './script.ts';

/** 32 hex digits that always come out of the same text. */
export const digest = (text: string): string => createHash('md5').update(text).digest('hex');

const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

/** A phone chooses the id of its call, and some choose signs that mean something in an address. */
const fromPhone = (hex: string): string => `${hex.slice(0, 12)}/${hex.slice(12, 20)}+${hex.slice(20)}@192.168.4.21`;

const fromCarrier = (hex: string): string => `${hex}@203.0.113.9`;

/** Of a queue's call to an agent; source: KAZOO, `acdc_agent_listener:outbound_call_id`. */
const ofAgent = (hex: string, memberCallId: string, agentId: string): string =>
  `${digest(memberCallId)}-${agentId}-${hex.slice(0, 8)}`;

/**
 * The call id of a leg: legs that come in bring theirs along, to all others the switch gives one. That of an agent's leg
 * is made of the call id of who waits and of the agent's id.
 */
export const callIdOf = (script: LegScript, seed: string, memberCallId = '', agentId = ''): string => {
  const { leg, callIdStart = '', callIdSuffix = '' } = script;
  const hex = callIdStart + digest(`${seed} ${leg}`).slice(callIdStart.length);
  const kind = kindOf(script);
  if (kind === 'outsideCaller') return fromCarrier(hex);
  if (kind === 'insideCaller') return fromPhone(hex);
  return kind === 'agent' ? ofAgent(hex, memberCallId, agentId) : uuid(hex) + callIdSuffix;
};
