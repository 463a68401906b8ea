import type { AuthField } from 'zapier-platform-core';

const DOCUMENTATION = 'https://developer.virtualpbx.com/authentication';

export const fields = [
  {
    key: 'api_key',
    label: 'API Key',
    type: 'password',
    required: false,
    helpText: `Recommended. The key belongs to the account, so it keeps working when somebody changes a password. Leave the next three fields empty when you use it. [About the API key](${DOCUMENTATION})`,
  },
  {
    key: 'username',
    label: 'User Name',
    type: 'string',
    required: false,
    helpText: `Only without an API key: what you type to sign in to Dash, usually your e-mail address. [About signing in](${DOCUMENTATION})`,
  },
  {
    key: 'password',
    label: 'Password',
    type: 'password',
    required: false,
    helpText: `Only without an API key: your Dash password. [About signing in](${DOCUMENTATION})`,
  },
  {
    key: 'account_name',
    label: 'Account Name',
    type: 'string',
    required: false,
    helpText: `Only without an API key: the account name from the Dash sign-in page, usually your company's name. [About signing in](${DOCUMENTATION})`,
  },
  {
    key: 'virtualtext_url',
    label: 'VirtualText Address',
    type: 'string',
    required: false,
    helpText:
      'Only for text messages: the address of your VirtualText page, as `https://example-txb.textable.app`. Leave it empty where the credential below begins with `pk_live_`. [About VirtualText](https://developer.virtualpbx.com/virtualtext)',
  },
  {
    key: 'virtualtext_credential',
    label: 'VirtualText Credential',
    type: 'password',
    required: false,
    helpText:
      'Only for text messages: your VirtualText user id and access token with a colon between them, or the key that begins with `pk_live_`. It goes to VirtualText and nowhere else. [About VirtualText](https://developer.virtualpbx.com/virtualtext)',
  },
] as const satisfies AuthField[];
