import { platformThatKnows } from '../support/names.ts';

/** The platform for filters by the users of these tests. */
export const createPlatform = () => platformThatKnows('users', ['jane', 'bob']);
