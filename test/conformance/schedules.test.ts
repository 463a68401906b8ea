import { golden as load } from './golden.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';

type Problems = Record<string, Record<string, { message: string; target?: unknown }>>;

/** What KAZOO answers to a new schedule. */
type Answer = { put: Record<string, unknown>; saved?: Record<string, unknown>; errors?: Problems };

const { api_answers_to_put: answers } = load('temporal_rules') as { api_answers_to_put: Answer[] };

let dash: Sandbox;

beforeAll(async () => {
  dash = await openSandbox('4.3');
});
afterAll(() => dash.close());

/** The problems of a document as the versions of KAZOO have them in common; only the newer one repeats the value. */
const withoutValues = (problems: Problems | undefined) =>
  Object.entries(problems ?? {}).map(([field, rules]) => [
    field,
    Object.entries(rules).map(([rule, { message, target }]) => ({ rule, message, target })),
  ]);

const put = (path: string, data: object) => dash.inAccount(path, { method: 'PUT', data });

const named = (wanted: Answer[]) => wanted.map((answer) => ({ ...answer, name: JSON.stringify(answer.put) }));

test.each(named(answers.filter(({ saved }) => saved)))(
  'a new schedule $name is stored',
  async ({ put: data, saved }) => {
    const { status, body } = await put('/temporal_rules', data);
    expect([status, body.data]).toEqual([201, { ...saved, id: expect.any(String) as string }]);
  },
);

test.each(named(answers.filter(({ saved }) => !saved)))(
  'a new schedule $name is refused',
  async ({ put: data, errors }) => {
    const { status, body } = await put('/temporal_rules', data);
    expect([status, body.message]).toEqual([400, 'validation error']);
    expect(withoutValues(body.data as Problems)).toEqual(withoutValues(errors));
  },
);

test('a schedule is forced on and off, and follows its times again', async () => {
  const created = await put('/temporal_rules', { name: 'Late Shift', cycle: 'daily', time_window_start: 64_800 });
  const { id } = created.body.data as { id: string };
  const patch = async (enabled: boolean | null) =>
    (await dash.inAccount(`/temporal_rules/${id}`, { method: 'PATCH', data: { enabled } })).body.data;
  expect(await patch(true)).toMatchObject({ id, enabled: true, time_window_start: 64_800 });
  expect(await patch(false)).toMatchObject({ id, enabled: false });
  expect(await patch(null)).toEqual(created.body.data);
});

describe('a set of schedules', () => {
  test('is stored with a name and at least one schedule', async () => {
    const { status, body } = await put('/temporal_rules_sets', { name: 'Opening Times', temporal_rules: ['a', 'b'] });
    expect([status, body.data]).toMatchObject([201, { name: 'Opening Times', temporal_rules: ['a', 'b'] }]);
    const refused = await put('/temporal_rules_sets', { name: '', temporal_rules: [] });
    expect([refused.status, Object.keys(refused.body.data as Problems)]).toEqual([400, ['name', 'temporal_rules']]);
  });

  test('is listed with its schedules, and known as a set alone', async () => {
    const [set] = dash.dash.company.temporalRuleSets;
    const { body } = await dash.inAccount('/temporal_rules_sets');
    expect(body.data).toContainEqual({ id: set?.id, name: set?.name, rules: set?.temporal_rules, flags: [] });
    expect((await dash.inAccount(`/temporal_rules_sets/${set?.id}`)).body.data).toEqual(set);
    expect((await dash.inAccount(`/temporal_rules/${set?.id}`)).status).toBe(404);
  });
});

test('schedules are listed by name, with the type that a client gave them', async () => {
  await put('/temporal_rules', { name: 'Lunch', cycle: 'daily', type: 'main_lunch' });
  const rows = (await dash.inAccount('/temporal_rules')).body.data;
  expect(rows).toContainEqual({ id: dash.dash.company.temporalRules[0]?.id, name: 'Office Open', flags: [] });
  expect(rows).toContainEqual(expect.objectContaining({ name: 'Lunch', type: 'main_lunch' }));
});
