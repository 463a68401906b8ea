import { frontDeskQueueId } from '../dash/company/office.ts';
import { answered, callers, made, missed } from './calls.ts';
import { BUSY_BOX, FAXBOX, FULL_BOX, sendFax } from './filledOffice.ts';
import type { DashSandbox } from '../dash/server.ts';
import type { VirtualTextSandbox } from '../virtualText/server.ts';

/** An office to play in. */
export type Office = { dash: DashSandbox; virtualText: VirtualTextSandbox };

/** The call center software of an office. */
export type Engine = 'acdc' | 'qubicle';

/** What makes an instant trigger run. */
type Happening = {
  /** What to fill in for the trigger. */
  input?: Record<string, unknown>;
  /** The office that has these events, where not both have them. */
  engine?: Engine;
  /** Resolves when all webhooks have been called. */
  happen: (office: Office) => Promise<unknown>;
};

const { ann, ben, grace } = callers;

const leaveVoicemail = (mailbox: string): Happening => ({
  happen: ({ dash }) =>
    dash.leaveVoicemail({
      mailbox,
      callerNumber: ann.number,
      callerName: ann.name,
      transcription: 'Hello, this is Ann Lee. Could you call me back about my appointment on Friday?',
    }),
});

const answeredCall: Happening = { happen: ({ dash }) => dash.playCall(answered(ann)) };

/** The first phone goes offline or comes online, from the opposite. */
const registers = (online: boolean): Happening => ({
  happen: async ({ dash }) => {
    const [phone] = dash.company.devices;
    if (!phone) throw new Error('The office has no phone');
    phone.registered = !online;
    await dash.setRegistered(phone.id, online);
    phone.registered = true;
  },
});

/** Ben joins the queue, and no longer waits there from before. */
const joinQueue = ({ dash: { company, qubicle } }: Office) => {
  company.qubicle.sessions = company.qubicle.sessions.filter(({ caller_id_number }) => caller_id_number !== ben.number);
  return qubicle.joinQueue({ queueId: frontDeskQueueId, name: ben.name, number: ben.number });
};

/** By the key of the trigger. */
export const happenings: Readonly<Record<string, Happening>> = {
  new_voicemail: leaveVoicemail(BUSY_BOX),
  voicemail_box_full: leaveVoicemail(FULL_BOX),
  missed_call: { happen: ({ dash }) => dash.playCall(missed(grace)) },
  call_ended: answeredCall,
  call_answered: answeredCall,
  call_started: answeredCall,
  emergency_call: { happen: ({ dash }) => dash.playCall(made({ dialed: '933' })) },
  call_parked: {
    happen: ({ dash }) => {
      dash.company.parked = dash.company.parked.filter(({ callerNumber }) => callerNumber !== ann.number);
      return dash.park(ann.number, ann.name);
    },
  },
  fax_sent: { happen: ({ dash }) => sendFax(dash) },
  fax_failed: {
    happen: ({ dash }) => dash.receiveFax({ faxbox: FAXBOX, callerNumber: grace.number, ok: false }),
  },
  device_offline: registers(false),
  device_online: registers(true),
  agent_availability_changed: {
    engine: 'qubicle',
    happen: async ({ dash: { company, qubicle } }) => {
      const zoe = company.qubicle.recipients[1]?.id ?? '';
      await qubicle.signOut(zoe);
      await qubicle.signIn(zoe);
    },
  },
  queue_caller_joined: { engine: 'qubicle', happen: joinQueue },
  queue_caller_left: {
    engine: 'qubicle',
    happen: async (office) => {
      const { session_id } = await joinQueue(office);
      await office.dash.qubicle.hangUp(session_id);
    },
  },
  new_message: {
    happen: ({ virtualText }) => virtualText.receive({ from: ann.number, body: 'Can I come a little later today?' }),
  },
  dash_event: { input: { event: 'notifications/register' }, ...registers(true) },
};
