/**
 * A local stand-in for the part of zapier.com that the Zapier CLI talks to: integration checks, versions, uploads, and
 * promotion. It finds no fault in any definition, because the checks themselves run only on Zapier's servers.
 */
import { Hono } from 'hono';
import { listen } from '../shared/listen.ts';

type Definition = { version: string };
type Check = { app_id?: number; version?: string; app_definition: Definition };
type Upload = { version: string; buildZip: Buffer; sourceZip: Buffer };
type Promotion = { to_version: string; changelog: string };

const APP_ID = 1;

const APP = {
  id: APP_ID,
  key: 'App1',
  title: 'VirtualPBX',
  description: 'VirtualPBX is a business phone system.',
  app_category: 'phone-sms',
  intention: 'global',
  role: 'employee',
  status: 'private',
};

/** What the CLI prints of a check without a finding. */
const NO_FINDINGS = {
  errors: { total_failures: 0, display_label: 'Errors', results: [] },
  warnings: { total_failures: 0, display_label: 'Publishing Tasks', results: [] },
  suggestions: { total_failures: 0, display_label: 'Warnings', results: [] },
  passes: [],
};

const refuse = (message: string) => ({ errors: [message] });

/** The routes that are open to everyone are first; all others need the key, and the app. */
const createDeveloperApi = (deployKey: string) => {
  const checks: Check[] = [];
  const uploads: Upload[] = [];
  const promotions: Promotion[] = [];
  const app = new Hono().basePath('/api/platform/cli');
  app.post('/check', async (c) => {
    checks.push(await c.req.json<Check>());
    return c.json(NO_FINDINGS);
  });
  app.use(async (c, next) =>
    c.req.header('x-deploy-key') === deployKey ? next() : c.json(refuse('Invalid deploy key'), 401),
  );
  app.use('/apps/:id/*', async (c, next) =>
    c.req.param('id') === String(APP_ID) ? next() : c.json(refuse('No such app'), 404),
  );
  app.get('/apps/:id', (c) => c.json(APP));
  app.get('/apps/:id/versions', (c) =>
    c.json({
      versions: [...new Set(uploads.map(({ version }) => version))].map((version) => ({
        version,
        user_count: 0,
        lifecycle: { status: promotions.some(({ to_version }) => to_version === version) ? 'promoted' : 'private' },
      })),
    }),
  );
  app.put('/apps/:id/versions/:version', async (c) => {
    const sent = await c.req.json<{ zip_file: string; source_zip_file: string }>();
    uploads.push({
      version: c.req.param('version'),
      buildZip: Buffer.from(sent.zip_file, 'base64'),
      sourceZip: Buffer.from(sent.source_zip_file, 'base64'),
    });
    return c.json({});
  });
  app.post('/apps/:id/pre-migration-require-confirmation-checks', (c) => c.json({}));
  app.post('/apps/:id/migrations', async (c) => {
    const { job } = await c.req.json<{ job: Promotion }>();
    promotions.push(job);
    return c.json({});
  });
  app.notFound((c) => c.json(refuse(`${c.req.method} ${c.req.path} is not part of the stand-in`), 404));
  return { fetch: app.fetch, checks, uploads, promotions };
};

/** Starts the stand-in on a free port. `environment` points the CLI at it. */
export const startDeveloperSite = async ({ deployKey = 'local-key' } = {}) => {
  const { fetch, ...received } = createDeveloperApi(deployKey);
  const { url, close } = await listen(fetch);
  return {
    appId: APP_ID,
    /** Everything that the CLI sent, in the order of arrival. */
    ...received,
    environment: { ZAPIER_BASE_ENDPOINT: url, ZAPIER_DEPLOY_KEY: deployKey, DISABLE_ZAPIER_ANALYTICS: '1' },
    close,
  };
};
