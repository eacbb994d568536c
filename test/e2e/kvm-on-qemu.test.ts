// The KVM engine on a KVM that runs kernels: kvm_amd, on a processor that QEMU emulates. What most machines of developers cannot
// show, a stock kernel under guards on stock KVM, is shown here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import { debian } from '../support/debian-guest.ts';
import { runOnKvmHost, skipKvmHost } from '../support/kvm-host.ts';

const skip = skipKvmHost();
/** A minute or two on a machine at rest. */
const TIMEOUT_MS = 15 * 60_000;

const GUEST = [
  'cat /proc/sys/kernel/modprobe',
  'echo /tmp/evil > /proc/sys/kernel/modprobe',
  'cat /proc/sys/kernel/modprobe',
  'echo "processors: $(nproc)"',
  '[ $(nproc) = 1 ] || taskset 2 sh -c "echo /tmp/second > /proc/sys/kernel/modprobe"',
];
/** The guest cannot measure its time-stamp counter in what an emulated processor needs for a turn of a loop: it is told. */
const APPEND = 'console=ttyS0 quiet nokaslr panic=-1 cryptomgr.notests tsc_early_khz=$KHZ';
const RUN = `--memory 256M --initrd /guest/initrd --append "${APPEND}" --guard modprobe_path:256`;
const PARTS = {
  doctor: 'subpage doctor',
  selftest: 'subpage selftest --engine kvm',
  run: `subpage run --engine auto ${RUN} --policy deny --events /tmp/e.jsonl /guest/kernel`,
  events: 'cat /tmp/e.jsonl',
  cpus: `subpage run --engine kvm --cpus 2 ${RUN} --policy deny --events /tmp/c.jsonl /guest/kernel`,
  'cpu-events': 'cat /tmp/c.jsonl',
  audit: `subpage run --engine kvm --audit ${RUN} --policy report /guest/kernel`,
};
/** What goes to standard error comes behind the rest: it would cut lines of the guest's console in two. */
const LINES = [
  "KHZ=$(awk '/cpu MHz/ { print int($4 * 1000) }' /proc/cpuinfo)",
  ...Object.entries(PARTS).map(
    ([name, command]) => `echo BEGIN ${name}; ${command} 2> /tmp/errors; STATUS=$?; cat /tmp/errors; echo END $STATUS`,
  ),
];

/** What the guest prints of the kernel's helper program; its kernel may put a message of its own before it, in the same line. */
const PATHS = /\/sbin\/modprobe|\/tmp\/evil/g;

let output = '';
before(async () => {
  if (skip !== false || debian === undefined) return;
  const initrd = buildInitramfs({ busybox: readFileSync(debian.busybox), lines: GUEST, end: 'poweroff' });
  const files = new Map([
    ['/guest/initrd', initrd],
    ['/guest/kernel', readFileSync(debian.kernel)],
  ]);
  output = await runOnKvmHost(LINES, files, TIMEOUT_MS);
});

/** What a part of the script has printed, and its exit status. */
function part(name: keyof typeof PARTS): { text: string; status: number } {
  const match = new RegExp(`^BEGIN ${name}\n([^]*?)^END (\\d+)$`, 'm').exec(output);
  assert.ok(match, `no part ${name} in:\n${output.slice(-4000)}`);
  return { text: match[1] ?? '', status: Number(match[2]) };
}

test('kvm_amd: doctor finds a KVM that runs kernels under guards', { skip }, () => {
  const { text, status } = part('doctor');
  assert.equal(status, 0);
  assert.match(text, /^engine kvm: works;/m);
  assert.match(text, /^kvm guards: work, in read-only memslots;/m);
  assert.match(text, /^kvm single steps: kernel code yes, user code yes$/m);
  assert.match(text, /^kvm kernels: kernel code runs$/m);
});

test('kvm_amd: the selftest passes', { skip }, () => {
  const { text, status } = part('selftest');
  assert.match(text, /^selftest: passed$/m);
  assert.equal(status, 0);
});

test('kvm_amd: --engine auto takes it; a stock kernel boots, a guard by symbol holds, its events have names', {
  skip,
}, () => {
  const { text, status } = part('run');
  assert.equal(status, 0, text);
  assert.match(text, /^subpage: engine kvm$/m);
  assert.deepEqual(text.match(PATHS), ['/sbin/modprobe', '/sbin/modprobe'], text);
  const events = part('events')
    .text.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const written = Buffer.concat(events.map((event) => Buffer.from(event.new, 'hex'))).toString('latin1');
  assert.equal(written, '/tmp/evil\0');
  for (const { symbol, verdict, process: name, guards, instruction } of events) {
    assert.match(symbol, /^proc_dostring\+0x/);
    assert.deepEqual([verdict, name, guards], ['deny', 'init', ['modprobe_path:256']]);
    assert.match(instruction, /^[0-9a-f]+$/);
  }
});

test('kvm_amd: a stock kernel with two processors; events say which of them it was', { skip }, () => {
  const { text, status } = part('cpus');
  assert.equal(status, 0, text);
  assert.match(text, /^processors: 2$/m);
  const events = part('cpu-events')
    .text.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  // Where the first process runs is the kernel's choice; the last attack is the second processor's.
  const second = events.filter(({ process: name }) => name === 'sh');
  assert.deepEqual([...new Set(second.map(({ vcpu }) => vcpu))], [1]);
  const written = Buffer.concat(second.map((event) => Buffer.from(event.new, 'hex'))).toString('latin1');
  assert.equal(written, '/tmp/second\0');
});

test('kvm_amd: an audit tells of the change, and lets it be', { skip }, () => {
  const { text, status } = part('audit');
  assert.equal(status, 0, text);
  assert.deepEqual(text.match(PATHS), ['/sbin/modprobe', '/tmp/evil'], text);
  assert.match(text, /report modprobe_path:256 {2}found by the audit/);
});
