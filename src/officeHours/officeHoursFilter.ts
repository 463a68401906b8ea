import { defineInputFields } from 'zapier-platform-core';
import { inputReader, type InputReader } from '../fields/inputReader.ts';
import { haltedError } from '../zapier/errors.ts';
import type { OpenState } from './coverage.ts';

/** The filter by office hours, for triggers. */
export const officeHoursFields = defineInputFields([
  {
    key: 'office_hours',
    group: 'time_of_day',
    label: 'Office Hours',
    type: 'string',
    choices: { any: 'Any Time', during: 'During Office Hours', outside: 'Outside Office Hours' },
    default: 'any',
    helpText: 'Goes by when the call started. To run only during or outside office hours, also choose Schedules.',
  },
  {
    key: 'schedules',
    group: 'time_of_day',
    label: 'Schedules',
    type: 'string',
    list: true,
    dynamic: 'list_schedules.id.name',
    helpText: 'The schedules that mean you are open. Needed for Office Hours.',
  },
]);

/** The input of an operation that has these fields. */
type OfficeHoursInput = Pick<InputReader, 'raw'>;

type Hours = 'any' | 'during' | 'outside';

const readerOf = ({ raw }: OfficeHoursInput) => inputReader(officeHoursFields, raw);

const hoursOf = (input: OfficeHoursInput): Hours => {
  const reader = readerOf(input);
  return reader.text('office_hours') === null ? 'any' : reader.choice('office_hours');
};

/** The ids of the chosen schedules, each of which means "open". */
export const chosenSchedules = (input: OfficeHoursInput): string[] => readerOf(input).list('schedules');

const passes: Record<Hours, (isOpen: OpenState) => boolean | null> = {
  any: () => true,
  during: (isOpen) => isOpen,
  outside: (isOpen) => (isOpen === null ? null : !isOpen),
};

/** Whether a moment passes the filter, given whether the office was open then; null if that is needed and unknown. */
export const officeHoursVerdict = (input: OfficeHoursInput, isOpen: OpenState): boolean | null =>
  passes[hoursOf(input)](isOpen);

/** Halts if the filter asks for office hours and no schedules are chosen: when a Zap is turned on or tested. */
export const checkOfficeHours = (input: OfficeHoursInput): void => {
  if (hoursOf(input) === 'any' || chosenSchedules(input).length > 0) return;
  const { label } = readerOf(input);
  const [hours, schedules] = [label('office_hours'), label('schedules')];
  throw haltedError(`${schedules} is empty. Choose the schedules that mean you are open, or set ${hours} to Any Time.`);
};
