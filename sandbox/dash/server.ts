import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { restartCallCenter } from './callCenter.ts';
import { endCall, startCall } from './calls/live.ts';
import { playCall, recordCall } from './calls/play.ts';
import { openCompany } from './company.ts';
import { publish, publishedAgain, sampleNotification } from './deliveries.ts';
import { finishFax, receiveFax } from './faxing.ts';
import { makeApi } from './http.ts';
import { parkCall, unparkCall } from './parking.ts';
import { askPivot } from './pivot.ts';
import { keepRecording } from './recordings.ts';
import { setRegistered } from './registrations.ts';
import { usualSettings } from './state.ts';
import { fillMailbox, leaveVoicemail } from './voicemails.ts';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallScript } from './calls/script.ts';
import type { PlayedCall } from './calls/stage.ts';
import type { Company } from './company.ts';
import type { DashEvent } from './deliveries.ts';
import type { Fault, PendingFault } from './faults.ts';
import type { FinishedFax, IncomingFax } from './faxing.ts';
import type { FirstReport, ParkedCall } from './parking.ts';
import type { NewPivotRequest, PivotRequest } from './pivot.ts';
import type { Recording, WhatToKeep } from './recordings.ts';
import type { SeenRequest } from './requests.ts';
import type { Settings, State } from './state.ts';
import type { LeftVoicemail, NewVoicemail } from './voicemails.ts';

export type { CallScript, Company, DashEvent, Fault, LeftVoicemail, NewVoicemail, PlayedCall, SeenRequest, Settings };
export type { Message, Webhook } from './company.ts';

/** A local Dash, with one account in it. */
export type DashSandbox = {
  /** The base URL of the API, `/v2` included. */
  url: string;
  /** The live state of the account, to read and to change. */
  company: Company;
  /** Every request, in the order of arrival. */
  requests: SeenRequest[];
  /** Can be changed while the sandbox runs. */
  settings: Settings;
  /** Makes every token that was given so far invalid. */
  expireSessions: () => void;
  /**
   * Leaves a voicemail; resolves when every webhook that wants to know was told. A full mailbox takes none, and the
   * webhooks are told of that.
   */
  leaveVoicemail: (voicemail: NewVoicemail) => Promise<LeftVoicemail>;
  /** Puts voicemails into the mailbox with this number until it is full, and tells nobody. */
  fillMailbox: (number: string) => void;
  /**
   * Plays a call from beginning to end without waiting in between; resolves when every webhook was told of every leg.
   * The record of a leg can be read `settings.cdrLagMs` after webhooks were told that it ended.
   */
  playCall: (script: CallScript) => Promise<PlayedCall>;
  /**
   * Starts a call that has come as far as its script tells, short of its end, and goes on; resolves when every webhook
   * was told so far.
   */
  startCall: (script: CallScript) => Promise<PlayedCall>;
  /** Ends a call that goes on, known by the call id of any of its legs; resolves when every webhook was told. */
  endCall: (callId: string) => Promise<void>;
  /** Writes the records of a call, which can be read at once, and tells nobody. */
  recordCall: (script: CallScript) => PlayedCall;
  /** Keeps a recording of a leg (the first, unless told) of a call whose records are written. */
  keepRecording: (call: PlayedCall, what?: WhatToKeep) => Recording;
  /** Receives a fax; resolves when every webhook was told, if it broke off: of a fax that arrives none is told. */
  receiveFax: (fax: IncomingFax) => Promise<FinishedFax>;
  /** Sends a fax of the queue, or fails to; resolves when every webhook was told. */
  finishFax: (jobId: string, ok: boolean) => Promise<FinishedFax>;
  /** Parks a call; resolves when every webhook was told. */
  park: (callerNumber: string, callerName?: string) => Promise<ParkedCall>;
  /** Takes a call out of its slot, picked up or given up; resolves when every webhook was told. */
  unpark: (call: ParkedCall, why: 'PARK_RETRIEVED' | 'PARK_ABANDONED', first?: FirstReport) => Promise<DashEvent>;
  /** Writes a request to the server of a call flow into the debug log, and tells nobody. */
  askPivot: (request: NewPivotRequest) => PivotRequest;
  /** Connects a phone or takes it away; resolves when every webhook that wants to know was told. */
  setRegistered: (deviceId: string, online: boolean) => Promise<DashEvent>;
  /**
   * Publishes a notification of any type; what `details` do not say is as in the samples of Dash. Resolves when every
   * webhook that wants to know was told.
   */
  notify: (type: string, details?: Record<string, unknown>) => Promise<DashEvent>;
  /**
   * Restarts the call center, which forgets all that it keeps in memory: statuses of agents, calls of queues. Unless it
   * crashes, it saves the statuses.
   */
  restartCallCenter: (crashes?: boolean) => void;
  /** Publishes an event once more, with a new message id, as Dash does when nobody confirmed it. */
  redeliver: (event: DashEvent) => Promise<void>;
  /** Makes the next matching requests go wrong. */
  fault: (fault: Fault) => void;
  close: () => Promise<void>;
};

/** Starts a Dash on this computer; without a port, on any that is free. */
export const startDash = async (
  options: { port?: number; settings?: Partial<Settings> } = {},
): Promise<DashSandbox> => {
  const state: State = {
    company: openCompany(),
    settings: { ...usualSettings, ...options.settings },
    sessions: new Map(),
    failures: new Map(),
    buckets: new Map(),
    callsPlayed: 0,
  };
  const requests: SeenRequest[] = [];
  const faults: PendingFault[] = [];
  const api = makeApi(state, requests, faults);
  // The adaptor would put its own Request and Response in place of the global ones, which are the app's as well.
  const server = createAdaptorServer({ fetch: api.fetch, overrideGlobalObjects: false }) as Server;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v2`,
    company: state.company,
    requests,
    settings: state.settings,
    expireSessions: () => {
      state.sessions.clear();
    },
    leaveVoicemail: (voicemail) => leaveVoicemail(state, voicemail),
    fillMailbox: (number) => {
      fillMailbox(state, number);
    },
    playCall: (script) => playCall(state, script),
    startCall: (script) => startCall(state, script),
    endCall: (callId) => endCall(state, callId),
    recordCall: (script) => recordCall(state, script),
    keepRecording: (call, what) => keepRecording(state, call, what),
    receiveFax: (fax) => receiveFax(state, fax),
    finishFax: (jobId, ok) => finishFax(state, jobId, ok),
    park: (callerNumber, callerName) => parkCall(state, callerNumber, callerName),
    unpark: (call, why, first) => unparkCall(state, call, why, first),
    askPivot: (request) => askPivot(state, request),
    setRegistered: (deviceId, online) => setRegistered(state, deviceId, online),
    notify: async (type, details = {}) => {
      const event = sampleNotification(state.company, type, details);
      await publish(state, event);
      return event;
    },
    restartCallCenter: (crashes) => {
      restartCallCenter(state.company, crashes);
    },
    redeliver: (event) => publish(state, publishedAgain(event)),
    fault: (fault) => {
      faults.push({ fault, left: fault.times ?? 1 });
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
