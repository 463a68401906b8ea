import type { ZapDefinition } from '../zapier/platform.ts';

/** The text of a Zap template, as Zapier's directory shows it. */
export type TemplateText = {
  /** Both apps by name, at most 70 characters. */
  title: string;
  /** What it does for whom, in a few sentences. */
  description: string;
};

/** A Zap of a use case. */
export type UseCase = ZapDefinition & {
  /** The name of its files in docs. */
  key: string;
  template: TemplateText;
  /** Values that each office replaces by its own, such as the name of a channel. */
  examples: readonly string[];
};
