/** The versions of KAZOO in use. */
export type KazooVersion = '4.2' | '4.3';

/** The behavior of Dash that tests can change while it runs. */
export type Settings = {
  /** The version of KAZOO to simulate; they differ in many places. */
  kazoo: KazooVersion;
  /** The format of the pages of received faxes that Dash sends; they are stored as TIFF. */
  faxFormat: 'pdf' | 'tiff';
  /** Paths below the account, such as `recordings`, whose module this system has not started. */
  notStarted: string[];
  /** The call center of the system, if any: it alone has endpoints. */
  callCenter: 'acdc' | 'qubicle' | 'none';
  /** Whether webhooks can be created for the events of Qubicle. */
  qubicleHooks: boolean;
  /** Whether Qubicle reports on many queues or recipients as a map by id, or as a list. */
  qubicleBulk: 'map' | 'list';
  /** Where Qubicle reports that a recipient is signed out. Elsewhere the recipient is absent. */
  qubicleSignedOut: 'nowhere' | 'single' | 'everywhere';
  /** How long after the request a recipient is signed in. */
  qubicleLoginMs: number;
  /** Whether Qubicle reports that a recipient is ready after a call or its wrap-up. */
  qubicleReadyAfterCall: boolean;
  /** How long a token is valid; 0 or less creates tokens that never expire. */
  sessionSeconds: number;
  /** The delay before a delivery is retried after a connection error. */
  retryPauseMs: number;
  /** This many failed deliveries within the window disable a webhook. */
  failureLimit: number;
  failureWindowMs: number;
  /** How long after the end of a leg its record appears. */
  cdrLagMs: number;
  /** How long a played call takes between one event and the next. */
  eventGapMs: number;
  /** Whether lists of records are chunked; all other keys of such a response are text. */
  cdrChunked: boolean;
  /** The rate limit of a client; undefined for none. */
  requestsPerSecond: number | undefined;
  /** How many requests may exceed the limit in a burst. */
  bucketSize: number;
};

export const defaultSettings: Settings = {
  kazoo: '4.3',
  faxFormat: 'pdf',
  notStarted: [],
  callCenter: 'acdc',
  qubicleHooks: false,
  qubicleBulk: 'map',
  qubicleSignedOut: 'nowhere',
  qubicleLoginMs: 300,
  qubicleReadyAfterCall: true,
  sessionSeconds: 3600,
  retryPauseMs: 2000,
  failureLimit: 6,
  failureWindowMs: 60_000,
  cdrLagMs: 2000,
  eventGapMs: 0,
  cdrChunked: true,
  requestsPerSecond: undefined,
  bucketSize: 100,
};
