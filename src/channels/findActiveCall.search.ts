import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { connect } from '../zapier/connection.ts';
import { halted } from '../zapier/errors.ts';
import { dialableNumber, single } from '../zapier/inputs.ts';
import { readNumber } from '../zapier/phoneNumbers.ts';
import { channelsOf, listLiveCalls } from './channelList.ts';
import { hasLeg, type LiveCall } from './liveCall.ts';
import { liveCallFields, liveCallRecord, liveCallSample, type LiveCallRecord } from './liveCallRecord.ts';

const NUMBER = 'Number';

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

/** Dash lists for a user or a phone only their own legs: whose call it is, takes the legs of the account. */
const callsOf = async (dash: Dash, owners: readonly [string, string][]): Promise<LiveCall[]> => {
  const ids = await Promise.all(
    owners.map(async (owner) => (await channelsOf(dash, owner)).map(({ callId }) => callId)),
  );
  if (ids.some((own) => own.length === 0)) return [];
  const calls = await listLiveCalls(dash);
  return calls.filter((call) => ids.every((own) => own.some((id) => hasLeg(call, id))));
};

const isWith = ({ call }: LiveCall, number: string | null): boolean =>
  number === null || [call.from, call.to].some((party) => readNumber(party.number).number === number);

const perform = async (z: ZObject, bundle: Bundle): Promise<LiveCallRecord[]> => {
  const { inputData } = bundle;
  const number = dialableNumber(NUMBER, inputData.number);
  const [user, device] = [single(inputData.user), single(inputData.device)];
  const owners = Object.entries({ users: user, devices: device }).filter(
    (owner): owner is [string, string] => owner[1] !== null,
  );
  if (number === null && owners.length === 0) throw halted('Fill in User, Device or Number to find a live call.');
  const connection = connect(z, bundle);
  const [newest] = (await callsOf(connection.dash, owners)).filter((call) => isWith(call, number));
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
