/** The fields that a person fills in: text with `{{keys}}` of the trigger's record or of an earlier step's result. */
export type Fields = Record<string, string>;

/** A trigger of this app. */
export type OwnTrigger = { key: string; input: Record<string, unknown> };

/** A trigger of another company's app; `record` is a typical record of it, by field. */
export type OtherTrigger = { key?: undefined; app: string; event: string; record: Record<string, string> };

/** What a step in another app returns to later steps, by its key: `{{ticket.ID}}`. `record` is a typical one. */
export type Returned = { key: string; record: Record<string, string> };

/** A step in another company's app, or one of Zapier's own. */
export type OtherStep = { app: string; action: string; fields: Fields; returns?: Returned };

/** An action of this app, by its key. */
export type CreateStep = { create: string; fields: Fields };

/** A search of this app, by its key. If it finds nothing, `orCreate` runs; without it, the Zap stops. */
export type SearchStep = { search: string; fields: Fields; orCreate?: CreateStep };

/** A step. Later steps read the results of earlier ones by their keys: `{{find_contact.number}}`. */
export type ZapStep = OtherStep | CreateStep | SearchStep;

/** A Zap as data. */
export type ZapDefinition = { name: string; trigger: OwnTrigger | OtherTrigger; steps: ZapStep[] };

/** The name of this app among the apps of a Zap. */
const OWN_APP = 'VirtualPBX';

/** Zapier's own filter: the Zap continues only if every field of the step has a value. */
export const FILTER_APP = 'Filter by Zapier';

/** The app of a step. */
export const appOf = (step: ZapStep): string => ('app' in step ? step.app : OWN_APP);
