import nock from 'nock';
import { cases, type CallCase } from '../../sandbox/dash/cases/cases.ts';
import { stage } from '../../sandbox/dash/calls/stage.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { account, success } from '../support/dash.ts';
import { knowCompany, played, platformWith, recordsOf, type CallRecord } from './played.ts';

const decided = cases.filter(({ script }) => !script().legs.some(({ conference }) => conference));
const table = decided.map((one) => [one.script().name, one] as const);

/** What the editor's test shows of a call whose records are all there. */
const shown = async (trigger: string, { script, kazoo }: CallCase): Promise<CallRecord[]> => {
  nock.cleanAll();
  knowCompany();
  const { rows } = stage(openCompany(), script(), kazoo);
  account()
    .persist()
    .get('/cdrs')
    .query(true)
    .reply(200, success(Object.values(rows)));
  const platform = platformWith(trigger);
  return (await platform.run(`triggers.${trigger}.operation.performList`, {})) as CallRecord[];
};

/** Texts that are made from other fields, and fields that say how much is known about the call. */
const derived = ['summary'];

const filledIn = (record: CallRecord | undefined): string[] =>
  Object.entries(record ?? {}).flatMap(([key, value]) => (value === null || derived.includes(key) ? [] : [key]));

describe.each([
  ['call_started', ['channel_create']],
  ['call_answered', ['channel_bridge', 'channel_answer']],
])('what the editor shows for %s', (trigger, hooks) => {
  test.each(table)('has nothing that a live event lacks: %s', async (_name, one) => {
    const live = await recordsOf(trigger, played(one), { hooks });
    const records = await shown(trigger, one);
    const lacking = records.flatMap((record) => {
      const event = live.find(({ id }) => id === record.id);
      // No event reports a call that only its records show to be one, such as the twin of a quickcall.
      return event ? filledIn(record).filter((key) => !filledIn(event).includes(key)) : [];
    });
    expect(lacking).toEqual([]);
    expect(records.length).toBeLessThanOrEqual(3);
  });
});
