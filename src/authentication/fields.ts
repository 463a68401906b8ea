import type { AuthField } from 'zapier-platform-core';

const ABOUT = '[About connecting](https://developer.virtualpbx.com/authentication)';
const ABOUT_VIRTUALTEXT = '[About VirtualText](https://developer.virtualpbx.com/virtualtext)';

export const fields = [
  {
    key: 'api_key',
    label: 'API Key',
    type: 'password',
    required: false,
    helpText: `Recommended. One key for the whole account, so your Zaps keep working when someone changes a password. Leave the next three fields empty. Don't have the key? Ask your phone system administrator or [VirtualPBX support](https://support.virtualpbx.com). ${ABOUT}`,
  },
  {
    key: 'username',
    label: 'Username',
    type: 'string',
    required: false,
    helpText: `Only if you don't use an API key: the email address you sign in to Dash with. Use an administrator's sign-in. [How to sign in to Dash](https://www.virtualpbx.com/support/dash/topics/user-portal/). ${ABOUT}`,
  },
  {
    key: 'password',
    label: 'Password',
    type: 'password',
    required: false,
    helpText: `Only if you don't use an API key: the password you sign in to Dash with. Sign-ins that ask for a second step (two-factor) don't work here. ${ABOUT}`,
  },
  {
    key: 'account_name',
    label: 'Account Name',
    type: 'string',
    required: false,
    helpText: `Only if you don't use an API key: the account name on the Dash sign-in page, usually your company name. ${ABOUT}`,
  },
  {
    key: 'virtualtext_url',
    label: 'VirtualText Address',
    type: 'string',
    required: false,
    helpText: `Only for text messages. The web address of your VirtualText page, such as \`https://example-txb.textable.app\`. Leave empty if your credential starts with \`pk_live_\`. ${ABOUT_VIRTUALTEXT}`,
  },
  {
    key: 'virtualtext_credential',
    label: 'VirtualText Credential',
    type: 'password',
    required: false,
    helpText: `Only for text messages. Your VirtualText user ID and access token joined by a colon (\`userid:token\`), or a key that starts with \`pk_live_\`. Sent only to VirtualText. ${ABOUT_VIRTUALTEXT}`,
  },
] as const satisfies AuthField[];
