import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { isE164, isFilled, isoNow } from './fields.ts';
import { textCredentials } from './office.ts';
import { refuseV1 } from './refusal.ts';
import type { Office, SentText } from './office.ts';
import type { TextEnvironment } from './requestLog.ts';
import type { TextState } from './state.ts';

/** What is wrong with the recipient, or undefined. Recipients who opted out get no texts. */
const recipientProblem = ({ optedOut }: Office, to: unknown): string | undefined => {
  if (!isFilled(to)) return 'is missing';
  if (!isE164(to)) return 'is not a phone number';
  return optedOut.has(to) ? 'has opted out' : undefined;
};

/** The problems of a message, by field. */
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
    createdAt: isoNow(),
    ...(isFilled(key) ? { idempotencyKey: key } : {}),
  };
};

const queued = ({ id, createdAt }: SentText) => ({ id, status: 'queued', created_at: createdAt });

/** The message that was sent with this idempotency key before. */
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

/** The documented part of the newer API. Its texts are not relayed. */
export const v1Api = ({ office }: TextState): Hono<TextEnvironment> => {
  const app = new Hono<TextEnvironment>();
  app.use(async (c, next) => {
    if (c.req.header('Authorization') !== `Bearer ${textCredentials.apiKey}`) {
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
