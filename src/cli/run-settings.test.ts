import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command, CommanderError } from 'commander';
import { HvError } from '../base/error.ts';
import { addRunCommand, type RunSettings } from './run-settings.ts';

async function parse(...args: string[]): Promise<RunSettings> {
  let result: RunSettings | undefined;
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  addRunCommand(program, async (settings) => {
    result = settings;
  });
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  }
  await program.parseAsync(['run', ...args], { from: 'user' });
  assert.ok(result);
  return result;
}

test('a kernel alone', async () => {
  assert.deepEqual(await parse('vmlinuz'), {
    kernel: 'vmlinuz',
    memoryBytes: 0x1000_0000,
    cpus: 1,
    initrd: undefined,
    commandLine: '',
    guards: [],
    policyFile: undefined,
    learn: undefined,
    stack: false,
    policy: 'report',
    events: undefined,
    onLostEvents: 'continue',
    summary: undefined,
    trace: undefined,
    swap: undefined,
    symbols: undefined,
    timeoutMs: undefined,
    maxInstructions: undefined,
    time: undefined,
    engine: 'soft',
    spp: undefined,
    audit: false,
    debugExit: false,
    flat: undefined,
    gdb: undefined,
    protocol: 'auto',
    seed: 1n,
    epochSeconds: undefined,
    straddleFirstOnly: false,
    jit: true,
  });
});

test('everything', async () => {
  const settings = await parse(
    ...['--memory', '1G', '--cpus', '3', '--initrd', 'i.img', '--append', 'console=ttyS0 panic=-1', '--policy', 'deny'],
    ...['--guard', 'modules_disabled', '--guard', 'gpa:0x1000+4', '--events', 'e.jsonl', '--summary', 's.json'],
    ...['--timeout', '60s', '--max-instructions', '2e9', '--time', 'host', '--debug-exit', '--seed', '7'],
    ...[
      '--flat',
      '0x7c00:real',
      '--straddle',
      'first',
      '--on-lost-events',
      'stop',
      '--date',
      '1700000000',
      '--jit',
      'off',
      'kernel',
    ],
  );
  assert.equal(settings.memoryBytes, 0x4000_0000);
  assert.equal(settings.cpus, 3);
  assert.equal(settings.initrd, 'i.img');
  assert.equal(settings.commandLine, 'console=ttyS0 panic=-1');
  assert.deepEqual(
    settings.guards.map(({ kind }) => kind),
    ['path', 'physical'],
  );
  assert.equal(settings.policy, 'deny');
  assert.equal(settings.timeoutMs, 60_000);
  assert.equal(settings.maxInstructions, 2_000_000_000);
  assert.equal(settings.time, 'host');
  assert.equal(settings.debugExit, true);
  assert.equal(settings.seed, 7n);
  assert.deepEqual(settings.flat, { address: 0x7c00, mode: 'real' });
  assert.equal(settings.straddleFirstOnly, true);
  assert.equal(settings.jit, false);
  assert.equal(settings.onLostEvents, 'stop');
  assert.equal(settings.epochSeconds, 1_700_000_000);
});

// biome-ignore format: a matrix
const REFUSED = [
  [], ['k', 'extra'], ['k', '--nonsense'], ['k', '--policy', 'maybe'], ['k', '--memory'], ['k', '--time', 'tea'],
  ['k', '--memory', 'lots'], ['k', '--guard', 'gpa:x'], ['k', '--timeout', '0'], ['k', '--max-instructions', '-5'],
  ['k', '--flat', 'here'], ['k', '--flat', '0x7c00:virtual'], ['k', '--flat', '0x7c00:real:x'], ['k', '--seed', '0'],
];
for (const args of REFUSED) {
  test(`run ${args.join(' ')} is refused`, async () => {
    await assert.rejects(
      parse(...args),
      (error) => (error instanceof HvError || error instanceof CommanderError) && !error.message.trim().includes('\n'),
    );
  });
}

test('memory overcommit needs a file and a size', async () => {
  const settings = await parse('vmlinuz', '--swap', 'f', '--resident', '64M', '--trace', 't');
  assert.deepEqual([settings.swap, settings.trace], [{ path: 'f', residentBytes: 0x400_0000 }, 't']);
  await assert.rejects(parse('vmlinuz', '--swap', 'f'), /--swap and --resident/);
  await assert.rejects(parse('vmlinuz', '--resident', '64M'), /--swap and --resident/);
});
