import { handedOver } from './handedOver.ts';
import { quickcalls } from './quickcalls.ts';
import { unusual } from './unusual.ts';
import type { CallCase } from './telling.ts';

/** What happens beside the numbered cases. */
export const situations: readonly CallCase[] = [...handedOver, ...quickcalls, ...unusual];
