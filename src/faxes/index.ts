import { faxDocument } from './faxDocument.hydrator.ts';
import { faxFailed } from './faxFailed.trigger.ts';
import { faxSent } from './faxSent.trigger.ts';
import { listFaxboxes } from './faxboxes.dropdown.ts';
import { newFax } from './newFax.trigger.ts';
import { sendFax } from './sendFax.create.ts';

export const faxes = {
  triggers: [newFax, faxSent, faxFailed, listFaxboxes],
  creates: [sendFax],
  hydrators: { faxDocument },
};
