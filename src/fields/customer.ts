import { field, type RecordOf } from './output.ts';
import { calledSample, callerSample, type Called, type Caller } from './parties.ts';
import { ANONYMOUS, formatLocally, isInsideNumber, parseNumber } from './phoneNumbers.ts';

/** From the business's side; null when it isn't known. */
type Direction = 'inbound' | 'outbound' | 'internal' | null;

/** The fields of the side outside, whichever way a call, a fax or a text message went. */
export const customerFields = [
  field('customer', 'string', 'Customer'),
  field('customer_number', 'string', 'Customer Number'),
  field('customer_number_national', 'string', 'Customer Number (National)'),
  field('customer_number_digits', 'string', 'Customer Number (Digits Only)'),
  field('customer_name', 'string', 'Customer Name'),
  field('call_back_link', 'string', 'Call-Back Link'),
  field('our_number', 'string', 'Our Number'),
] as const;

type Customer = RecordOf<typeof customerFields>;

const NOBODY: Customer = {
  customer: null,
  customer_number: null,
  customer_number_national: null,
  customer_number_digits: null,
  customer_name: null,
  call_back_link: null,
  our_number: null,
};

/** `Ann Lee (415-555-0134)`, `415-555-0134`, `Ann Lee (hidden number)`, `Hidden number`, or the name alone. */
const formatCustomer = (number: string | null, name: string | null): string | null => {
  if (number === null) return name;
  if (number === ANONYMOUS) return name === null ? 'Hidden number' : `${name} (hidden number)`;
  const formatted = formatLocally(number);
  return name === null ? formatted : `${name} (${formatted})`;
};

const valuesOf = (number: string | null, name: string | null, our_number: string | null): Customer => {
  const { national } = parseNumber(number);
  return {
    customer: formatCustomer(number, name),
    customer_number: number,
    customer_number_national: national,
    customer_number_digits: national?.replace(/\D/g, '') ?? null,
    customer_name: name,
    // Nobody calls back a short code or an emergency number.
    call_back_link: number !== null && national !== null ? `tel:${number}` : null,
    our_number,
  };
};

type Parties = Caller & Called;

/**
 * The values of `customerFields` for a text message, which no extension sends or receives: a number of five or six digits
 * is a short code.
 */
export const textCustomerValues = (
  direction: Direction,
  { from_number, from_name, to_number, to_name }: Parties,
): Customer => {
  if (direction === 'inbound') return valuesOf(from_number, from_name, to_number);
  return direction === 'outbound' ? valuesOf(to_number, to_name, from_number) : NOBODY;
};

/** Whether a number, in the form that records have, is an extension, a feature code, or the SIP user name of a phone. */
const isOfOurs = (number: string | null): boolean =>
  isInsideNumber(number) || (number !== null && number !== ANONYMOUS && /\p{L}/u.test(number));

/**
 * The values of `customerFields` from the caller and called blocks of the same record. `our_number` is what was dialed, or
 * what was shown to whoever was called. All null for an internal call, also one that only the number of the other side
 * shows to be internal, and for an unknown direction.
 */
export const customerValues = (direction: Direction, parties: Parties): Customer => {
  const other = direction === 'inbound' ? parties.from_number : parties.to_number;
  return isOfOurs(other) ? NOBODY : textCustomerValues(direction, parties);
};

/** The customer of `callerSample`, who called `calledSample`. */
export const customerSample = {
  customer: 'Ann Lee (415-555-0134)',
  customer_number: callerSample.from_number,
  customer_number_national: '(415) 555-0134',
  customer_number_digits: '4155550134',
  customer_name: callerSample.from_name,
  call_back_link: 'tel:+14155550134',
  our_number: calledSample.to_number,
} as const satisfies Customer;
