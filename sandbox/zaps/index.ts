import type { ZapDefinition } from '../zapier/platform.ts';
import { trelloCardForEachVoicemail } from './trelloCardForEachVoicemail.ts';

/** The Zaps of the use cases. */
export const zaps: readonly ZapDefinition[] = [trelloCardForEachVoicemail];
