// The tools of a clone with wrong arguments: one line, a status that says so, and nothing has run.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { projectRoot } from '../support/path.ts';

// biome-ignore format: a matrix
const WRONG: readonly (readonly [string, string[], RegExp])[] = [
  ['scripts/test.mjs',   ['('],                    /^test: expected a regular expression .*Invalid regular expression/],
  ['scripts/test.mjs',   ['no such test'],         /^test: no test file matches/],
  ['scripts/fuzz.mjs',   ['--minutes', 'x'],       /^fuzz: expected --minutes above 0/],
  ['scripts/fuzz.mjs',   ['--nosuch'],             /^fuzz: expected --minutes above 0/],
  ['scripts/fuzz.mjs',   ['--minutes', '0.1', '('], /^test: expected a regular expression/m],
  ['dist/bench/main.js', ['--parts', 'nosuch'],    /^bench: --parts: expected some of engines\|micro\|symbols\|guard-load\|hypervisor\|kvm, got nosuch/],
  ['dist/bench/main.js', ['--parts', 'micro|x'],   /^bench: --parts: expected some of .*, got x/],
  ['dist/bench/main.js', ['--rounds', '0'],        /^bench: --rounds: expected 1 or more, got 0/],
  ['dist/bench/main.js', ['--seconds', 'x'],       /^bench: --seconds: expected more than 0, got x/],
  ['dist/bench/main.js', ['--only', '('],          /^bench: --only: Invalid regular expression/],
  ['dist/bench/main.js', ['--nosuch'],             /^bench: Unknown option '--nosuch'/],
];
for (const [program, args, message] of WRONG) {
  test(`${program} ${args.join(' ')}`, () => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: projectRoot,
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.match(stderr, message);
    assert.ok(!stderr.includes('    at '), stderr);
    assert.equal(stderr.split('\n').length, 2, stderr);
    assert.ok(status === 1 || status === 2, String(status));
  });
}
