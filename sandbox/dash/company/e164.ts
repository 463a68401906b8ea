/**
 * KAZOO's form of a number in E.164: it strips nothing, and keeps numbers with a plus sign. Both versions, by
 * `knm_converter_regex` with its defaults.
 */
export const toE164 = (number: string): string =>
  number
    .replace(/^(?:\+?1)?([2-9]\d{2}[2-9]\d{6})$/, '+1$1')
    .replace(/^(?:011|00)(\d{5,})$/, '+$1')
    .replace(/^([2-9]\d{7,})$/, '+$1');
