import { commentsOfFile, filesOf, linesOfPage, sentencesOfFile, type Found } from './sources.ts';
import { phrasesForPeople, phrasesIn } from './phrases.ts';

const faultsIn = (texts: Found[], phrasesOf: (text: string) => string[]): string[] =>
  texts.flatMap(({ where, text }) => phrasesOf(text).map((fault) => `${where} ${fault}`));

const sources = ['src', 'sandbox', 'bench', 'scripts'].map((folder) => `${folder}/**/*.ts`);

test.each(['src', 'sandbox', 'bench', 'scripts', 'test'])('the comments in %s are plain American English', (folder) => {
  expect(faultsIn(filesOf(`${folder}/**/*.ts`).flatMap(commentsOfFile), phrasesIn)).toEqual([]);
});

test('so are the texts in the code', () => {
  expect(faultsIn(filesOf(...sources).flatMap(sentencesOfFile), phrasesIn)).toEqual([]);
});

test('so are the pages', () => {
  expect(faultsIn(filesOf('*.md', 'docs/**/*.md').flatMap(linesOfPage), phrasesIn)).toEqual([]);
});

test('a phrase that is not is found', () => {
  expect(phrasesIn('It tells of calls that go on.')).toHaveLength(2);
  expect(phrasesIn('It reports calls in progress.')).toEqual([]);
  expect(phrasesForPeople('The webhook of the mailbox')).toHaveLength(2);
});
