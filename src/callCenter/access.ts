/**
 * The error texts of a request to the call center, except its purpose. Qubicle denies an agent's login what it allows an
 * administrator's (2600Hz, Qubicle permissions).
 */
export const callCenterAccess = {
  section: 'Call Center',
  sentences: {
    403: "This connection doesn't have permission for this part of the call center. Reconnect VirtualPBX with the account's API key or an administrator's sign-in.",
  },
};
