import type { LiveZap, ZapDefinition } from '../zapier/platform.ts';
import type { Chapter, Stage } from './chapter.ts';

const phonesInSlack: ZapDefinition = {
  name: 'Slack message for each phone that connects',
  trigger: { key: 'dash_event', input: { event: 'notifications/register' } },
  steps: [
    {
      app: 'Slack',
      action: 'Send Channel Message',
      fields: { channel: '#phones', message: '{{username}} connected at {{local_time}}' },
    },
  ],
};

/** How many failures within a minute make the phone system disable a webhook. */
const FAILURES = 6;

/** A phone connects. Returns how many messages the Zap has sent. */
const connectPhone = async ({ dash, zapier }: Stage, { results }: LiveZap, username: string): Promise<number> => {
  await dash.notify('register', { username });
  await zapier.settled();
  return results.length;
};

/**
 * Makes deliveries fail as if the Zap were off (410), until the phone system disables the webhook. Returns for each
 * webhook whether it is enabled.
 */
const failUntilDisabled = async (stage: Stage, zap: LiveZap): Promise<boolean[]> => {
  zap.on = false;
  for (let failure = 1; failure <= FAILURES; failure++) await connectPhone(stage, zap, `unheard-${failure}`);
  zap.on = true;
  return stage.dash.company.webhooks.map(({ enabled }) => enabled);
};

/** A disabled webhook is enabled again: at once by “Reconnect Zaps”, and by itself within a day. */
export const webhookRecovers: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter('When the phone system stops sending events');
  const zap = await report.step(`“${phonesInSlack.name}” is turned on`, () => zapier.turnOn(connection, phonesInSlack));
  await report.check('a phone connects: one message', 1, () => connectPhone(stage, zap, 'front-desk'));

  const off = `${FAILURES} deliveries fail: the phone system stops sending events to the Zap`;
  await report.check(off, [false], () => failUntilDisabled(stage, zap));
  await report.check('the next phone connects: no message', 1, () => connectPhone(stage, zap, 'surgery-1'));
  await report.check('Find Disconnected Zap finds the Zap and the reason', ['too many failed attempts'], async () => {
    const found = (await zapier.run(connection, 'searches.find_disabled_webhook')) as { disable_reason: string }[];
    return found.map(({ disable_reason }) => disable_reason);
  });
  await report.check('Reconnect Zaps reconnects it', 'New Phone System Event', async () => {
    const repaired = await zapier.run(connection, 'creates.reenable_webhooks');
    return (repaired as { trigger_names: string }).trigger_names;
  });
  await report.check('the next phone connects: one message', 2, () => connectPhone(stage, zap, 'surgery-2'));

  await report.check('deliveries fail again, and no one reconnects the Zap', [false], () =>
    failUntilDisabled(stage, zap),
  );
  await report.check('a day later, Zapier subscribes again: one webhook, and it is enabled', [true], async () => {
    await zapier.resubscribe(zap);
    return dash.company.webhooks.map(({ enabled }) => enabled);
  });
  await report.check('the next phone connects: one message', 3, () => connectPhone(stage, zap, 'surgery-3'));
  await report.step('the Zap is turned off', () => zapier.turnOff(zap));
  await report.check('it leaves no webhook behind', 0, () => dash.company.webhooks.length);
  await report.check('none of its steps failed', [], () => zap.errors);
};
