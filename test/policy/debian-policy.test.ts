/** Every kind of rule on the stock Debian kernel: sysctl files are written, each write meets one rule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GuardEvent } from '../../src/introspect/events/event.ts';
import { processReader } from '../../src/introspect/objects/current-process.ts';
import { parsePolicy } from '../../src/introspect/policy/policy.ts';
import { checkPolicy, PolicyRun } from '../../src/introspect/policy/policy-run.ts';
import { policySurroundings, sourceOf } from '../../src/introspect/policy/surroundings.ts';
import { readKernelSymbols } from '../../src/introspect/symbols/kernel-symbols.ts';
import { GuardBinder } from '../../src/introspect/target/guard-binder.ts';
import { bootDebian, skipDebian } from '../support/debian-guest.ts';

/** A target with one rule, the values that are written to its sysctl file in turn, and what is there at the end. `@`: by a process of its own; `!`: the marker. */
// biome-ignore format: a table
const CASES: readonly { target: string; rule: string; file: string; writes: readonly string[]; reads: string }[] = [
  // One rule each; what is there at the end shows which writes were let through.
  { target: 'panic_timeout',      rule: '{ value: { equals: [0, 10] } }',          file: 'panic',               writes: ['7', '10', '9'],     reads: '10' },
  { target: 'panic_on_oops',      rule: '{ process: init }',                       file: 'panic_on_oops',       writes: ['1', '@0'],          reads: '1' },
  { target: 'panic_on_warn',      rule: '{ value: increasing }',                   file: 'panic_on_warn',       writes: ['1', '0'],           reads: '1' },
  { target: 'randomize_va_space', rule: '{ value: decreasing }',                   file: 'randomize_va_space',  writes: ['1', '2'],           reads: '1' },
  { target: 'console_printk:4',   rule: '{ value: { bits: 0xf } }',                file: 'printk',              writes: ['1', '17'],          reads: '1' },
  { target: 'core_uses_pid',      rule: '{ limit: { writes: 2, per: 1h } }',       file: 'core_uses_pid',       writes: ['1', '2', '3'],      reads: '2' },
  { target: 'print_fatal_signals', rule: '{ after: late }',                        file: 'print-fatal-signals', writes: ['2', '!', '3'],      reads: '3' },
  { target: 'modprobe_path:256',  rule: '{ code: proc_dostring }',                 file: 'modprobe',            writes: ['/a'],               reads: '/a' },
  { target: 'core_pattern:128',   rule: '{ code: [commit_creds, "module:crc7"] }', file: 'core_pattern',        writes: ['/b'],               reads: 'core' },
  { target: 'sysctl_perf_event_paranoid', rule: '{ code: kernel, value: { equals: [4] } }', file: 'perf_event_paranoid', writes: ['4', '1'],   reads: '4' },
  { target: 'panic_print',        rule: '{ value: unchanged }',                    file: 'panic_print',         writes: ['1', '0'],           reads: '0' },
  { target: 'ptrace_scope:4',     rule: '{ process: "pid:1", code: 0x1-0x2 }',     file: 'yama/ptrace_scope',   writes: ['1'],                reads: '0' },
];

test('each kind of rule lets through what it says, and nothing else', { skip: skipDebian }, async () => {
  const lines: string[] = [];
  for (const { file, writes } of CASES) {
    const path = `/proc/sys/kernel/${file}`;
    for (const value of writes) {
      if (value === '!') lines.push('echo 1 > /proc/sys/kernel/sysrq');
      else if (value.startsWith('@')) lines.push(`busybox sh -c 'echo ${value.slice(1)} > ${path}'`);
      else lines.push(`echo ${value} > ${path}`);
    }
    lines.push(`echo "READ ${file} $(cut -f1 ${path} 2>/dev/null)"`);
  }
  // The last one: told, then denied, then the end.
  lines.push('for i in 1 0 1 0; do echo $i > /proc/sys/kernel/unknown_nmi_panic; done', 'echo LIVED');
  const { vm, plan, output } = await bootDebian(lines, () => {});
  const kernel = readKernelSymbols(plan.symbols as Uint8Array);
  assert.ok(kernel !== undefined);
  const present = CASES.filter(({ target }) => kernel.table.find(target.replace(/:.*/, '')) !== undefined);
  assert.ok(present.length >= 10, present.map(({ target }) => target).join());
  const policy = parsePolicy(
    `version: 1
default: deny
markers:
  running: { write: system_state, equals: 3 }
  late: { write: sysrq_enabled }
guards:
${present.map(({ target, rule }) => `  - { target: "${target}", allow: [{ before: running }, ${rule}] }`).join('\n')}
  - target: unknown_nmi_panic
    verdict: report
    allow: [{ before: running }]
    escalate: [{ after: 1, verdict: deny }, { after: 2, verdict: stop }]
`,
    'policy.yaml',
  );
  assert.deepEqual(
    checkPolicy(policy, kernel).filter(({ problem }) => problem !== undefined),
    [],
  );
  vm.symbolize = (address) => kernel.table.describe(address);
  vm.processOf = processReader(kernel, sourceOf(vm));
  const binder = new GuardBinder(vm, () => kernel);
  const run = new PolicyRun(policy, binder, policySurroundings(vm, kernel));
  const events: GuardEvent[] = [];
  vm.onEvent = (event) => events.push(event);
  const stop = await vm.run({
    sliceInstructions: 200_000,
    onSlice: () => void binder.tryPending(),
    maxInstructions: 1e9,
  });

  const read = new Map([...output().matchAll(/^READ (\S+) ?(.*?)\r?$/gm)].map(([, file, value]) => [file, value]));
  for (const { target, file, reads } of present) {
    assert.equal(read.get(file), reads, `${target}: ${JSON.stringify(read.get(file))}`);
  }
  for (const [i, { target, writes }] of present.entries()) {
    const { counters } = run.guards[i];
    if (target !== 'core_pattern:128' && target !== 'ptrace_scope:4') assert.ok(counters.allowed[1] > 0, target);
    const hasRefusal = target !== 'modprobe_path:256' && writes.length > 0;
    assert.equal(counters.notAllowed > 0, hasRefusal, target);
  }
  assert.deepEqual([...run.reached.keys()].sort(), ['late', 'running']);

  const escalated = events.filter(({ guards }) => guards.includes('unknown_nmi_panic')).map(({ verdict }) => verdict);
  assert.deepEqual(escalated, ['report', 'deny', 'stop']);
  assert.equal(stop.kind, 'guard');
  assert.doesNotMatch(output(), /LIVED/);
  vm.dispose();
});
