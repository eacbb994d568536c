// The command line stands on the package's public interface: whatever src/cli takes from elsewhere, `subpage` and its
// subpaths export. So a person can build the same out of the package.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** Names with the declaration file that has them, behind re-exports. */
function declarations(file: string): { name: string; file: string }[] {
  const found: { name: string; file: string }[] = [];
  for (const { names, from } of clauses(readFileSync(sourcePath(file), 'utf8'), 'export')) {
    if (!from.startsWith('.')) continue;
    const target = join(dirname(file), from.replace(/\.[jt]s$/, '.d.ts'));
    const behind = new Map(declarations(target).map((one) => [one.name, one.file]));
    for (const name of names) found.push({ name, file: behind.get(name) ?? target });
  }
  return found;
}

test('every export has a doc comment of its own', () => {
  const without: string[] = [];
  let seen = 0;
  for (const { types } of Object.values(manifest.exports)) {
    for (const { name, file } of declarations(types)) {
      seen++;
      const text = readFileSync(sourcePath(file), 'utf8');
      const kinds = '(?:declare )?(?:const|function|class|interface|type)';
      if (!new RegExp(`\\*/\\s*export ${kinds} ${name}\\b`).test(text)) without.push(`${file}: ${name}`);
    }
  }
  assert.deepEqual(without, []);
  assert.ok(seen > 150, `${seen} exports`);
});

test('a program without types of Node and the DOM compiles against the declarations, whatever finds the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-types-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(sourcePath('.'), join(folder, 'node_modules/subpage'));
    const portable = Object.keys(manifest.exports).filter((name) => name !== './node');
    const imports = portable.map((name, i) => `import * as m${i} from '${name.replace('.', 'subpage')}';\nm${i};\n`);
    writeFileSync(join(folder, 'program.ts'), imports.join(''));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const [module, moduleResolution] of [
      ['nodenext', 'nodenext'],
      ['esnext', 'bundler'],
    ]) {
      const compilerOptions = { module, moduleResolution, target: 'es2022', lib: ['es2022'], types: [] };
      const settings = { ...compilerOptions, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: { ...settings, noEmit: true }, files: ['program.ts'] }),
      );
      const tsc = sourcePath('node_modules/typescript/bin/tsc');
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
      assert.equal(status, 0, stdout);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
