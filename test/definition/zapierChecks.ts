import packageJson from '../../package.json' with { type: 'json' };
import {
  allInputsOf,
  authFieldsOf,
  inputsOf,
  labelsOf,
  operationsOf,
  outputsOf,
  proseOf,
  textsOf,
  visibleOf,
  type Definition,
  type Field,
} from './definition.ts';
import { fits, isIsoDate, keyInRecord, looksLikeDate } from './sample.ts';
import { isTitleCase } from './titleCase.ts';

/** A rule about a definition; `check` gives one line for each fault. */
export type Check = { code: string; rule: string; check: (app: Definition) => string[] };

/** The subjects that a rule does not hold for, by where they stand. */
export const faults = <T extends { where: string }>(subjects: T[], isFault: (subject: T) => boolean): string[] =>
  subjects.filter(isFault).map(({ where }) => where);

const named = <T extends { name: string }>(subjects: T[], isFault: (subject: T) => boolean): string[] =>
  subjects.filter(isFault).map(({ name }) => name);

const SECRET = /api_?key|access_?key|passw|pwd|secret|credential|(api|auth|access|session)_?token|^token$/i;
const LINK = /\[[^\]]+\]\(https:\/\/[^\s)]+\)/;
const IN_BACKTICKS = /`[^`]*`/g;

/** `correlation_id` is made up by the user, so that there is nothing to choose from. */
const isIdLike = ({ key = '', label = '' }: Field): boolean =>
  key !== 'correlation_id' && (/(^|_)(id|uid|uuid)s?$/i.test(key) || /\bIDs?$/.test(label));

const withoutPunctuation = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const canHaveSearch = ({ type = 'string', list, dict, children, dynamic }: Field): boolean =>
  ['string', 'number', 'integer'].includes(type) && !list && !dict && !children && dynamic !== undefined;

const isStaticHook = ({
  operation,
}: {
  operation?: { type?: string; performSubscribe?: unknown; performUnsubscribe?: unknown };
}) => operation?.type === 'hook' && !(operation.performSubscribe && operation.performUnsubscribe);

/**
 * Zapier's integration checks, as far as a definition alone decides them. `zapier-platform validate` runs them only on
 * Zapier's server. D019 and D020 are not in use.
 */
export const zapierChecks: Check[] = [
  {
    code: 'D001',
    rule: 'no input field asks for a secret',
    check: (app) =>
      faults(allInputsOf(app), ({ field: { key = '', type } }) => SECRET.test(key) || type === 'password'),
  },
  {
    code: 'D002',
    rule: 'the help text of each auth field links to where its value is found',
    check: (app) => faults(authFieldsOf(app), ({ field }) => !LINK.test(field.helpText ?? '')),
  },
  {
    code: 'D003',
    rule: 'the connection label names the account, and neither a secret nor the app alone',
    check: ({ authentication }) => {
      const label = authentication?.connectionLabel;
      if (typeof label === 'function') return [];
      const text = typeof label === 'string' ? label : '';
      const placeholders = [...text.matchAll(/{{([^}]*)}}/g)].map(([, name]) => String(name));
      return placeholders.length === 0 || placeholders.some((name) => SECRET.test(name) || /token/i.test(name))
        ? [`connection label "${text}"`]
        : [];
    },
  },
  {
    code: 'D004',
    rule: 'an input field for an id has a dropdown',
    check: (app) => faults(allInputsOf(app), ({ field }) => isIdLike(field) && !field.dynamic && !field.choices),
  },
  {
    code: 'D005',
    rule: 'a dropdown comes from a trigger that exists',
    check: (app) =>
      faults(
        allInputsOf(app),
        ({ field: { dynamic } }) => dynamic !== undefined && !app.triggers?.[String(dynamic.split('.')[0])],
      ),
  },
  {
    code: 'D006',
    rule: 'an instant trigger lists recent records for the test in the editor',
    check: (app) =>
      named(visibleOf(app, 'trigger'), ({ operation }) => operation?.type === 'hook' && !operation.performList),
  },
  {
    code: 'D007',
    rule: 'every address uses HTTPS',
    check: (app) => faults(textsOf(app), ({ text }) => /\bhttp:\/\//i.test(text)),
  },
  {
    code: 'D008',
    rule: 'links are valid Markdown, and a bare address stands in backticks',
    check: (app) =>
      faults(proseOf(app), ({ text }) => {
        const rest = text.replace(IN_BACKTICKS, '').replace(new RegExp(LINK, 'g'), '');
        return /https?:\/\/|www\.|\]\(|\[[^\]]*\]/.test(rest);
      }),
  },
  {
    code: 'D009',
    rule: 'a search has an input field',
    check: (app) => named(visibleOf(app, 'search'), ({ operation }) => (operation?.inputFields ?? []).length === 0),
  },
  {
    code: 'D010',
    rule: 'the sample of a polling trigger has the primary key',
    check: (app) =>
      named(visibleOf(app, 'trigger'), ({ operation }) => {
        if (operation?.type === 'hook') return false;
        const primary = outputsOf({ operation }).filter((field) => field.primary);
        const keys = primary.length > 0 ? primary.map(keyInRecord) : ['id'];
        return keys.some((key) => operation?.sample?.[key] === undefined);
      }),
  },
  {
    code: 'D011',
    rule: 'a help text does not repeat the label',
    check: (app) =>
      faults(
        [...allInputsOf(app), ...authFieldsOf(app)],
        ({ field: { label, helpText } }) =>
          helpText !== undefined && withoutPunctuation(helpText) === withoutPunctuation(label ?? ''),
      ),
  },
  {
    code: 'D012',
    rule: 'every visible operation has a sample',
    check: (app) => named(visibleOf(app), ({ operation }) => Object.keys(operation?.sample ?? {}).length === 0),
  },
  {
    code: 'D013',
    rule: 'a field that offers a search names one that exists',
    check: (app) =>
      faults(
        allInputsOf(app),
        ({ field: { search } }) => search !== undefined && !app.searches?.[String(search.split('.')[0])],
      ),
  },
  {
    code: 'D014',
    rule: 'a search is offered only for a single string or number that has a dropdown',
    check: (app) => faults(allInputsOf(app), ({ field }) => field.search !== undefined && !canHaveSearch(field)),
  },
  {
    code: 'D015',
    rule: 'a search-or-create joins a search and a create that exist',
    check: ({ searchOrCreates = {}, searches = {}, creates = {} }) =>
      Object.entries(searchOrCreates)
        .filter(([, { search = '', create = '' }]) => !(search in searches && create in creates))
        .map(([key]) => `search or create ${key}`),
  },
  {
    code: 'D016',
    rule: 'the app is more than one static webhook',
    check: (app) => {
      const operations = visibleOf(app);
      return operations.length === 0 || (operations.length === 1 && operations.every(isStaticHook)) ? ['app'] : [];
    },
  },
  {
    code: 'D017',
    rule: 'an instant trigger subscribes and unsubscribes by itself',
    check: (app) => named(visibleOf(app, 'trigger'), isStaticHook),
  },
  {
    code: 'D018',
    rule: 'labels are in title case',
    check: (app) =>
      labelsOf(app)
        .filter(({ text }) => !isTitleCase(text))
        .map(({ where, text }) => `${where}: "${text}"`),
  },
  {
    code: 'D021',
    rule: 'the description of a trigger begins with "Triggers when" and ends with a full stop',
    check: (app) =>
      named(visibleOf(app, 'trigger'), ({ display }) => !/^Triggers when .+\.$/s.test(display?.description ?? '')),
  },
  {
    code: 'D022',
    rule: 'a create has an input field that is not made by a function',
    check: (app) => named(visibleOf(app, 'create'), (operation) => inputsOf(operation).length === 0),
  },
  {
    code: 'D023',
    rule: 'dates in samples are ISO 8601, with a zone where they have a time',
    check: (app) =>
      operationsOf(app).flatMap(({ name, operation }) =>
        faults(textsOf(operation?.sample, `${name}, sample`), ({ text }) => looksLikeDate(text) && !isIsoDate(text)),
      ),
  },
  {
    code: 'D024',
    rule: 'the values of a sample have the declared types',
    check: (app) =>
      operationsOf(app).flatMap((action) => {
        const sample = action.operation?.sample ?? {};
        return outputsOf(action)
          .filter((field) => {
            const value = sample[keyInRecord(field)];
            return value === undefined
              ? field.required === true
              : field.key === keyInRecord(field) && !fits(field, value);
          })
          .map(({ key }) => `${action.name}, sample ${String(key)}`);
      }),
  },
  {
    code: 'D025',
    rule: 'no address can run a script or read a file',
    check: (app) =>
      faults(textsOf(app), ({ text }) => /\b(javascript|vbscript):|\bdata:text\/|\bfile:\/\//i.test(text)),
  },
  {
    code: 'D026',
    rule: 'no auth field is a part of a host name, which Zapier would have to review',
    check: (app) =>
      faults(
        authFieldsOf(app),
        ({ field: { key = '', inputFormat } }) => inputFormat !== undefined || /^(sub_?)?domain$/i.test(key),
      ),
  },
  {
    code: 'D027',
    rule: 'the definition names the version of core that is installed',
    check: ({ platformVersion }) =>
      platformVersion === packageJson.dependencies['zapier-platform-core']
        ? []
        : [`platformVersion ${String(platformVersion)}`],
  },
  {
    code: 'D028',
    rule: 'empty values of the input are kept',
    check: ({ flags }) => (flags?.cleanInputData === false ? [] : ['flags.cleanInputData']),
  },
];
