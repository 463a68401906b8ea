import { createHash } from 'node:crypto';
import { kindOf } from './legKind.ts';
import type { LegScript } from './script.ts';

/** 32 hex digits, the same for the same text. */
export const digest = (text: string): string => createHash('md5').update(text).digest('hex');

const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

/** Phones choose the id of their calls, and some use characters with a meaning in URLs. */
const fromPhone = (hex: string): string => `${hex.slice(0, 12)}/${hex.slice(12, 20)}+${hex.slice(20)}@192.168.4.21`;

const fromCarrier = (hex: string): string => `${hex}@203.0.113.9`;

/** The id of a queue's call to an agent; source: KAZOO, `acdc_agent_listener:outbound_call_id`. */
const ofAgent = (hex: string, memberCallId: string, agentId: string): string =>
  `${digest(memberCallId)}-${agentId}-${hex.slice(0, 8)}`;

/**
 * The call id of a leg. Inbound legs bring their own, the switch creates all others. That of an agent's leg consists of
 * the waiting caller's call id and the agent's id.
 */
export const callIdOf = (script: LegScript, seed: string, memberCallId = '', agentId = ''): string => {
  const { leg, callIdStart = '', callIdSuffix = '' } = script;
  const hex = callIdStart + digest(`${seed} ${leg}`).slice(callIdStart.length);
  const kind = kindOf(script);
  if (kind === 'outsideCaller') return fromCarrier(hex);
  if (kind === 'insideCaller') return fromPhone(hex);
  return kind === 'agent' ? ofAgent(hex, memberCallId, agentId) : uuid(hex) + callIdSuffix;
};
