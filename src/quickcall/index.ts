import { placeCall } from './placeCall.create.ts';

export const quickcall = {
  creates: [placeCall],
};
