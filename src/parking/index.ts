import { callParked } from './callParked.trigger.ts';

export const parking = {
  triggers: [callParked],
};
