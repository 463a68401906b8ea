import { blockNumber } from './blockNumber.create.ts';
import { listBlocklists } from './blocklists.dropdown.ts';
import { createBlocklist } from './createBlocklist.create.ts';
import { deleteBlocklist } from './deleteBlocklist.create.ts';
import { findBlockedNumber } from './findBlockedNumber.search.ts';
import { findBlocklist, findOrCreateBlocklist } from './findBlocklist.search.ts';
import { unblockNumber } from './unblockNumber.create.ts';
import { updateBlocklist } from './updateBlocklist.create.ts';

export const blocklists = {
  triggers: [listBlocklists],
  searches: [findBlockedNumber, findBlocklist],
  creates: [blockNumber, createBlocklist, deleteBlocklist, unblockNumber, updateBlocklist],
  searchOrCreates: [findOrCreateBlocklist],
};
