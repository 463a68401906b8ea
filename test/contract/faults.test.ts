import { errors, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../../src/dash/client.ts';
import app from '../../src/index.ts';
import { connect } from '../../src/zapier/context.ts';
import { withErrorBoundary } from '../../src/zapier/errorBoundary.ts';
import { isRetriedByZapier, isStaleSession } from '../../src/zapier/errors.ts';
import { faultsOf } from './contract.ts';
import { NOTHING_KEPT } from './operations.ts';
import { connections } from './secrets.ts';

// Core writes there too what an operation logs.
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

const ask = { purpose: 'read the contract', section: 'Contracts' };
const record = { id: 'x', name: 'X' };

type Perform = (dash: Dash, z: ZObject) => Promise<unknown>;

/** The faults of a search that does this, without the situation, each once. */
const faultsOfSearch = async (perform: Perform): Promise<string[]> => {
  const operation = {
    inputFields: [],
    outputFields: [{ key: 'id' }, { key: 'name' }],
    perform: withErrorBoundary((z: ZObject, bundle: Bundle) => perform(connect(z, bundle).dash, z)),
    sample: record,
  };
  const searches = { careless: { key: 'careless', noun: 'Fault', display: {}, operation } };
  const method = 'searches.careless.operation.perform';
  const faults = await faultsOf({ ...app, searches }, method, {
    authData: connections['a user'],
    kept: NOTHING_KEPT,
  });
  return faults.map((fault) => fault.replace(', without input', ''));
};

const read = async (dash: Dash): Promise<unknown> => dash.get(['contracts', 'x'], ask);

test('a search that keeps the contract has no faults', async () => {
  expect(await faultsOfSearch(async (dash) => [(await read(dash)) && record])).toEqual([]);
});

const ENDED = 'when Dash does not know the session (401)';
const BUSY = 'when Dash is asked too often (429)';
const FINE = 'when Dash answers everything';

test.each<[string, Perform, string[]]>([
  [
    'goes on without a session',
    async (dash) => {
      await read(dash).catch((error: unknown) => {
        if (!isStaleSession(error)) throw error;
      });
      return [record];
    },
    [`ends in output instead of RefreshAuthError, ${ENDED}`],
  ],
  [
    'goes on without a session where only one request of two meets its end',
    async (dash) => {
      await dash.get(['users', 'x'], ask).catch(() => null);
      return [(await read(dash)) && record];
    },
    [
      `ends in output instead of RefreshAuthError, ${ENDED}, asked for GET users/x`,
      'ends in output instead of AppError, when Dash fails and quotes the request (500), asked for GET users/x',
    ],
  ],
  [
    'halts where it should wait',
    async (dash) => {
      await read(dash).catch((error: unknown) => {
        if (!isRetriedByZapier(error) || isStaleSession(error)) throw error;
        throw Object.assign(new errors.HaltedError('Not now.'), { sentence: 'Not now.', doNotContextify: true });
      });
      return [record];
    },
    [`ends in HaltedError instead of ThrottledError, ${BUSY}`],
  ],
  [
    'has no name for its section',
    async (dash) => [(await dash.get(['contracts', 'x'], { purpose: 'read the contract' })) && record],
    [
      'names no section that is not switched on: "This part of the phone system isn\'t turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.", when Dash has no such section (404)',
    ],
  ],
  [
    'forgets a key',
    async (dash) => [(await read(dash)) && { id: 'x' }],
    [`gives no name, ${FINE}`, 'gives no name, when Dash has nothing in its lists'],
  ],
  [
    'gives a key that is not declared',
    async (dash) => [(await read(dash)) && { ...record, pvt_type: 'contract' }],
    [
      `gives pvt_type, which is not declared, ${FINE}`,
      'gives pvt_type, which is not declared, when Dash has nothing in its lists',
    ],
  ],
  [
    'gives a value of another type',
    async (dash) => [(await read(dash)) && { ...record, name: 5 }],
    [`gives 5 for name, which is declared as string, ${FINE}`],
  ],
  ['asks nobody', () => Promise.resolve([record]), ['asks no server, unlike exceptions.ts says']],
  [
    'breaks',
    async (dash) => [String(await read(dash)).repeat(-1)],
    [
      `says "Something went wrong in this app, not in what you filled in. Try again. If this keeps happening, contact VirtualPBX support.", ${FINE}`,
    ],
  ],
  [
    'speaks of undefined',
    async (dash) => {
      await read(dash);
      throw Object.assign(new errors.HaltedError('No undefined.'), { sentence: '', doNotContextify: true });
    },
    [`says "No undefined.", ${FINE}`],
  ],
  [
    'names the field of another step',
    async (dash) => {
      await read(dash);
      const sentence = 'Choose Voicemail Box again in this step, or check the fields of this step.';
      throw Object.assign(new errors.HaltedError(sentence), { sentence, doNotContextify: true });
    },
    [
      `names "Voicemail Box", which is no field of the step: "Choose Voicemail Box again in this step, or check the fields of this step.", ${FINE}`,
      `names fields, and the step has none: "Choose Voicemail Box again in this step, or check the fields of this step.", ${FINE}`,
      `asks for a choice, and the step has none: "Choose Voicemail Box again in this step, or check the fields of this step.", ${FINE}`,
    ],
  ],
  [
    'lets core write into its error',
    async (dash) => {
      await read(dash);
      throw Object.assign(new errors.HaltedError('Not today.'), { sentence: '' });
    },
    [`lets core add the input to the error, ${FINE}`],
  ],
])('a search that %s is noticed', async (_what, perform, faults) => {
  expect(await faultsOfSearch(perform)).toEqual(expect.arrayContaining(faults));
});
