import { gregorian } from '../company/gregorian.ts';
import type { Company } from '../company/model.ts';

/** The channel of a caller who is parked or was retrieved; undefined if there is none. */
export const parkedChannel = ({ account, parked, pickedUp }: Company, callId: string | undefined) => {
  const call = [...parked, ...pickedUp].find((one) => one.callId === callId);
  return (
    call && {
      account_billing: 'flat_rate',
      answered: true,
      authorizing_type: 'resource',
      call_direction: 'inbound',
      call_id: call.callId,
      custom_application_vars: {},
      custom_channel_vars: { account_id: account.id, authorizing_type: 'resource' },
      destination: account.caller_id.external.number,
      elapsed_seconds: Math.round((Date.now() - call.since) / 1000),
      is_loopback: false,
      is_on_hold: false,
      timestamp: gregorian(new Date(call.since)),
    }
  );
};
