/**
 * How the errors of a request to the call center read, but for its purpose. Qubicle refuses an agent's login what an
 * administrator's gets (2600Hz, Qubicle permissions).
 */
export const callCenterAccess = {
  section: 'Call Center',
  sentences: {
    403: "This connection doesn't have permission for this part of the call center. Connect VirtualPBX with an administrator's sign-in or with the account's API key.",
  },
};
