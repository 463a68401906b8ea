import { execFileSync } from 'node:child_process';

/** Milliseconds of the processor per run of a method, for each batch of runs. */
export type WarmRuns = {
  empty: number[];
  surrounded: number[];
  dropped: number[];
  alone: number[];
  delivered: number[];
};

/**
 * A Lambda that has run before gets an event: with an empty app, whose only trigger returns a record at once, and with that
 * trigger in our app; with our app, which drops an event without the secret; and with one of its own triggers alone and among all
 * others. Core's cache answers
 * within the process, so no network is part of the figures.
 */
const script = `
  const [batches, runs] = process.argv.slice(-2).map(Number);
  const { default: zapier } = await import('zapier-platform-core');
  const { default: app } = await import('./dist/index.js');
  const display = { label: 'New Event', description: 'Triggers when an event happens.' };
  const perform = () => [{ id: '1' }];
  const dash_event = { key: 'dash_event', noun: 'Event', display, operation: { type: 'hook', perform } };
  const { triggers, searches, creates, searchOrCreates, ...rest } = app;
  const { version, platformVersion } = app;
  const emptyApp = { version, platformVersion, triggers: { dash_event } };
  const aloneApp = { ...rest, triggers: { dash_event: triggers.dash_event } };
  const authData = { auth_token: 'token', account_id: 'a'.repeat(32), account_timezone: 'America/Los_Angeles' };
  const surrounded = { ...app, triggers: Object.freeze(Object.assign(Object.create(Object.getPrototypeOf(triggers)), triggers, { dash_event })) };
  const event = (request) => ({
    command: 'execute',
    method: 'triggers.dash_event.operation.perform',
    calledFromCli: true,
    zcacheTestObj: {},
    bundle: {
      authData: { ...authData },
      inputData: { event: 'notifications/register' },
      meta: {},
      subscribeData: { id: '1', webhook_ids: ['1'], zapier_token: 'secret', target_hash: 'hash' },
      cleanedRequest: { event_name: 'register', event_category: 'notification', username: 'user_1', ...request },
    },
  });
  const [handlerOfEmpty, handlerOfSurrounded, handlerOfAlone, handler] = [emptyApp, surrounded, aloneApp, app].map(zapier.createAppHandler);
  const cases = {
    empty: () => handlerOfEmpty(event()),
    surrounded: () => handlerOfSurrounded(event()),
    dropped: () => handler(event()),
    alone: () => handlerOfAlone(event({ zapier_token: 'secret' })),
    delivered: () => handler(event({ zapier_token: 'secret' })),
  };
  const results = {};
  for (const [name, run] of Object.entries(cases)) {
    for (let nth = 0; nth < runs; nth += 1) results[name] = (await run()).results.length;
  }
  if (JSON.stringify(results) !== '{"empty":1,"surrounded":1,"dropped":0,"alone":1,"delivered":1}') throw new Error(JSON.stringify(results));
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let batch = 0; batch < batches; batch += 1) {
    for (const [name, run] of Object.entries(cases)) {
      const before = process.cpuUsage();
      for (let nth = 0; nth < runs; nth += 1) await run();
      const { user, system } = process.cpuUsage(before);
      times[name].push((user + system) / 1000 / runs);
    }
  }
  console.log(JSON.stringify(times));
`;

/** Batches alternate, so that what else the machine does hits all of them. */
export const measureWarmRuns = (batches: number, runs: number): WarmRuns => {
  const command = ['--input-type=module', '--eval', script, '--', String(batches), String(runs)];
  const lines = execFileSync(process.execPath, command, { encoding: 'utf8' }).trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '') as WarmRuns;
};
