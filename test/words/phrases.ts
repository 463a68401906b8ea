/** A phrase that our texts do not have, and what to write instead. `except` says where it means something else. */
type Phrase = { phrase: RegExp; instead: string; except?: RegExp };

const dialect: Phrase[] = [
  {
    phrase: /\b(tells?|told|telling)\b/i,
    instead: 'send, report, return, say, or distinguish',
    except: /“[^”]*\btell\b[^”]*”/,
  },
  { phrase: /\bgo(es)? on\b|\bwent on\b/i, instead: 'in progress, continue, or keep happening' },
  { phrase: /\bof (yours|ours|mine|theirs)\b/i, instead: 'your, our' },
  { phrase: /\bwhatever became of\b/i, instead: 'answered or not' },
  { phrase: /\bin any way\b/i, instead: 'in any format' },
  { phrase: /\bany more\b(?! than)/i, instead: 'no longer, or anymore' },
  {
    phrase: /(^|[.:!?] )Of (a|an|the|each|every|one|two|several|those|these|what|which|whom|many)\b/,
    instead: 'a sentence that begins with its subject',
  },
  { phrase: /\beverybody\b/i, instead: 'everyone' },
  { phrase: /\bsomebody\b/i, instead: 'someone' },
  { phrase: /\banybody\b/i, instead: 'anyone' },
  { phrase: /\be-mail/i, instead: 'email' },
  { phrase: /\blive calls?\b/i, instead: 'call in progress' },
  { phrase: /\bhand(s|ed)? (over|on)\b/i, instead: 'pass, or send' },
  {
    phrase:
      /\b(colour|behaviour|favour|honour|neighbour|labelled|cancelled|dialled|travelled|catalogue|centre|licence|whilst|organis|recognis|normalis|capitalis|initialis|summaris|serialis|minimis|optimis)/i,
    instead: 'the American spelling',
    except: /`[^`]*cancelled[^`]*`|cancelled:|'cancelled'/,
  },
];

/** Engineers' words, which people who build Zaps do not use. */
const engineering: Phrase[] = [
  { phrase: /\bwebhooks?\b/i, instead: 'event, or connection' },
  { phrase: /\blegs?\b/i, instead: 'call' },
  { phrase: /\bchannels?\b/i, instead: 'call in progress' },
  { phrase: /\bpayloads?\b/i, instead: 'event' },
  { phrase: /\bendpoints?\b/i, instead: 'address' },
  { phrase: /\bE\.164\b/, instead: 'a phone number' },
  { phrase: /\bidempoten/i, instead: 'runs only once' },
  { phrase: /\bcallflows?\b/i, instead: 'call flow' },
  { phrase: /\bmailbox(es)?\b/i, instead: 'voicemail box' },
  { phrase: /\bswitch(es|ed)? (it |them )?(on|off)\b/i, instead: 'turn on, turn off' },
  { phrase: /(?<!\b(such|same|just|well) )\bas `/, instead: 'such as' },
  { phrase: /^(Yes|No)\b(?! One)/, instead: 'Turn on to …, Turn off to …' },
];

/** What a text should say instead of each phrase in it that we do not write. */
const found = (text: string, phrases: readonly Phrase[]): string[] =>
  phrases.flatMap(({ phrase, instead, except }) => {
    const match = phrase.exec(except ? text.replace(new RegExp(except, 'gi'), '') : text);
    return match ? [`“${match[0].trim()}”: ${instead}`] : [];
  });

/** The faults of a comment or a page for engineers. */
export const phrasesIn = (text: string): string[] => found(text, dialect);

/** The faults of a text for people who build Zaps. */
export const phrasesForPeople = (text: string): string[] => found(text, [...dialect, ...engineering]);
