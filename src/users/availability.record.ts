import { isOnCall } from '../channels/channels.api.ts';
import type { Dash } from '../dash/client.ts';
import { countOnlinePhones } from '../devices/devices.api.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { parseCallHandling, type CallHandling } from './callHandling.record.ts';

export const availabilityFields = [
  field('on_call', 'boolean', 'On a Call'),
  field('do_not_disturb', 'boolean', 'Do Not Disturb'),
  field('forwarding_number', 'string', 'Forwarding Number'),
  field('phones_online', 'number', 'Phones Online'),
] as const;

export type Availability = RecordOf<typeof availabilityFields>;

export const unknownAvailability: Availability = {
  on_call: null,
  do_not_disturb: null,
  forwarding_number: null,
  phones_online: null,
};

/**
 * The number that a user's calls are forwarded to now, instead of or in addition to the phones; null when they are not
 * forwarded, or when it is unknown. With `failover`, Dash forwards them while no phone is connected (`kz_endpoint`).
 */
const forwardingNumber = ({ call_forward }: CallHandling, phonesOnline: number | null): string | null => {
  const { enabled, failover, number } = call_forward;
  return enabled || (failover && phonesOnline === 0) ? parseNumber(number).number : null;
};

/**
 * Whether calls reach a user whose document has been read: 3 requests in parallel. Do not disturb and the forwarding number
 * are the user's own; the settings of single phones and of the whole account are ignored. What can't be read is null.
 */
export const loadAvailability = async (dash: Dash, id: string, document: unknown): Promise<Availability> => {
  const handling = parseCallHandling(document);
  const [onCall, phonesOnline] = await Promise.all([
    isOnCall(dash, id).catch(nullUnlessRetried),
    countOnlinePhones(dash, id).catch(nullUnlessRetried),
  ]);
  return {
    on_call: onCall,
    do_not_disturb: handling.do_not_disturb.enabled,
    forwarding_number: forwardingNumber(handling, phonesOnline),
    phones_online: phonesOnline,
  };
};

export const availabilitySample: Availability = {
  on_call: false,
  do_not_disturb: false,
  forwarding_number: null,
  phones_online: 1,
};
