const TAG = 'Section';

/**
 * A section of the definition, such as `triggers`, that core leaves as it is. In every run, core copies, scans, and freezes
 * the whole definition twice, field by field, which takes many times as long as the run itself. But it copies only what
 * lodash knows how to copy, which the tag decides, and it scans only plain objects. If a later core copies sections after
 * all, runs take longer, and nothing else changes. For a run with an operation that Zapier itself adds to a section, core
 * leaves the others out (`create-lambda-handler.js`, `extendAppRaw`); such a run needs none of them.
 */
class Section {
  get [Symbol.toStringTag](): string {
    return TAG;
  }

  /** To find out the tag, lodash first tries to remove it. An error each time would cost more than all else about a section. */
  set [Symbol.toStringTag](_tag: string | undefined) {
    // The tag stays.
  }
}

/** A section with these parts, such as operations by their keys. It is frozen because core would look at each part to freeze it. */
export const section = <Parts extends object>(parts: Parts): Parts =>
  Object.freeze(Object.assign(new Section(), parts));
