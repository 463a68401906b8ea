import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { matchingUsers } from '../users/userCriteria.ts';
import { isInsideNumber, parseNumber } from '../fields/phoneNumbers.ts';
import { haltedError } from '../zapier/errors.ts';
import { search } from '../zapier/operation.ts';
import { loadActiveCalls } from './channels.api.ts';
import type { ActiveCall } from './channelGrouping.ts';
import { activeCallFields, activeCallRecord, activeCallSample } from './activeCall.record.ts';

const NO_NUMBERS =
  "This phone system doesn't show the numbers of calls in progress. Leave Number empty, and fill in User or Device.";

const inputFields = defineInputFields([
  {
    key: 'user',
    label: 'User',
    type: 'string',
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: "A call on any of this user's phones. Fill in at least one of User, Device, or Number.",
  },
  {
    key: 'device',
    label: 'Device',
    type: 'string',
    dynamic: 'list_devices.id.name',
    search: 'find_device.id',
    helpText: 'A call on this phone. Fill in at least one of User, Device, or Number.',
  },
  {
    key: 'number',
    label: 'Number',
    type: 'string',
    helpText:
      "The other person's number or your extension, in any format. Fill in at least one of User, Device, or Number.",
  },
]);

/** The user and the phone whose call is wanted; null for anyone's. */
type Owners = { user: string | null; device: string | null };

/** Whether the user and the phone have legs in a call. */
const isOf = ({ channels }: ActiveCall, { user, device }: Owners): boolean =>
  (user === null || channels.some(({ ownerId }) => ownerId === user)) &&
  (device === null || channels.some(({ authorizingId }) => authorizingId === device));

const isWith = ({ call }: ActiveCall, number: string): boolean =>
  [call.from, call.to].some((party) => parseNumber(party.number).number === number);

const hasNumbers = ({ channels }: ActiveCall): boolean => channels.some(({ caller }) => caller.number !== null);

/** The IDs of the users with this extension, because legs have IDs instead of extensions. */
const usersWithExtension = async (dash: Dash, extension: string): Promise<string[]> =>
  isInsideNumber(extension)
    ? matchingUsers(dash, { name: '', email: null, extension }, { purpose: 'find the user with this extension' })
    : [];

/** The calls with a number or an extension. Stops the step if the phone system doesn't show the numbers of calls. */
const callsWith = async (dash: Dash, calls: ActiveCall[], number: string): Promise<ActiveCall[]> => {
  if (calls.length === 0) return [];
  const users = await usersWithExtension(dash, number);
  const found = calls.filter(
    (call) => isWith(call, number) || users.some((user) => isOf(call, { user, device: null })),
  );
  if (found.length === 0 && users.length === 0 && !calls.some(hasNumbers)) throw haltedError(NO_NUMBERS);
  return found;
};

export const findActiveCall = search({
  key: 'find_active_call',
  noun: 'Call',
  label: 'Find Active Call',
  description: 'Finds a call in progress by user, device, or number.',
  inputFields,
  perform: async (input, context) => {
    const { dash } = context;
    const number = input.phoneNumber('number');
    const owners = { user: input.text('user'), device: input.text('device') };
    if (number === null && owners.user === null && owners.device === null)
      throw haltedError('Fill in at least one of User, Device, or Number.');
    const calls = (await loadActiveCalls(dash)).filter((call) => isOf(call, owners));
    const [newest] = number === null ? calls : await callsWith(dash, calls, number);
    return newest ? [await activeCallRecord(newest, context)] : [];
  },
  outputFields: activeCallFields,
  sample: activeCallSample,
});
