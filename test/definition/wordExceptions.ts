/** What a rule about words does not hold for, with the reason. */
export type Reasons = Readonly<Record<string, string>>;

/** Labels of more than five words. */
export const LONG_LABELS: Reasons = {
  'Calls That Went to Voicemail or a Menu': 'with fewer words, nobody would know which calls these are',
  'Agent Signed In, Ready, Away or Signed Out': 'its statuses are all that sets it apart from Agent Status Changed',
};

/** Help texts of more than 160 characters, by where they stand. */
export const LONG_HELP_TEXTS: Reasons = {
  'trigger new_message, input about': 'a second Zap breaks the first, which nobody would guess',
};

/** Booleans whose help text does not begin with "Turn on" or "Turn off", by where they stand. */
export const NOT_TURNED_ON: Reasons = {};

/** Words that people meet only in these places, where nothing else would be right. */
export const ALLOWED_WORDS: readonly { where: RegExp; words: RegExp; reason: string }[] = [
  { where: /^create api_request\b/, words: /\bJSON\b/, reason: 'its users send requests, and JSON is what they send' },
  { where: /, input outcomes?, choice$/, words: /^No Answer$/, reason: 'an outcome, not an answer to a question' },
  { where: /, input system_answered$/, words: /^No person/, reason: 'a sentence, not an answer to a question' },
  { where: /^auth field /, words: /\btokens?\b/, reason: 'VirtualText calls it an access token' },
];

/** Digits of numbers that nobody has: 555-0100 to 555-0199 in any area code, and Ofcom's numbers for drama. */
export const RESERVED_NUMBERS =
  /^(1?[2-9]\d\d55501\d\d|44(2079460|7700900|1632960|1134960|1144960|1154960|1164960|1174960|1184960|1214960|1314960|1414960|1514960|1614960|1914980|2890180|2920180|8081570|9098790|3069990)\d{3})$/;
