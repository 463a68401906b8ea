import { isInsideNumber } from '../../fields/phoneNumbers.ts';
import type { Aspect, Call } from '../call.ts';
import { rungLegs, type CallLegs } from '../legs/grouping.ts';
import { isE164 } from '../legs/outside.ts';

/** The aspects of a call that the missing legs may change. */
export const unknownAspects = (
  { primary, others }: CallLegs,
  {
    direction,
    outcome,
    systemAnswered,
    from,
    to,
  }: Pick<Call, 'direction' | 'outcome' | 'systemAnswered' | 'from' | 'to'>,
): Aspect[] => {
  const isOurs = direction !== 'inbound';
  const hasNothingBehindIt =
    rungLegs(others).length === 0 && primary.callee.number === null && !isInsideNumber(to.number);
  // Two legs that are bridged while one is ringing name each other, too.
  const isUnbilled = outcome === 'answered' && primary.billing === 0;
  const mayBeAnother =
    outcome === null || isUnbilled || (direction !== 'outbound' && outcome !== 'answered' && !systemAnswered);
  const lacksNumber = direction === 'outbound' ? !isE164(from.number) : to.number === null;
  const signs: readonly [Aspect, boolean][] = [
    ['direction', isOurs && hasNothingBehindIt],
    ['outcome', mayBeAnother],
    ['users', direction !== 'outbound'],
    ['numbers', lacksNumber],
  ];
  return signs.flatMap(([aspect, isUnknown]) => (isUnknown ? [aspect] : []));
};
