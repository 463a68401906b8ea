/** `npm start`: plays a day at the office on the sandbox. The exit code is 0 only if every check came out right. */
import { parts } from './day/day.ts';
import { playInProcess } from './day/playInProcess.ts';

const print = (line: string) => {
  process.stdout.write(`${line}\n`);
};

print('VirtualPBX for Zapier, between a local phone system and a local Zapier.');
const total = { right: 0, wrong: 0 };
const days = (['4.3', '4.2'] as const).map((kazoo) => ({
  kazoo,
  played: parts.map((part) => playInProcess(kazoo, part)),
}));
for (const { kazoo, played } of days) {
  print(`\nA day at the office, on KAZOO ${kazoo}`);
  for (const { printTo, over } of played) {
    printTo(print);
    const { right, wrong } = await over;
    total.right += right;
    total.wrong += wrong;
  }
}
print(
  total.wrong === 0
    ? `\nAll ${String(total.right)} checks came out right.`
    : `\n${String(total.wrong)} of the checks came out wrong.`,
);
print('To watch a day on a page, and to try things on it, run: npm run day');
process.exitCode = total.wrong === 0 ? 0 : 1;
