import { listActiveCalls } from './activeCalls.dropdown.ts';
import { channelActions } from './channelActions.create.ts';
import { findActiveCall } from './findActiveCall.search.ts';

export const channels = {
  triggers: [listActiveCalls],
  searches: [findActiveCall],
  creates: channelActions,
};
