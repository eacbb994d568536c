// The main job on real input: an unmodified Debian kernel boots under guards, root tampers, the writes are denied, the
// guest lives on; a second run gives the same event log, byte for byte. Needs the kernel in the cache (`npm start`
// fetches it).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import { eventProblems } from '../support/event-schema.ts';

const ROOT = new URL('../../../', import.meta.url);
const MAIN = fileURLToPath(new URL('dist/src/cli/main.js', ROOT));
const cache = cacheDirectory(fileURLToPath(ROOT));
const debian = await fetchDebianGuest({ cache, report: () => {}, offline: true });
const skip = !existsSync(new URL('dist/core.wasm', ROOT))
  ? 'dist/core.wasm is not built'
  : debian === undefined
    ? 'no Debian kernel in the cache: npm start fetches it'
    : false;
const folder = mkdtempSync(join(tmpdir(), 'subpage-debian-'));
after(() => rmSync(folder, { recursive: true }));

interface Line {
  readonly guards: readonly string[];
  readonly verdict: string;
  readonly symbol: string;
  readonly gpa: string;
  readonly old: string;
  readonly new: string;
  readonly disassembly: string;
  readonly process: string;
  readonly stack: readonly string[];
}

/** Boot with a script that tampers. */
function boot(name: string): {
  status: number | null;
  stdout: string;
  stderr: string;
  events: string;
  summary: string;
} {
  const initrd = join(folder, 'initrd');
  writeFileSync(
    initrd,
    buildInitramfs({
      busybox: readFileSync(debian?.busybox ?? ''),
      lines: [
        'echo /tmp/evil > /proc/sys/kernel/modprobe',
        'echo 1 > /proc/sys/kernel/modules_disabled',
        'echo "modprobe=$(cat /proc/sys/kernel/modprobe) disabled=$(cat /proc/sys/kernel/modules_disabled)"',
        'echo "alive as $(id -u), $((6 * 7))"',
      ],
      end: 'poweroff',
    }),
  );
  const events = join(folder, `${name}.jsonl`);
  const summary = join(folder, `${name}.json`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[MAIN, 'run', '--memory', '256M', '--initrd', initrd],
      ...['--append', 'console=ttyS0 nokaslr panic=-1 quiet cryptomgr.notests'],
      ...['--guard', 'modules_disabled:4', '--guard', 'modprobe_path:256', '--policy', 'deny', '--stack'],
      ...['--events', events, '--summary', summary, '--timeout', '300s', debian?.kernel ?? ''],
    ],
    { encoding: 'utf8', input: '', maxBuffer: 1 << 26 },
  );
  return { status, stdout, stderr, events: readFileSync(events, 'utf8'), summary: readFileSync(summary, 'utf8') };
}

const bytes = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');

test('a stock Debian kernel under guards: the writes are denied, the guest lives on', { skip }, () => {
  const first = boot('first');
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /^modprobe=\/sbin\/modprobe disabled=0\r?$/m);
  assert.match(first.stdout, /^alive as 0, 42\r?$/m);

  for (const line of first.events.trim().split('\n')) assert.deepEqual(eventProblems(`${line}\n`), [], line);
  const events = first.events
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  assert.ok(events.every(({ verdict }) => verdict === 'deny'));
  // The kernel's own start-up clears .bss: it writes zeros over zeros. Everything else is the tampering.
  const tampering = events.filter((event) => event.old !== event.new || event.guards[0] === 'modprobe_path:256');
  const path = tampering.filter(({ guards }) => guards[0] === 'modprobe_path:256');
  assert.equal(path.map((event) => bytes(event.new)).join(''), '/tmp/evil\0');
  assert.equal(path.map((event) => bytes(event.old)).join(''), '/sbin/modp');
  assert.ok(
    path.every(({ symbol }) => /^_?proc_do_?string/.test(symbol)),
    JSON.stringify(path[0]),
  );
  const modules = tampering.filter(({ guards }) => guards[0] === 'modules_disabled:4');
  assert.deepEqual(
    modules.map((event) => [event.old, event.new]),
    [['00000000', '01000000']],
  );
  assert.match(modules[0].symbol, /^(do_)?proc_do/);

  assert.ok(
    events.every((event) => event.disassembly.length > 0 && (event.old === event.new || event.stack.length > 3)),
    'each has its instruction in words, and callers but for the start-up code',
  );
  assert.ok(tampering.every((event) => event.process === 'init' && event.stack.some((at) => /write/.test(at))));

  // The point of the thing: the page of modules_disabled is hot, and next to nothing of it leaves the processor.
  const summary = JSON.parse(first.summary);
  const [guard] = summary.guards;
  const page = summary.pages.find(
    (each: { gpa: string }) => Number(each.gpa) === Number(guard.armed[0].gpa) - (Number(guard.armed[0].gpa) % 4096),
  );
  assert.ok(page.stores > 1000, `${page.stores} stores to the page`);
  assert.ok(page.exits < page.stores / 50, `${page.exits} exits of ${page.stores} stores`);

  const second = boot('second');
  assert.equal(second.events, first.events, 'the same run, byte for byte');
  assert.equal(second.stdout, first.stdout);
});
