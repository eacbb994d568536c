// The main job on real input: a stock Debian kernel boots under guards to a shell, root tampers with what is guarded, and
// the guest lives on. Twice, since two runs must be the same byte for byte. Fetches the packages as `npm start` does.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';

const ROOT = new URL('../../../', import.meta.url);
const CLI = fileURLToPath(new URL('dist/src/cli/', ROOT));
const isBuilt = existsSync(new URL('dist/core.wasm', ROOT));
/** A boot takes some 15 s on the machine of the reference notes; a shared machine may need several times that. */
const TIMEOUT_S = 240;

const said: string[] = [];
const debian = isBuilt
  ? await fetchDebianGuest({ cache: cacheDirectory(fileURLToPath(ROOT)), report: (line) => said.push(line) })
  : undefined;
const skip = !isBuilt
  ? 'dist/core.wasm is not built'
  : debian === undefined
    ? `the Debian kernel cannot be had: ${said.at(-1)}`
    : false;

const LINES = [
  'echo "modprobe is $(cat /proc/sys/kernel/modprobe)"',
  'echo /tmp/evil > /proc/sys/kernel/modprobe',
  'echo "modprobe stays $(cat /proc/sys/kernel/modprobe)"',
  'echo 1 > /proc/sys/kernel/modules_disabled',
  'echo "modules_disabled stays $(cat /proc/sys/kernel/modules_disabled)"',
  'echo alive > /tmp/file; echo "the guest is $(cat /tmp/file)"',
];

interface Event {
  readonly seq: number;
  readonly rip: string;
  readonly symbol: string;
  readonly gpa: string;
  readonly gva: string;
  readonly old: string;
  readonly new: string;
  readonly guards: readonly string[];
  readonly verdict: string;
}
interface Summary {
  readonly stop: { readonly kind: string };
  readonly statistics: Readonly<Record<string, number>>;
  readonly guards: readonly { readonly spec: string; readonly writes: number; readonly refused: number }[];
  readonly pages: readonly { readonly stores: number; readonly exits: number; readonly falseSharing: number }[];
  readonly events: { readonly caught: number; readonly written: number; readonly lost: number };
}
interface Run {
  readonly status: number | null;
  readonly console: string;
  readonly messages: string;
  readonly events: string;
  readonly summary: Summary;
}

describe('a stock Debian kernel under guards', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-boot-'));
  after(() => rmSync(folder, { recursive: true }));
  const runs: Run[] = [];

  function boot(name: string, ...more: readonly string[]): Run {
    const file = (suffix: string): string => join(folder, `${name}.${suffix}`);
    const guards = ['modules_disabled', 'modprobe_path:256'].flatMap((spec) => ['--guard', spec]);
    const files = ['--initrd', join(folder, 'initrd'), '--events', file('jsonl'), '--summary', file('json')];
    const append = ['--append', 'console=ttyS0 nokaslr panic=-1 quiet cryptomgr.notests'];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(CLI, 'main.js'), 'run', ...guards, '--policy', 'deny', ...files, ...append]
        .concat('--memory', '256M', '--timeout', `${TIMEOUT_S}s`, ...more)
        .concat(debian!.kernel),
      { encoding: 'utf8', input: '', timeout: (TIMEOUT_S + 30) * 1000, maxBuffer: 64 << 20 },
    );
    return {
      status,
      console: stdout,
      messages: stderr,
      events: readFileSync(file('jsonl'), 'utf8'),
      summary: JSON.parse(readFileSync(file('json'), 'utf8')) as Summary,
    };
  }

  before(() => {
    const initrd = buildInitramfs({
      busybox: readFileSync(debian!.busybox),
      lines: LINES,
      greeting: 'user space',
      end: 'poweroff',
    });
    writeFileSync(join(folder, 'initrd'), initrd);
    runs.push(boot('first'), boot('second'), boot('interpreted', '--jit', 'off'));
  });

  test('it reaches a shell, and powers off by itself', () => {
    const [{ status, console, messages, summary }] = runs;
    assert.equal(status, 0, messages.slice(-2000) + console.slice(-2000));
    assert.equal(summary.stop.kind, 'power-off');
    assert.match(console, /user space/);
  });

  test('what root wrote is not there, and the guest lives on', () => {
    const { console } = runs[0];
    const lines = console.replaceAll('\r', '').split('\n');
    for (const line of [
      'modprobe is /sbin/modprobe',
      'modprobe stays /sbin/modprobe',
      'modules_disabled stays 0',
      'the guest is alive',
    ]) {
      assert.ok(lines.includes(line), `${line}; the console ends with ${console.slice(-1000)}`);
    }
  });

  test('the events say who wrote what where', () => {
    const events = runs[0].events
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Event);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, i) => i + 1),
    );
    assert.ok(events.every(({ verdict }) => verdict === 'deny'));
    const by = (guard: string): Event[] => events.filter(({ guards }) => guards.includes(guard));
    // The kernel clears its variables when it starts; that is a write, too.
    const disabled = by('modules_disabled').filter(({ symbol }) => !symbol.startsWith('clear_bss+'));
    assert.equal(disabled.length, 1, 'one store of four bytes');
    assert.deepEqual([disabled[0].old, disabled[0].new], ['00000000', '01000000']);
    const path = by('modprobe_path:256');
    const written = Buffer.concat(path.map((event) => Buffer.from(event.new, 'hex'))).toString('latin1');
    assert.match(written, /^\/tmp\/evil/);
    const old = Buffer.concat(path.map((event) => Buffer.from(event.old, 'hex'))).toString('latin1');
    assert.match(old, /^\/sbin\/mod/);
    for (const event of [...disabled, ...path]) {
      // The kernel's own addresses, and the function that stored.
      assert.match(event.rip, /^0xffffffff8[0-9a-f]{7}$/);
      assert.match(event.gva, /^0xffff[0-9a-f]{12}$/);
      assert.match(event.symbol, /^[\w.]+\+0x[0-9a-f]+$/);
    }
  });

  test('the pages are written to by the thousands, and only what matters leaves the processor', () => {
    const { summary } = runs[0];
    const stores = summary.pages.reduce((sum, page) => sum + page.stores, 0);
    const exits = summary.pages.reduce((sum, page) => sum + page.exits, 0);
    assert.ok(stores > 10_000, `${stores} stores to the guarded pages`);
    assert.ok(exits < stores / 100, `${exits} exits of ${stores} stores`);
    for (const guard of summary.guards) {
      assert.ok(guard.writes > 0, guard.spec);
      assert.equal(guard.refused, guard.writes, guard.spec);
    }
    const { caught, written, lost } = summary.events;
    assert.deepEqual([written, lost], [caught, 0]);
    assert.ok(exits >= caught);
  });

  test('two runs are the same, byte for byte', () => {
    const [first, second] = runs;
    assert.equal(second.events, first.events);
    assert.equal(second.console, first.console);
    const comparable = (summary: Summary): unknown => ({ ...summary, hostMs: 0 });
    assert.deepEqual(comparable(second.summary), comparable(first.summary));
  });

  test('the same without translation, but for what the processor counts of its own caches', () => {
    const [first, , interpreted] = runs;
    assert.ok(first.summary.statistics['translatedRegions'] > 0);
    assert.equal(first.summary.statistics['failedTranslations'], 0);
    assert.equal(interpreted.summary.statistics['translatedRegions'], 0);
    assert.equal(interpreted.events, first.events);
    assert.equal(interpreted.console, first.console);
    const own = { translatedRegions: 0, blocks: 0, tlbFills: 0, codeInvalidations: 0 };
    const comparable = ({ statistics, ...rest }: Summary): unknown => ({
      ...rest,
      hostMs: 0,
      statistics: { ...statistics, ...own },
    });
    assert.deepEqual(comparable(interpreted.summary), comparable(first.summary));
  });
});

test('where there is no Debian, the demonstration shows a small guest', { skip: isBuilt ? false : 'not built' }, () => {
  const cache = mkdtempSync(join(tmpdir(), 'subpage-cache-'));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(CLI, 'demo.js')], {
      encoding: 'utf8',
      timeout: 60_000,
      env: { PATH: join(cache, 'empty'), SUBPAGE_CACHE: cache },
    });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /No apt-get on this machine/);
    assert.match(stdout, />>> CAUGHT/);
    assert.match(stdout, /switch +10,?001 +1 +1 +1 +10,?001/);
  } finally {
    rmSync(cache, { recursive: true });
  }
});
