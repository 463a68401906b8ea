import { listCallflows } from './callflows.dropdown.ts';

export const callflows = {
  triggers: [listCallflows],
};
