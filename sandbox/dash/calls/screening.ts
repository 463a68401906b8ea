import { toE164 } from '../company/e164.ts';
import type { Company } from '../company/model.ts';
import type { CallScript } from './timeline/script.ts';

/**
 * Whether a caller hides the number; `anonymous` asks for privacy. KAZOO takes zeros for hidden
 * (`kz_privacy:is_anonymous`).
 */
const isAnonymous = (number: string): boolean => /^(anonymous|\+?00+)$/.test(number);

/**
 * The rejection of a blocked caller; null if the call is allowed. Only lists that the account refers to apply
 * (`stepswitch_inbound:is_blacklisted`).
 */
const rejectionOf = ({ account, blacklists }: Company, number: string): { sipCode?: string } | null => {
  const acting = blacklists.filter(({ id }) => account.blacklists?.includes(id));
  if (isAnonymous(number) && acting.some(({ should_block_anonymous }) => should_block_anonymous))
    return { sipCode: 'sip:433' };
  return acting.some(({ numbers }) => toE164(number) in numbers) ? {} : null;
};

/** The call after the check of blocklists: that of a blocked caller ends at once. */
export const screenCall = (company: Company, script: CallScript): CallScript => {
  const [first] = script.legs;
  const { number } = script.caller;
  const isFromOutside = first?.direction === 'inbound' && first.authorizedBy === 'resource';
  const fate = isFromOutside ? rejectionOf(company, number) : null;
  if (!first || !fate) return script;
  const { leg, direction, authorizedBy } = first;
  return { ...script, legs: [{ leg, direction, authorizedBy, rings: 0, talks: 0, cause: 'CALL_REJECTED', ...fate }] };
};
