import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { isInsideNumber } from '../calls/assemble.ts';
import type { Dash } from '../dash/client.ts';
import { matchingUsers } from '../users/userCriteria.ts';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { dialableNumber, inputText } from '../fields/inputs.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { listLiveCalls } from './channelList.ts';
import type { LiveCall } from './liveCall.ts';
import { liveCallFields, liveCallRecord, liveCallSample, type LiveCallRecord } from './liveCallRecord.ts';

const NUMBER = 'Number';

const NO_NUMBERS =
  "This phone system doesn't tell the numbers of calls in progress. Leave Number empty, and fill in User or Device.";

const inputFields = defineInputFields([
  {
    key: 'user',
    label: 'User',
    type: 'string',
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: 'Whose phones are looked at. Nothing is found while this user is free.',
  },
  {
    key: 'device',
    label: 'Device',
    type: 'string',
    dynamic: 'list_devices.id.name',
    search: 'find_device.id',
    helpText: 'The one phone that is looked at.',
  },
  {
    key: 'number',
    label: NUMBER,
    type: 'string',
    helpText: 'The number of the caller or the one that was called, written in any way; an extension is fine, too.',
  },
]);

/** Whose call it is to be; null for anybody's. */
type Owners = { user: string | null; device: string | null };

/** Whether the user and the phone have legs in a call. */
const isOf = ({ channels }: LiveCall, { user, device }: Owners): boolean =>
  (user === null || channels.some(({ ownerId }) => ownerId === user)) &&
  (device === null || channels.some(({ authorizingId }) => authorizingId === device));

const isWith = ({ call }: LiveCall, number: string): boolean =>
  [call.from, call.to].some((party) => parseNumber(party.number).number === number);

const tellsNumbers = ({ channels }: LiveCall): boolean => channels.some(({ caller }) => caller.number !== null);

/** Legs tell our people by their ids and not by their extensions: those of the users who have this one, else none. */
const withExtension = async (dash: Dash, extension: string): Promise<string[]> =>
  isInsideNumber(extension)
    ? matchingUsers(dash, { name: '', email: null, extension }, { purpose: 'find the user with this extension' })
    : [];

/** Of the calls those with a number, an extension among them. Throws where the phone system tells no numbers. */
const callsWith = async (dash: Dash, calls: LiveCall[], number: string): Promise<LiveCall[]> => {
  if (calls.length === 0) return [];
  const users = await withExtension(dash, number);
  const found = calls.filter(
    (call) => isWith(call, number) || users.some((user) => isOf(call, { user, device: null })),
  );
  if (found.length === 0 && users.length === 0 && !calls.some(tellsNumbers)) throw haltedError(NO_NUMBERS);
  return found;
};

const perform = async (z: ZObject, bundle: Bundle): Promise<LiveCallRecord[]> => {
  const { inputData } = bundle;
  const number = dialableNumber(NUMBER, inputData.number);
  const owners = { user: inputText(inputData.user), device: inputText(inputData.device) };
  if (number === null && owners.user === null && owners.device === null)
    throw haltedError('Fill in User, Device or Number to find a live call.');
  const connection = connect(z, bundle);
  const { dash } = connection;
  const calls = (await listLiveCalls(dash)).filter((call) => isOf(call, owners));
  const [newest] = number === null ? calls : await callsWith(dash, calls, number);
  return newest ? [await liveCallRecord(newest, { z, ...connection })] : [];
};

export const findActiveCall = {
  key: 'find_active_call',
  noun: 'Call',
  display: {
    label: 'Find Active Call',
    description: 'Finds a call that goes on just now by user, phone or number. Of several, the newest.',
  },
  operation: { inputFields, perform, outputFields: [...liveCallFields], sample: liveCallSample },
};
