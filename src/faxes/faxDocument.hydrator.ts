import { fetchDashFile, FAX } from '../zapier/files.ts';
import { hydrator } from '../zapier/operation.ts';

/** The content of the pointer to the pages of a fax; `folder` is where Dash stores them. */
export type FaxPointer = Record<'folder' | 'fax_id' | 'name', string>;

/** Fetches the pages of a fax when a later step of the Zap uses them. */
export const faxDocument = hydrator<FaxPointer>(({ folder, fax_id, name }, context) =>
  fetchDashFile(context, {
    path: ['faxes', folder, fax_id, 'attachment'],
    name,
    what: 'the pages of this fax',
    // Dash accepts only the stored type, returns 406 for any other, and may convert the file that it returns.
    accept: '*/*',
    types: FAX,
  }),
);
