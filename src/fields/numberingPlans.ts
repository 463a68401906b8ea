import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/core/es6';
import metadata from 'libphonenumber-js/min/metadata';

/** Parses an international number by the world's numbering plans. The bundle loads this module with the first number. */
export const parseByPlan = (number: string): PhoneNumber | undefined => parsePhoneNumberFromString(number, metadata);
