import { newId } from '../../sandbox/dash/company/ids.ts';
import type { Delivery } from '../../sandbox/zapier/platform.ts';
import type { Random } from './random.ts';

/** `first`: as Dash sends it. `again`: sent once more. `forged`: not from Dash. */
export type Kind = 'first' | 'again' | 'forged';

/** A delivery to a Zap, which has its place in a list of Zaps. */
export type Post = { zap: number; kind: Kind; delivery: Delivery };

/** A post on its way; others may overtake it while `delay` others arrive. */
type Sent = { post: Post; delay: number };

const replaced = (delivery: Delivery, text: string, by: string): Delivery =>
  JSON.parse(JSON.stringify(delivery).replaceAll(text, by)) as Delivery;

/** The value of a field, whichever the encoding. */
const valueOf = ({ rawRequest: { content } }: Delivery, field: string): string | undefined =>
  new RegExp(`"?${field}"?(?:=|: ?")([\\w-]+)`).exec(content)?.[1];

const secretOf = (delivery: Delivery): string => valueOf(delivery, 'zapier_token') ?? '';

/** Published again by Dash, as by another node or after no confirmation: with a message id of its own. */
const republished = (delivery: Delivery): Delivery => {
  const messageId = valueOf(delivery, 'msg_id');
  return messageId === undefined ? delivery : replaced(delivery, messageId, newId());
};

/** The ways to forge: another secret of the same length, the field missing, the field empty, the secret of another Zap. */
const forgeries: readonly [Forge, ...Forge[]] = [
  (delivery, secret) => replaced(delivery, secret, newId() + newId().slice(16)),
  (delivery) => replaced(delivery, 'zapier_token', 'zapier_taken'),
  (delivery, secret) => replaced(delivery, secret, ''),
  (delivery, secret, other) => replaced(delivery, secret, other),
];
type Forge = (delivery: Delivery, secret: string, other: string) => Delivery;

const SOON = 40;
const LATE = 1000;

/** What becomes of a delivery on a bad day: it is overtaken, comes late, comes again, and is forged before and after. */
export const sendOnABadDay = (post: Post, random: Random, otherSecret: string): Sent[] => {
  const { zap, delivery } = post;
  const delay = random.chance(5) ? SOON + random.below(LATE) : random.below(SOON);
  const sent: Sent[] = [{ post, delay }];
  const add = (kind: Kind, changed: Delivery, after: number) => {
    sent.push({ post: { zap, kind, delivery: changed }, delay: after });
  };
  if (random.chance(8)) add('again', delivery, delay);
  if (random.chance(6)) add('again', republished(delivery), delay + random.below(SOON));
  if (random.chance(4)) add('again', delivery, delay + random.below(LATE));
  if (random.chance(8)) {
    const forged = random.pick(forgeries)(delivery, secretOf(delivery), otherSecret);
    add('forged', forged, random.below(2 * delay + 1));
  }
  return sent;
};

/** Posts on their way. */
export type Mail = {
  readonly size: number;
  put: (sent: Sent) => void;
  /** The next one to arrive. */
  take: () => Post | undefined;
};

export const createMail = (): Mail => {
  /** Sorted by arrival, the last one first. */
  const mail: { due: number; post: Post }[] = [];
  let arrived = 0;
  const placeOf = (due: number): number => {
    let [low, high] = [0, mail.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((mail[middle]?.due ?? 0) > due) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    get size() {
      return mail.length;
    },
    put: ({ post, delay }) => {
      arrived += 1;
      const due = arrived + delay;
      mail.splice(placeOf(due), 0, { due, post });
    },
    take: () => mail.pop()?.post,
  };
};
