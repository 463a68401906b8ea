import ts from 'typescript';

/** A text in a source file, and the line on which it begins. */
export type Text = { line: number; text: string };

const DEFINITION_TEXTS = new Set(['label', 'description', 'helpText']);

const parse = (source: string): ts.SourceFile => ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);

const lineOf = (file: ts.SourceFile, position: number): number => file.getLineAndCharacterOfPosition(position).line + 1;

const nodesOf = (node: ts.Node): ts.Node[] => [node, ...node.getChildren().flatMap(nodesOf)];

/** A literal as a person reads it, with `…` for each value in a template. */
const literalText = (node: ts.Node): string | null => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
};

const isOfDefinition = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) && DEFINITION_TEXTS.has(parent.name.text);

const looksLikeWords = (text: string): boolean => /\p{L}{2,}[,:;]? \S/u.test(text);

/** The texts of several words in a source file, such as errors and summaries, without texts of the app's definition. */
export const sentencesIn = (source: string): Text[] => {
  const file = parse(source);
  return nodesOf(file).flatMap((node) => {
    const text = literalText(node);
    if (text === null || !looksLikeWords(text) || isOfDefinition(node) || ts.isImportDeclaration(node.parent))
      return [];
    return [{ line: lineOf(file, node.getStart()), text }];
  });
};

/** The comments of a source file. */
export const commentsIn = (source: string): Text[] => {
  const file = parse(source);
  const ranges = nodesOf(file).flatMap((node) => [
    ...(ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []),
    ...(ts.getTrailingCommentRanges(source, node.end) ?? []),
  ]);
  const byStart = new Map(ranges.map(({ pos, end }) => [pos, source.slice(pos, end)]));
  return [...byStart].map(([start, text]) => ({
    line: lineOf(file, start),
    text: text.replace(/\s*\n\s*\*?\s*/g, ' '),
  }));
};
