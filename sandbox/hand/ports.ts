/** The ports of the sandbox, one after the other. */
export type SandboxPorts = Record<'dash' | 'virtualText' | 'qubicle' | 'control', number>;

const DEFAULT = 8017;

/** The ports from `SANDBOX_PORT` on; null if that is no port. */
export const portsFrom = (given: string | undefined): SandboxPorts | null => {
  const first = Number(given?.trim() || DEFAULT);
  const isPort = Number.isInteger(first) && first >= 1024 && first <= 65_000;
  return isPort ? { dash: first, virtualText: first + 1, qubicle: first + 2, control: first + 3 } : null;
};
