import { connect, list, turnOff, type Operation } from '../office.ts';
import { callCenter } from './callCenter.ts';
import { calls } from './calls.ts';
import { texts, voicemailsAndFaxes } from './messages.ts';
import { people } from './people.ts';

/** Every operation of the app, in this order. */
export const operations: readonly Operation[] = [
  { name: 'connect with an API key, test included', run: connect },
  {
    name: 'refresh, within list_users',
    prepare: ({ dash }) => {
      dash.expireSessions();
    },
    run: list('list_users'),
  },
  ...people,
  ...voicemailsAndFaxes.map((one, nth) => (nth === 0 ? { ...one, prepare: turnOff } : one)),
  ...calls,
  ...texts,
  ...callCenter,
];
