import ts from 'typescript';

/** A sentence in the source that is not a part of the app's definition: an error, a summary, or a part of either. */
export type Sentence = { line: number; text: string };

const DEFINITION_TEXTS = new Set(['label', 'description', 'helpText']);

/** A template as a person reads it, with `…` for each value. */
const textOf = (node: ts.Node): string | null => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
};

const isOfDefinition = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) && DEFINITION_TEXTS.has(parent.name.text);

const looksLikeWords = (text: string): boolean => /\p{L}{2,}[,:;]? \S/u.test(text);

/** The texts of a source file that people may read at run time. */
export const sentencesIn = (source: string): Sentence[] => {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: Sentence[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isImportDeclaration(node) ? null : textOf(node);
    if (text !== null && looksLikeWords(text) && !isOfDefinition(node)) {
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};
