import { findPivotRequest } from './findPivotRequest.search.ts';
import { newPivotRequest } from './newPivotRequest.trigger.ts';

export const pivot = {
  triggers: [newPivotRequest],
  searches: [findPivotRequest],
};
