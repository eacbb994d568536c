// docs/series.md names places and tests: each place exists, each test exists, and nothing of the series is missing.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sourcePath } from '../support/path.ts';

const PAGE = readFileSync(sourcePath('docs/series.md'), 'utf8');

function filesBelow(folder: string): string[] {
  return readdirSync(sourcePath(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}
const SOURCES = ['src', 'assembly', 'test'].flatMap(filesBelow).filter((name) => !name.endsWith('series-doc.test.ts'));
const textOf = new Map(SOURCES.map((name) => [name, readFileSync(sourcePath(name), 'utf8')]));
const isTest = (name: string) => name.endsWith('.test.ts') || name.startsWith('src/cli/selftest/');
const TESTS = SOURCES.filter(isTest);
const allTests = TESTS.map((name) => textOf.get(name)).join('\n');
const allSources = [...textOf.values()].join('\n');

/** Rows of the table under a heading, cells trimmed. */
function rowsOf(heading: string): string[][] {
  const section = PAGE.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
const SECTIONS = [
  'Patch by patch',
  'Change logs, item by item',
  'What its documentation promises',
  'What reviewers asked for',
  'Scenarios',
  'The defects, and their tests',
];

/** Whether some test is named after a defect: alone, or in a list as `D7, D10: …`. */
function hasDefectTest(text: string, number: number): boolean {
  return new RegExp(`['"\`](?:D\\d+, )*D${number}(?:, D\\d+)*(?: \\(|: )`).test(text);
}

/** What a row names that does not exist. */
function findMissing(row: readonly string[]): string[] {
  const missing: string[] = [];
  const text = row.join(' | ');
  for (const [, span] of text.matchAll(/`([^`]+)`/g)) {
    const isPath = /^[\w.-]+(\/[\w.-]+)+$/.test(span) || /^[\w-]+\.json$/.test(span);
    if (isPath) {
      if (!existsSync(sourcePath(span))) missing.push(span);
    } else if (/^[\w-]+\.test\.ts$/.test(span)) {
      if (!TESTS.some((name) => name.endsWith(`/${span}`))) missing.push(span);
    } else if (/^[A-Z][A-Za-z]+\.[a-zA-Z]+$/.test(span)) {
      // A member: its class and the member are in one file.
      const [owner, member] = span.split('.');
      const found = [...textOf.values()].some(
        (source) =>
          new RegExp(`(class|interface|type) ${owner}\\b`).test(source) && new RegExp(`\\b${member}\\b`).test(source),
      );
      if (!found) missing.push(span);
    } else if (/^\w{4,}(\(\))?$/.test(span)) {
      if (!new RegExp(`\\b${span.replace('()', '')}\\b`).test(allSources)) missing.push(span);
    }
  }
  for (const [, link] of text.matchAll(/\]\(([^)]+)\)/g)) {
    if (!existsSync(sourcePath(join('docs', link)))) missing.push(link);
  }
  for (const [, title] of text.matchAll(/"([^"]+)"/g)) {
    // Titles with an apostrophe or a backtick may be escaped in the source.
    if (!allTests.includes(title) && !allTests.includes(title.replaceAll("'", "\\'"))) missing.push(`"${title}"`);
  }
  for (const [, number] of text.matchAll(/\bD(\d+)\b/g)) {
    if (!hasDefectTest(allTests, Number(number))) missing.push(`D${number}`);
  }
  return missing;
}

for (const section of SECTIONS) {
  test(`${section}: every place and every test that is named exists`, () => {
    const rows = rowsOf(section);
    assert.ok(rows.length > 5, `${rows.length} rows`);
    for (const row of rows) {
      assert.deepEqual(findMissing(row), [], row[0] || row[1]);
      const shown = row.join(' | ');
      const isShown = /"[^"]+"|\bD\d+\b|\.test\.ts`/.test(shown) || /none: \w+/.test(shown);
      assert.ok(isShown, `no test for ${shown}`);
    }
  });
}

test('all eleven patches, all twelve versions and all thirty defects are there', () => {
  const patches = rowsOf(SECTIONS[0]).map(([name]) => Number(name.slice(0, 2)));
  assert.deepEqual(patches, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const versions = rowsOf(SECTIONS[1]).flatMap(([name]) => name.split(', '));
  for (const version of ['RFC v1', 'v2', ...Array.from({ length: 10 }, (_, i) => `v${i + 3}`)]) {
    assert.ok(versions.includes(version), version);
  }
  const defects = rowsOf(SECTIONS[5]).flatMap(([names, , files]) =>
    names.split(', ').map((name) => ({ number: Number(name.slice(1)), files })),
  );
  assert.deepEqual(
    defects.map(({ number }) => number).sort((a, b) => a - b),
    Array.from({ length: 30 }, (_, i) => i + 1),
  );
  // Each defect has its test in at least the first file that its row names.
  for (const { number, files } of defects) {
    const [, file] = /`([\w-]+\.test\.ts)`/.exec(files) ?? [];
    const source = TESTS.find((name) => name.endsWith(`/${file}`)) ?? '';
    assert.ok(hasDefectTest(textOf.get(source) ?? '', number), `D${number} in ${file}`);
  }
});

test('the check notices what is not there', () => {
  const row = [
    '`src/mmu/gone.ts`',
    '`Nobody.member`',
    '`noSuchName`',
    '"a test that nobody wrote"',
    'D31',
    '[x](gone.md)',
  ];
  assert.deepEqual(findMissing(row), [
    'src/mmu/gone.ts',
    'Nobody.member',
    'noSuchName',
    'gone.md',
    '"a test that nobody wrote"',
    'D31',
  ]);
});
