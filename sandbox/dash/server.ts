import { listen } from '../shared/listen.ts';
import { restartCallCenter } from './activity/callCenter.ts';
import { finishFax, receiveFax } from './activity/faxing.ts';
import { parkCall, unparkCall } from './activity/parking.ts';
import { askPivot } from './activity/pivotRequests.ts';
import { keepRecording } from './activity/recordings.ts';
import {
  answerOffer,
  cancelWrapup,
  choose,
  endWrapups,
  extendWrapup,
  hangUp,
  joinQueue,
  offerCall,
  rejectOffer,
  restartQubicle,
  signIn,
  signOut,
  timeOutSession,
} from './activity/qubicle.ts';
import { setRegistered } from './activity/registrations.ts';
import { fillMailbox, leaveVoicemail } from './activity/voicemails.ts';
import { createApi } from './api.ts';
import { endCall, startCall } from './calls/live.ts';
import { playCall, recordCall } from './calls/play.ts';
import { openCompany } from './company/office.ts';
import { notify, redeliver } from './events/deliveries.ts';
import { createState } from './state.ts';
import type { Settings } from './settings.ts';
import type { State } from './state.ts';

export type { LeftVoicemail, NewVoicemail } from './activity/voicemails.ts';
export type { PlayedCall } from './calls/timeline/playedCall.ts';
export type { CallScript } from './calls/timeline/script.ts';
export type { Company, Message, Webhook } from './company/model.ts';
export type { DashEvent } from './events/deliveries.ts';
export type { SeenRequest } from './http/requestLog.ts';
export type { Settings } from './settings.ts';
export type { Fault } from '../shared/faults.ts';

type Action<Arguments extends unknown[], Result> = (state: State, ...parameters: Arguments) => Result;

/** What tests can make happen at the office. Promises resolve when all webhooks have been called. */
const activityIn = (state: State) => {
  const bind =
    <Arguments extends unknown[], Result>(action: Action<Arguments, Result>) =>
    (...parameters: Arguments): Result =>
      action(state, ...parameters);
  return {
    leaveVoicemail: bind(leaveVoicemail),
    fillMailbox: bind(fillMailbox),
    playCall: bind(playCall),
    startCall: bind(startCall),
    endCall: bind(endCall),
    recordCall: bind(recordCall),
    keepRecording: bind(keepRecording),
    receiveFax: bind(receiveFax),
    finishFax: bind(finishFax),
    park: bind(parkCall),
    unpark: bind(unparkCall),
    askPivot: bind(askPivot),
    setRegistered: bind(setRegistered),
    notify: bind(notify),
    redeliver: bind(redeliver),
    restartCallCenter: (crashes?: boolean) => {
      restartCallCenter(state.company, crashes);
    },
    qubicle: {
      signIn: bind(signIn),
      signOut: bind(signOut),
      choose: bind(choose),
      joinQueue: bind(joinQueue),
      offerCall: bind(offerCall),
      answerOffer: bind(answerOffer),
      rejectOffer: bind(rejectOffer),
      hangUp: bind(hangUp),
      timeOutSession: bind(timeOutSession),
      endWrapups: bind(endWrapups),
      cancelWrapup: bind(cancelWrapup),
      extendWrapup: bind(extendWrapup),
      restart: bind(restartQubicle),
    },
    /** Invalidates all tokens. */
    expireSessions: () => {
      state.sessions.clear();
    },
  };
};

/** Starts a Dash with one account on this computer; without a port, on any that is free. */
export const startDash = async ({ port, settings }: { port?: number; settings?: Partial<Settings> } = {}) => {
  const state = createState(openCompany(), settings);
  const { fetch, requests, addFault } = createApi(state);
  const { url, close } = await listen(fetch, port);
  return {
    /** The base URL of the API, `/v2` included. */
    url: `${url}/v2`,
    /** Live: a test may read and change it, and its company and settings. */
    state,
    company: state.company,
    settings: state.settings,
    /** Every request, in the order of arrival. */
    requests,
    ...activityIn(state),
    /** Makes the next matching requests fail. */
    fault: addFault,
    close,
  };
};

/** A local Dash with one account. */
export type DashSandbox = Awaited<ReturnType<typeof startDash>>;
