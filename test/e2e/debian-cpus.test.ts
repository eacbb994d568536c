// A stock Debian kernel with two processors, under guards: it brings up the second one by itself, both attack what is guarded,
// and events say which of them it was.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import { debian, skipDebian } from '../support/debian-guest.ts';
import { projectRoot } from '../support/path.ts';

/** A boot takes some seconds; a shared machine may need many times that. */
const TIMEOUT_S = 240;
const attack = (mask: number): string => `taskset ${mask} sh -c "echo /tmp/evil > /proc/sys/kernel/modprobe"`;
const LINES = [
  'echo "processors: $(nproc)"',
  attack(2),
  'echo "then the other"',
  attack(1),
  'echo "modprobe stays $(cat /proc/sys/kernel/modprobe)"',
  // Both at work at the same time, with processes that go from one to the other.
  'for i in 1 2 3 4; do seq 1 3000 | sort | md5sum & done; wait',
  'echo "ticks: $(grep LOC: /proc/interrupts)"',
];

interface Event {
  readonly vcpu: number;
  readonly process?: string;
  readonly symbol: string;
  readonly new: string;
  readonly guards: readonly string[];
  readonly verdict: string;
}
interface Run {
  readonly status: number | null;
  readonly console: string;
  readonly messages: string;
  readonly events: string;
  readonly stop: string;
}

describe('a stock Debian kernel with two processors', { skip: skipDebian }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-cpus-'));
  after(() => rmSync(folder, { recursive: true }));
  const runs: Run[] = [];

  function boot(name: string): Run {
    const file = (suffix: string): string => join(folder, `${name}.${suffix}`);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(projectRoot, 'dist/src/cli/main.js'),
        'run',
        '--cpus',
        '2',
        '--policy',
        'deny',
        '--guard',
        'modprobe_path:256',
      ]
        .concat('--initrd', join(folder, 'initrd'), '--events', file('jsonl'), '--summary', file('json'))
        .concat('--append', 'console=ttyS0 nokaslr panic=-1 cryptomgr.notests', '--timeout', `${TIMEOUT_S}s`)
        .concat(debian!.kernel),
      { encoding: 'latin1', input: '', timeout: (TIMEOUT_S + 30) * 1000, maxBuffer: 64 << 20 },
    );
    return {
      status,
      console: stdout.replaceAll('\r', ''),
      messages: stderr,
      events: readFileSync(file('jsonl'), 'utf8'),
      stop: (JSON.parse(readFileSync(file('json'), 'utf8')) as { stop: { kind: string } }).stop.kind,
    };
  }

  before(() => {
    const busybox = readFileSync(debian!.busybox);
    writeFileSync(join(folder, 'initrd'), buildInitramfs({ busybox, lines: LINES, end: 'poweroff' }));
    runs.push(boot('first'), boot('second'));
  });

  test('it finds both, uses both, and powers off', () => {
    const [{ status, stop, console, messages }] = runs;
    assert.equal(status, 0, messages.slice(-2000) + console.slice(-2000));
    assert.equal(stop, 'power-off');
    assert.match(console, /smp: Brought up 1 node, 2 CPUs/);
    assert.match(console, /^processors: 2$/m);
    const [, first, second] = /^ticks: +LOC: +(\d+) +(\d+)/m.exec(console) ?? [];
    assert.ok(Number(first) > 50 && Number(second) > 50, `timer interrupts: ${first}, ${second}`);
    assert.equal(console.match(/^[0-9a-f]{32} {2}-$/gm)?.length, 4, 'four sums');
    assert.equal(new Set(console.match(/^[0-9a-f]{32} {2}-$/gm)).size, 1, 'of the same text');
    assert.doesNotMatch(console, /soft lockup|detected stalls|BUG:|WARNING:/);
  });

  test('an attack from either is denied, and its events say which it was', () => {
    const [{ console, events }] = runs;
    assert.match(console, /^modprobe stays \/sbin\/modprobe$/m);
    const attacks = events
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Event)
      .filter(({ guards }) => guards.includes('modprobe_path:256'));
    assert.ok(attacks.every(({ verdict, process }) => verdict === 'deny' && process === 'sh'));
    const by = (vcpu: number): string =>
      Buffer.concat(
        attacks.filter((event) => event.vcpu === vcpu).map((event) => Buffer.from(event.new, 'hex')),
      ).toString();
    assert.equal(by(1), '/tmp/evil\0');
    assert.equal(by(0), '/tmp/evil\0');
    assert.deepEqual([attacks[0]?.vcpu, attacks.at(-1)?.vcpu], [1, 0]);
  });

  test('two runs are the same, byte for byte', () => {
    const [first, second] = runs;
    assert.equal(second?.events, first?.events);
    assert.equal(second?.console, first?.console);
  });
});
