import { operationsOf, outputsOf, type Definition, type Operation } from '../definition/definition.ts';
import { fits, keyInRecord } from '../definition/sample.ts';
import { asksNobody, exceptionalEnding, givesMore, givesNothing, namesNoSection } from './exceptions.ts';
import type { Service } from './guard.ts';
import { leaksOf, RPC, run, type Run } from './runner.ts';
import { strangeFieldsIn } from './labels.ts';
import { situationsOf, type Kept, type Situation } from './operations.ts';
import type { Connection } from './secrets.ts';
import {
  everythingIsFine,
  FAULT,
  nothingIsListed,
  refusalsOfAll,
  refusalsOfOne,
  requestOf,
  serviceAt,
  type Ending,
  type Refusal,
  type World,
} from './worlds.ts';

/** How a run ended. */
const endingOf = ({ error }: Run): string => (error === undefined ? 'output' : (error as Error).name);

/** The sentence that a user reads; some of core's errors keep it as a part of JSON. */
const sentenceOf = ({ message }: Error): string =>
  message.startsWith('{') ? (JSON.parse(message) as { message: string }).message : message;

const NO_WORDS = /\b(undefined|NaN)\b|\[object|Something went wrong/;

/** The faults of the sentence of an error. */
const faultsOfSentence = (app: Definition, { method, error }: Run): string[] => {
  if (error === undefined) return [];
  const sentence = sentenceOf(error as Error);
  const isSentence = /^[A-Z].*\.$/s.test(sentence) && !NO_WORDS.test(sentence);
  const isAlone = Reflect.get(error as Error, 'doNotContextify') === true;
  return [
    ...(isSentence ? [] : [`says "${sentence}"`]),
    ...(isAlone ? [] : ['lets core add the input to the error']),
    ...strangeFieldsIn(app, method, sentence).map((fault) => `${fault}: "${sentence}"`),
  ];
};

/** What a dropdown shows has no fields of its own. */
const KEYS_OF_CHOICE = ['id', 'name'];

/** The operation whose records a method gives; undefined for one that gives none. */
export const operationOf = (app: object, method: string): Operation | undefined => {
  const [kind = '', key, , role = ''] = method.split('.');
  if (!/^perform(List)?$/.test(role)) return undefined;
  return operationsOf(app as Definition).find(
    (one) => one.registeredAs === key && kind.startsWith(one.kind.slice(0, 6)),
  );
};

const recordsOf = ({ output }: Run): object[] => (Array.isArray(output) ? (output as object[]) : [output ?? []].flat());

/** Whether a value is a file, or a list of files, that is fetched when a later step asks for it. */
const isPointer = (value: unknown): boolean =>
  [value].flat().some((one) => typeof one === 'string' && one.startsWith('hydrate|||'));

/**
 * The values of a record that aren't of the declared type. A moment is of its type if it is ISO 8601 with a zone. Only an action
 * may have no ID: some texts get none.
 */
const faultsOfValues = (record: object, operation: Operation): string[] =>
  Object.entries(record).flatMap(([key, value]: [string, unknown]) => {
    const declared = outputsOf(operation).find((field) => field.key === key);
    const isMissingId = value === null && operation.kind === 'create';
    return declared === undefined || isPointer(value) || isMissingId || fits(declared, value)
      ? []
      : [`gives ${JSON.stringify(value)} for ${key}, which is declared as ${declared.type ?? 'string'}`];
  });

/** What records have beside the declared keys, what they lack, and which values have another type. */
const faultsOfRecords = (done: Run, operation: Operation | undefined): string[] => {
  if (!operation) return [];
  const declared = operation.isVisible ? outputsOf(operation).map(keyInRecord) : KEYS_OF_CHOICE;
  return recordsOf(done).flatMap((record) => {
    const given = Object.keys(record);
    const missing = declared.filter((key) => !given.includes(key));
    const unknown = operation.registeredAs in givesMore ? [] : given.filter((key) => !declared.includes(key));
    return [
      ...missing.map((key) => `gives no ${key}`),
      ...unknown.map((key) => `gives ${key}, which is not declared`),
      ...faultsOfValues(record, operation),
    ];
  });
};

type Request = { request: string; service: Service | null };

/** The requests that a run made of any server but the platform's, each once. */
const requestsOf = ({ asked }: Run): Request[] => {
  const all = asked.filter(({ url }) => url.origin !== RPC);
  const distinct = new Map(all.map((one) => [requestOf(one), serviceAt(one.url)]));
  return [...distinct].map(([request, service]) => ({ request, service }));
};

/** What a refused request must end in, and whether the sentence must name a section that is not switched on. */
type Verdict = { ending: Ending; isOfSection: boolean };

const verdictOn = (method: string, situation: string, { request, service }: Request, refusal: Refusal): Verdict => {
  // A refusal by any other server doesn't matter here.
  const usual = service === null ? 'output' : refusal.endsIn[service];
  const ending = exceptionalEnding(method, situation, request, refusal.code) ?? usual;
  const isNamed = !namesNoSection.some(([requests]) => requests.test(request));
  const isOfSection = service === 'dash' && isNamed && refusal.code === '404 not_found' && ending === 'HaltedError';
  return { ending, isOfSection };
};

const NOT_SWITCHED_ON = /^(?!This part of the phone system).* isn't turned on for this VirtualPBX account\./;

const faultsOfEnding = (done: Run, { ending, isOfSection }: Verdict): string[] => {
  if (endingOf(done) !== ending) return [`ends in ${endingOf(done)} instead of ${ending}`];
  if (!isOfSection) return [];
  const sentence = sentenceOf(done.error as Error);
  return NOT_SWITCHED_ON.test(sentence) ? [] : [`names no section that is not switched on: "${sentence}"`];
};

/** What is wrong with any run, whatever it ends in. */
export const faultsOfRun = (app: object, done: Run, operation: Operation | undefined): string[] => [
  ...leaksOf(done).map((leak) => `gives away ${leak}`),
  ...faultsOfSentence(app, done),
  ...faultsOfRecords(done, operation),
];

/** A world, and what is wrong with a run's ending in it. */
type Trial = { world: World; faultsOfIts: (done: Run) => string[] };

/** Where everything is refused, the first request decides that cannot be done without. */
const trialOfAll = (method: string, situation: string, world: Refusal): Trial => ({
  world,
  faultsOfIts: (done) => {
    const verdicts = requestsOf(done).map((request) => verdictOn(method, situation, request, world));
    const decisive = verdicts.find(({ ending }) => ending !== 'output') ?? { ending: 'output', isOfSection: false };
    return faultsOfEnding(done, decisive);
  },
});

const trialOfOne = (method: string, situation: string, request: Request, world: Refusal): Trial => ({
  world,
  faultsOfIts: (done) => faultsOfEnding(done, verdictOn(method, situation, request, world)),
});

const trialsOf = (method: string, situation: string, requests: Request[]): Trial[] => [
  {
    world: nothingIsListed,
    faultsOfIts: (done) => (/^(output|HaltedError)$/.test(endingOf(done)) ? [] : [`ends in ${endingOf(done)}`]),
  },
  ...refusalsOfAll(requests.map(({ request }) => request)).map((world) => trialOfAll(method, situation, world)),
  ...(requests.length > 1 ? requests : []).flatMap((request) => {
    const canDoWithout = verdictOn(method, situation, request, FAULT).ending === 'output';
    const all = refusalsOfOne(method, request.request, canDoWithout);
    return all.map((world) => trialOfOne(method, situation, request, world));
  }),
];

/** A connection, and what the platform keeps for the methods that run with it. */
export type Caller = { authData: Connection; kept: Kept };

/** One line for each fault, with its situation and its world. */
const inWords = (faults: string[], situation: Situation, world: World): string[] =>
  faults.map((fault) => `${fault}, ${situation.name}, when Dash ${world.name}`);

/** What is wrong with a method in some of its situations and some worlds, whatever it ends in. */
export const faultsIn = async (
  app: object,
  method: string,
  { authData }: Pick<Caller, 'authData'>,
  situations: readonly Situation[],
  worlds: readonly World[],
): Promise<string[]> => {
  const faults: string[] = [];
  const operation = operationOf(app, method);
  for (const situation of situations) {
    for (const world of worlds) {
      const done = await run(app, method, situation, authData, world);
      faults.push(...inWords(faultsOfRun(app, done, operation), situation, world));
    }
  }
  return faults;
};

/** What a method was seen to do where everything is fine, in all of its situations. */
type Seen = { asks: boolean; gives: boolean };

const faultsOfSeen = (method: string, operation: Operation | undefined, { asks, gives }: Seen): string[] => [
  ...(asks === method in asksNobody ? [`${asks ? 'asks a server' : 'asks no server'}, unlike exceptions.ts says`] : []),
  ...(operation && gives === method in givesNothing
    ? [`${gives ? 'gives a record' : 'gives no record'}, unlike exceptions.ts says`]
    : []),
];

/**
 * What is wrong with a method of the app in every situation and every world: one line each. A run that asks no server
 * where everything is fine asks none anywhere, and one that makes the same requests as another is refused in the same
 * ways: neither is repeated.
 */
export const faultsOf = async (app: object, method: string, { authData, kept }: Caller): Promise<string[]> => {
  const faults: string[] = [];
  const operation = operationOf(app, method);
  const seen: Seen = { asks: false, gives: false };
  const refused = new Set<string>(['[]']);
  for (const situation of situationsOf(app, method, authData, kept)) {
    const attempt = async ({ world, faultsOfIts }: Trial): Promise<Run> => {
      const done = await run(app, method, situation, authData, world);
      faults.push(...inWords([...faultsOfIts(done), ...faultsOfRun(app, done, operation)], situation, world));
      return done;
    };
    const fine = await attempt({ world: everythingIsFine, faultsOfIts: () => [] });
    const requests = requestsOf(fine);
    // A name that nobody has is looked for in a list.
    seen.asks ||= !situation.isMinor && requests.length > 0;
    seen.gives ||= recordsOf(fine).length > 0;
    const same = JSON.stringify(requests);
    if (situation.isMinor || refused.has(same)) continue;
    refused.add(same);
    if (fine.error !== undefined) faults.push(`ends in ${endingOf(fine)}, ${situation.name}, when all is fine`);
    for (const trial of trialsOf(method, situation.name, requests)) await attempt(trial);
  }
  return [...faults, ...faultsOfSeen(method, operation, seen)];
};
