import { flow, PILL_PADDING, type Line, type Piece } from './flow.ts';
import { listed } from './markdown.ts';
import { textWidth, wrapText } from './textWidth.ts';
import { filledIn, type Form, type Part, type ShownField, type ShownStep } from './zapSteps.ts';

const WIDTH = 640;
const MARGIN = 24;
const INNER = WIDTH - 2 * MARGIN;
const BOX_PADDING = 12;
const TEXT_SIZE = 14;
const LINE_HEIGHT = 28;

/** The colors have a contrast of at least 4.5 to what is behind them, and don't depend on the page. */
const COLORS = {
  paper: '#ffffff',
  frame: '#c7c4be',
  text: '#201515',
  soft: '#5f5a54',
  required: '#b3261e',
  pill: '#e9e6fb',
  pillFrame: '#8e82d6',
  pillText: '#2d2468',
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A part of the picture, whose coordinates begin at its own top left. */
type Block = { height: number; svg: string };

type TextStyle = { size: number; color: string; weight?: number; width?: number };

const textAt = (x: number, y: number, text: string, { size, color, weight, width }: TextStyle): string => {
  const font = `font-size="${String(size)}" fill="${color}"${weight === undefined ? '' : ` font-weight="${String(weight)}"`}`;
  const fit = width === undefined ? '' : ` textLength="${String(width)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text x="${String(x)}" y="${String(y)}" ${font}${fit}>${escaped(text)}</text>`;
};

/** Lines of text, one below the other. */
const paragraph = (text: string, style: TextStyle, lineHeight: number): Block => {
  const lines = wrapText(text, style.size, INNER);
  return {
    height: lines.length * lineHeight,
    svg: lines.map((line, index) => textAt(MARGIN, index * lineHeight + style.size, line, style)).join('\n'),
  };
};

const pieceSvg = ({ text, isPill, x, width }: Piece, top: number): string => {
  const left = MARGIN + BOX_PADDING + x;
  const baseline = top + 19;
  if (!isPill) {
    const shown = text.trimEnd();
    const fit = textWidth(shown, TEXT_SIZE);
    return shown === '' ? '' : textAt(left, baseline, shown, { size: TEXT_SIZE, color: COLORS.text, width: fit });
  }
  const box = `<rect x="${String(left)}" y="${String(top + 3)}" width="${String(width)}" height="22" rx="11" fill="${COLORS.pill}" stroke="${COLORS.pillFrame}"/>`;
  const fit = width - 2 * PILL_PADDING;
  const style = { size: TEXT_SIZE, color: COLORS.pillText, width: fit };
  return `${box}\n${textAt(left + PILL_PADDING, baseline, text, style)}`;
};

const EMPTY_TEXTS = { choices: 'Choose value…', text: 'Enter text or insert data…' };

const linesOf = ({ parts, hasChoices }: ShownField): { lines: Line[]; isEmpty: boolean } => {
  const isEmpty = parts.length === 0;
  const shown = isEmpty ? [hasChoices ? EMPTY_TEXTS.choices : EMPTY_TEXTS.text] : parts;
  return { lines: flow(shown, TEXT_SIZE, INNER - 2 * BOX_PADDING), isEmpty };
};

const boxFrame = (height: number): string =>
  `<rect x="${String(MARGIN)}" y="0.5" width="${String(INNER)}" height="${String(height)}" rx="6" fill="none" stroke="${COLORS.frame}"/>`;

/** The box of a field with what it holds. */
const box = (field: ShownField): Block => {
  const { lines, isEmpty } = linesOf(field);
  const height = lines.length * LINE_HEIGHT + 12;
  const pieces = lines.flatMap((line, index) => line.map((piece) => pieceSvg(piece, index * LINE_HEIGHT + 6)));
  const content = pieces.filter(Boolean).join('\n');
  const svg = isEmpty ? content.replaceAll(COLORS.text, COLORS.soft) : content;
  return { height, svg: [boxFrame(height), svg].filter(Boolean).join('\n') };
};

const gap = (height: number): Block => ({ height, svg: '' });

const stacked = (blocks: readonly Block[]): Block =>
  blocks.reduce<Block>(
    (above, { height, svg }) => ({
      height: above.height + height,
      svg:
        svg === ''
          ? above.svg
          : `${above.svg}${above.svg && '\n'}<g transform="translate(0 ${String(above.height)})">\n${svg}\n</g>`,
    }),
    gap(0),
  );

const LABEL = { size: 13, weight: 600 };

const label = ({ label: text, isRequired }: ShownField): Block => {
  const { height, svg } = paragraph(isRequired ? `${text} (required)` : text, { ...LABEL, color: COLORS.text }, 18);
  const marked = svg.replace(' (required)', `<tspan fill="${COLORS.required}"> (required)</tspan>`);
  return { height: height + 4, svg: marked };
};

const HEADING = { size: 12, color: COLORS.soft, weight: 700 };

/** The heading of a group, above its first field. */
const heading = (field: ShownField, before: ShownField | undefined): Block[] =>
  field.group === undefined || field.group === before?.group
    ? []
    : [paragraph(field.group.toUpperCase(), HEADING, 18), gap(6)];

const withoutMarkdown = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '');

const formBlocks = ({ fields, notes }: Form): Block[] => [
  ...notes.flatMap((note) => [paragraph(withoutMarkdown(note), { size: 13, color: COLORS.soft }, 18), gap(12)]),
  ...fields.flatMap((field, index) => [...heading(field, fields[index - 1]), label(field), box(field), gap(14)]),
];

const RULE: Block = {
  height: 20,
  svg: `<line x1="0" y1="0.5" x2="${String(WIDTH)}" y2="0.5" stroke="${COLORS.frame}"/>`,
};

const nothingToFillIn: Block[] = [
  paragraph('Nothing to fill in here.', { size: TEXT_SIZE, color: COLORS.soft }, 18),
  gap(14),
];

const titleOf = ({ number, title }: ShownStep): string => `${String(number)}. ${title}`;

const blocksOf = (step: ShownStep): Block[] => [
  gap(18),
  paragraph(titleOf(step), { size: 18, color: COLORS.text, weight: 700 }, 24),
  paragraph(step.app, { size: 13, color: COLORS.soft }, 18),
  gap(12),
  RULE,
  ...step.forms.flatMap((form, index) => [
    ...(index === 0
      ? []
      : [
          RULE,
          paragraph(`If nothing is found: ${form.title}`, { size: 15, color: COLORS.text, weight: 700 }, 20),
          gap(12),
        ]),
    ...(form.fields.length === 0 && form.notes.length === 0 ? nothingToFillIn : formBlocks(form)),
  ]),
  gap(8),
];

const spoken = (parts: readonly Part[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : `[${String(part.step)}. ${part.label}]`))
    .join('')
    .replaceAll('\n', ' / ');

/** What the picture shows, for people who can't see it. */
const described = (step: ShownStep): string => {
  const fields = step.forms.flatMap(filledIn);
  return fields.length === 0
    ? 'No field is filled in.'
    : fields.map(({ label: name, parts }) => `${name}: ${spoken(parts)}`).join('; ');
};

/** What the picture shows, in a line. */
export const altText = (step: ShownStep): string => {
  const fields = step.forms.flatMap(filledIn).map(({ label: name }) => name);
  const filled = fields.length === 0 ? 'nothing filled in' : `${listed([...new Set(fields)])} filled in`;
  return `Step ${String(step.number)}, ${step.title} in ${step.app}, with ${filled}`;
};

/** The form of a step as the editor shows it, as SVG. */
export const picture = (step: ShownStep): string => {
  const { height, svg } = stacked(blocksOf(step));
  const size = `width="${String(WIDTH)}" height="${String(height)}" viewBox="0 0 ${String(WIDTH)} ${String(height)}"`;
  const frame = `<rect x="0.5" y="0.5" width="${String(WIDTH - 1)}" height="${String(height - 1)}" rx="10" fill="${COLORS.paper}" stroke="${COLORS.frame}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="Inter, Arial, Helvetica, sans-serif" xml:space="preserve">
<title>${escaped(`${titleOf(step)} (${step.app})`)}</title>
<desc>${escaped(described(step))}</desc>
${frame}
${svg}
</svg>
`;
};
