import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { fetchDashFile, FAX } from '../zapier/files.ts';
import { withErrorBoundary } from '../zapier/errorBoundary.ts';

/** What the pointer to the pages of a fax carries until somebody uses the file; `folder` is where Dash keeps them. */
export type FaxPointer = Record<'folder' | 'fax_id' | 'name', string>;

/** Fetches the pages of a fax when a later step of the Zap uses them. */
export const faxDocument = withErrorBoundary(
  async (z: ZObject, bundle: Bundle<Record<string, string>>): Promise<string> => {
    const { folder, fax_id, name } = bundle.inputData as FaxPointer;
    return fetchDashFile(z, connect(z, bundle).dash, {
      path: ['faxes', folder, fax_id, 'attachment'],
      name,
      what: 'the pages of this fax',
      // Dash offers only the stored type, answers 406 to any other, and may convert the file that it returns.
      accept: '*/*',
      types: FAX,
    });
  },
);
