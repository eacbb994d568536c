// The command line stands on the package's public interface: whatever src/cli takes from elsewhere, `subpage` and its
// subpaths export. So a person can build the same out of the package.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { sourcePath } from '../support/path.ts';

/** Names in `import { a, type b as c } from 'x'` or `export { … } from 'x'`, as they are called in x. */
function clauses(text: string, keyword: 'import' | 'export'): { names: string[]; from: string }[] {
  const pattern = new RegExp(`^${keyword} (?:type )?\\{([^}]*)\\} from '([^']*)';`, 'gm');
  return [...text.matchAll(pattern)].map(([, names, from]) => ({
    names: names
      .split(',')
      .map((name) =>
        name
          .trim()
          .replace(/^type /, '')
          .replace(/ as .*$/, ''),
      )
      .filter((name) => name !== ''),
    from,
  }));
}

const manifest = JSON.parse(readFileSync(sourcePath('package.json'), 'utf8')) as {
  exports: Record<string, { default: string; types: string }>;
};

test('every subpath of the package has its source, and types beside it', () => {
  const names = Object.keys(manifest.exports).sort();
  assert.deepEqual(names, ['.', './images', './node', './series', './tables']);
  for (const { default: code, types } of Object.values(manifest.exports)) {
    assert.equal(types, code.replace(/\.js$/, '.d.ts'));
    readFileSync(sourcePath(code));
    readFileSync(sourcePath(types));
  }
});

test('the command line uses what the package exports, and nothing else', () => {
  const offered = new Set<string>();
  for (const { default: code } of Object.values(manifest.exports)) {
    const source = code.replace('./dist/', '').replace(/\.js$/, '.ts');
    for (const { names, from } of clauses(readFileSync(sourcePath(source), 'utf8'), 'export')) {
      for (const name of names) offered.add(`${normalize(join(dirname(source), from))}#${name}`);
    }
  }
  const missing: string[] = [];
  let used = 0;
  for (const file of readdirSync(sourcePath('src/cli'), { recursive: true }) as string[]) {
    // The self-test looks inside, at the processor and the series' ABI: that is what it is for.
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.startsWith('selftest/')) continue;
    const path = join('src/cli', file);
    for (const { names, from } of clauses(readFileSync(sourcePath(path), 'utf8'), 'import')) {
      if (!from.startsWith('.')) continue;
      const target = normalize(join(dirname(path), from));
      if (target.startsWith('src/cli/')) continue;
      for (const name of names) {
        used++;
        if (!offered.has(`${target}#${name}`)) missing.push(`${path}: ${name} of ${target}`);
      }
    }
  }
  assert.deepEqual(missing, []);
  assert.ok(used > 50, `${used} names looked at`);
});
