import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { refuseV1 } from './answers.ts';
import { isE164, isFilled } from './fields.ts';
import { credentials } from './office.ts';
import { now } from './time.ts';
import type { Office, SentText } from './office.ts';
import type { Environment } from './requests.ts';
import type { State } from './state.ts';

/** What is wrong with the number to text, or undefined. VirtualText sends nothing to those who opted out. */
const recipientProblem = ({ optedOut }: Office, to: unknown): string | undefined => {
  if (!isFilled(to)) return 'is missing';
  if (!isE164(to)) return 'is not a phone number';
  return optedOut.has(to) ? 'has opted out' : undefined;
};

/** What is wrong with a message, by field. */
const problemsOf = (office: Office, { to, body, channel = 'sms' }: Record<string, unknown>): Record<string, string> => {
  const problems = {
    to: recipientProblem(office, to),
    body: isFilled(body) ? undefined : 'is missing',
    channel: channel === 'sms' ? undefined : 'is not supported',
  };
  return Object.fromEntries(Object.entries(problems).filter((one): one is [string, string] => one[1] !== undefined));
};

const textOf = (office: Office, fields: Record<string, unknown>): SentText => {
  const details = problemsOf(office, fields);
  if (Object.keys(details).length > 0) throw refuseV1(422, 'validation_failed', 'The message is not valid', details);
  const { to, body, idempotency_key: key } = fields as { to: string; body: string; idempotency_key: unknown };
  return {
    api: 'v1',
    id: `msg_${randomBytes(13).toString('hex').toUpperCase()}`,
    to,
    from: null,
    body,
    media: [],
    createdAt: now(),
    ...(isFilled(key) ? { idempotencyKey: key } : {}),
  };
};

const queued = ({ id, createdAt }: SentText) => ({ id, status: 'queued', created_at: createdAt });

/** The message that was sent with this key before. */
const sentBefore = ({ sent }: Office, key: unknown): SentText | undefined =>
  isFilled(key) ? sent.find(({ idempotencyKey }) => idempotencyKey === key) : undefined;

const send = (office: Office, fields: Record<string, unknown>): SentText => {
  const before = sentBefore(office, fields.idempotency_key);
  if (before) return before;
  const text = textOf(office, fields);
  office.sent.push(text);
  return text;
};

const notFound = () => refuseV1(404, 'not_found', 'There is no such thing');

/** The newer API, as far as it is documented. The relay does not tell of what it sends. */
export const v1 = ({ office }: State): Hono<Environment> => {
  const app = new Hono<Environment>();
  app.use(async (c, next) => {
    if (c.req.header('Authorization') !== `Bearer ${credentials.apiKey}`) {
      throw refuseV1(401, 'unauthorized', 'The API key is not valid');
    }
    await next();
  });
  app.post('/messages', (c) => c.json(queued(send(office, c.get('fields'))), 201));
  app.get('/messages/:id', (c) => {
    const text = office.sent.find(({ api, id }) => api === 'v1' && id === c.req.param('id'));
    if (!text) throw notFound();
    return c.json({ ...queued(text), to: text.to, channel: 'sms', body: text.body });
  });
  app.get('/agents', (c) => c.json({ agents: [] }));
  app.all('*', () => {
    throw notFound();
  });
  return app;
};
