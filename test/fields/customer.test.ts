import fc from 'fast-check';
import { customerFields, customerSample, customerValues, textCustomerValues } from '../../src/fields/customer.ts';
import { calledSample, calledValues, callerSample, callerValues } from '../../src/fields/parties.ts';

const OURS = '+14155550100';

const NOBODY = Object.fromEntries(customerFields.map(({ key }) => [key, null]));

const fromCustomer = (number: string | null, name: string | null) =>
  customerValues('inbound', { ...callerValues(number, name), ...calledValues(OURS, null) });

describe('the customer', () => {
  test('of a call to us is the caller', () => {
    expect(fromCustomer('4155550134', 'Ann Lee')).toEqual({
      customer: 'Ann Lee (415-555-0134)',
      customer_number: '+14155550134',
      customer_number_national: '(415) 555-0134',
      customer_number_digits: '4155550134',
      customer_name: 'Ann Lee',
      call_back_link: 'tel:+14155550134',
      our_number: OURS,
    });
  });

  test('of a call of ours is who was called, and our number is the one that was shown', () => {
    const parties = { ...callerValues(OURS, 'Brightwater Dental'), ...calledValues('+14155550134', 'Ann Lee') };
    expect(customerValues('outbound', parties)).toEqual(fromCustomer('+14155550134', 'Ann Lee'));
  });

  test('of a call of ours may face an extension, while it is not known which number is shown', () => {
    const parties = { ...callerValues('1002', 'Jane Doe'), ...calledValues('+14155550134', null) };
    expect(customerValues('outbound', parties)).toMatchObject({ customer: '415-555-0134', our_number: '1002' });
  });

  test.each(['internal', null] as const)('of a call whose direction is %s is nobody', (direction) => {
    const parties = { ...callerValues('1002', 'Jane Doe'), ...calledValues('1003', 'Tom Ray') };
    expect(customerValues(direction, parties)).toEqual(NOBODY);
  });

  test('who hides the number can be recognized, but not called back', () => {
    const hidden = { ...NOBODY, customer: 'Hidden number', customer_number: 'anonymous', our_number: OURS };
    expect(fromCustomer('anonymous', null)).toEqual(hidden);
    const named = { ...hidden, customer: 'Ann Lee (hidden number)', customer_name: 'Ann Lee' };
    expect(fromCustomer('anonymous', 'Ann Lee')).toEqual(named);
  });

  test('who is not in the payload is null', () => {
    expect(fromCustomer(null, null)).toEqual({ ...NOBODY, our_number: OURS });
    const named = { ...NOBODY, customer: 'Ann Lee', customer_name: 'Ann Lee', our_number: OURS };
    expect(fromCustomer(null, 'Ann Lee')).toEqual(named);
  });

  test.each([
    ['+14155550134', '415-555-0134', '(415) 555-0134', '4155550134'],
    ['+16135550134', '613-555-0134', '(613) 555-0134', '6135550134'],
    ['+18005550134', '800-555-0134', '(800) 555-0134', '8005550134'],
    ['+18765550134', '+1 876 555 0134', '(876) 555-0134', '8765550134'],
    ['442079460018', '+44 20 7946 0018', '020 7946 0018', '02079460018'],
  ])('with the number %s reads as %s', (number, customer, national, digits) => {
    expect(fromCustomer(number, null)).toMatchObject({
      customer,
      customer_number_national: national,
      customer_number_digits: digits,
    });
  });

  test.each(['911', '5550134', '+12'])('with the short number %s has no national form and no link', (number) => {
    const short = { ...NOBODY, customer: number, customer_number: number, our_number: OURS };
    expect(fromCustomer(number, null)).toEqual(short);
  });

  test.each(['1001', '*97', 'user_dk3x', 'приёмная'])('is nobody where the other side is our own %s', (number) => {
    expect(fromCustomer(number, 'Jane Doe')).toEqual(NOBODY);
    const parties = { ...callerValues(OURS, null), ...calledValues(number, null) };
    expect(customerValues('outbound', parties)).toEqual(NOBODY);
  });

  test('of a text message may have a short code', () => {
    const parties = { ...callerValues('24365', null), ...calledValues(OURS, null) };
    const shortCode = { ...NOBODY, customer: '24365', customer_number: '24365', our_number: OURS };
    expect(textCustomerValues('inbound', parties)).toEqual(shortCode);
    expect(textCustomerValues(null, parties)).toEqual(NOBODY);
  });

  test('has exactly the declared fields, whatever comes', () => {
    const anything = fc.option(fc.string({ unit: 'binary' }));
    const directions = fc.constantFrom('inbound' as const, 'outbound' as const, 'internal' as const, null);
    fc.assert(
      fc.property(directions, anything, anything, anything, anything, (direction, from, fromName, to, toName) => {
        const values = customerValues(direction, { ...callerValues(from, fromName), ...calledValues(to, toName) });
        expect(Object.keys(values)).toEqual(customerFields.map(({ key }) => key));
        expect(values.call_back_link ?? 'tel:+1').toMatch(/^tel:\+\d+$/);
        expect(values.customer?.trim()).not.toBe('');
        expect(values.customer_number_digits ?? '1').toMatch(/^\d+$/);
      }),
    );
  });
});

test('the sample agrees with those of caller and called', () => {
  expect(customerSample).toEqual(customerValues('inbound', { ...callerSample, ...calledSample }));
});
