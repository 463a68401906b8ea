import { Hono } from 'hono';
import { createContact } from './contacts.ts';
import { dripsOf } from './drips.ts';
import { isE164, isFilled, isoNow } from './fields.ts';
import { makeId, textCredentials, textUserId } from './office.ts';
import { refuseTextable, refuseTextableWithReason } from './refusal.ts';
import { sendText } from './texts.ts';
import type { Office, SentText } from './office.ts';
import type { TextEnvironment } from './requestLog.ts';
import type { TextState } from './state.ts';

const done = { status: 'true' };

/** The text of `POST /api/send`, or a refusal. */
const textOf = ({ numbers, optedOut }: Office, fields: Record<string, unknown>): SentText & { from: string } => {
  const { to, from, message, media = [] } = fields;
  const missing = ['to', 'from', 'message'].filter((name) => !isFilled(fields[name]));
  if (!isFilled(to) || !isFilled(from) || !isFilled(message)) {
    throw refuseTextable(
      400,
      missing.map((name) => `Missing parameter ${name}`),
    );
  }
  if (!isE164(to)) throw refuseTextable(400, ['Invalid phone number']);
  if (!Array.isArray(media) || !media.every(isFilled)) throw refuseTextable(400, ['Invalid parameter media']);
  if (!numbers.includes(from)) {
    throw refuseTextableWithReason(400, 'InvalidSender', 'Invalid sender', 'The number is not one of the user’s own');
  }
  if (optedOut.has(to))
    throw refuseTextableWithReason(451, 'OptedOut', 'Recipient opted out', 'The recipient wants no messages');
  return { api: 'textable', id: makeId(), to, from, body: message, media, createdAt: isoNow() };
};

const setRelay = (office: Office, { url }: Record<string, unknown>): void => {
  if (typeof url !== 'string') throw refuseTextable(400, ['Missing parameter url']);
  if (url !== '' && !/^https?:/.test(url)) throw refuseTextable(400, ['Invalid parameter url']);
  office.relayUrl = url || null;
};

/** The Textable-based API, with its one user. */
export const textableApi = (state: TextState): Hono<TextEnvironment> => {
  const { office } = state;
  const app = new Hono<TextEnvironment>();
  app.use(async (c, next) => {
    if (c.req.header('Authorization') !== `Bearer ${textCredentials.credential}`)
      throw refuseTextable(401, ['Unauthorized']);
    await next();
  });
  app.post('/send', (c) => {
    const text = textOf(office, c.get('fields'));
    office.sent.push(text);
    // The sender does not wait for the relay.
    void sendText(state, text);
    return c.json(done);
  });
  app.get('/contacts', (c) => c.json({ contacts: office.contacts }));
  app.post('/contacts', (c) => c.json(createContact(office, c.get('fields'))));
  app.get('/drips', (c) => c.json({ drips: dripsOf(textUserId) }));
  app.post('/users/:id/webhook', (c) => {
    if (c.req.param('id') !== textUserId)
      throw refuseTextableWithReason(404, 'NotFound', 'User not found', 'There is no such user');
    setRelay(office, c.get('fields'));
    return c.json(done);
  });
  app.all('*', () => {
    throw refuseTextableWithReason(404, 'NotFound', 'Not found', 'There is no such endpoint');
  });
  return app;
};
