import { configureGlobal } from 'fast-check';

// Which input is the smallest that fails doesn't matter here.
configureGlobal({ endOnFailure: true });
