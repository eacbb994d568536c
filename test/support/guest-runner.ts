import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Processor } from '../../src/cpu/processor.ts';
import type { TranslatorOptions } from '../../src/jit/translator-options.ts';
import { AREA } from '../../src/spec/state/layout.ts';
import { EXIT_REASON } from '../../src/spec/vmx/exit.ts';
import { AX, assembler, CR0, CS, DS, EAX, EBX, ECX, EDI, ES, ESI, fword, SS } from './assembler.ts';
import { bareCore } from './bare-core.ts';
import { coreBytes } from './core-runner.ts';
import { descriptor, GUEST_BASE, type GuestImage } from './guest-image.ts';

/** How a test guest ended: with its list, by a triple fault, or not at all. */
export type GuestOutcome =
  | { readonly kind: 'done'; readonly results: readonly bigint[] }
  | { readonly kind: 'shutdown'; readonly state?: string }
  | { readonly kind: 'stuck'; readonly reason: string };

/** An outcome for a message. */
export function outcomeText(outcome: GuestOutcome): string {
  return outcome.kind === 'done' ? `done, ${outcome.results.length} results` : JSON.stringify(outcome);
}

/** Something that runs test guests. */
export interface GuestRunner {
  readonly name: 'core' | 'JIT' | 'QEMU' | 'Bochs';
  /** Without devices beyond a serial port and the debug exit. */
  readonly isBare?: true;
  /** Why it cannot be used here; then tests are skipped with that reason. */
  readonly absent?: string;
  /** @param cpus more than one on QEMU only */
  run(image: GuestImage, cpus?: number): GuestOutcome;
}

const TIMEOUT_MS = 20_000;

/** The core without and with translation, and the witnesses that are installed (`WITNESSES=0` leaves them out). */
export function guestRunners(): readonly GuestRunner[] {
  // Each block is translated before it runs for the first time; and once it has been met often enough to have neighbours.
  const own = [
    coreGuestRunner('core'),
    coreGuestRunner('JIT', { heat: 1, period: 1 }, { heat: 3, period: 20, maxBytes: 10_000 }),
  ];
  return process.env['WITNESSES'] === '0' ? own : [...own, qemuRunner(), bochsRunner()];
}

/** The results in the text that a guest's `finish` has sent. */
export function parseResults(output: string): bigint[] {
  const lines = output.split('\n').filter((line) => /^[0-9a-f]{16}\r?$/.test(line));
  return lines.map((line) => BigInt(`0x${line.trim()}`));
}

function parse(output: string): GuestOutcome {
  return { kind: 'done', results: parseResults(output) };
}

/** The core alone: EPT off, a serial line and the debug-exit port. With several ways to translate, all must agree. */
function coreGuestRunner(name: 'core' | 'JIT', ...ways: readonly TranslatorOptions[]): GuestRunner {
  const core = coreBytes();
  if ('absent' in core) return { name, absent: core.absent, run: () => ({ kind: 'stuck', reason: core.absent }) };
  const run = (image: GuestImage, jit: TranslatorOptions | undefined): GuestOutcome => {
    const bare = bareCore(core.bytes, image.entry);
    const { processor } = bare;
    const translator = jit === undefined ? undefined : processor.translateHotCode(jit);
    new Uint8Array(processor.memory.buffer, AREA.HOST_PHYS).set(image.bytes, GUEST_BASE);
    let reason: number = EXIT_REASON.BUDGET;
    for (let slice = 0; slice < 200 && !bare.exited; slice++) {
      reason = processor.run(100_000);
      if (reason === EXIT_REASON.TRIPLE_FAULT) return { kind: 'shutdown', state: stateText(processor) };
      if (reason !== EXIT_REASON.BUDGET && reason !== EXIT_REASON.REQUESTED) break;
    }
    if (translator !== undefined && translator.statistics.failed > 0) {
      return { kind: 'stuck', reason: `translation failed: ${translator.failure}` };
    }
    if (bare.exited) return parse(bare.output);
    return { kind: 'stuck', reason: `exit ${reason}, ${stateText(processor)} ${processor.failure}` };
  };
  return {
    name,
    isBare: true,
    run(image) {
      const [first, ...others] = (ways.length === 0 ? [undefined] : ways).map((jit) => run(image, jit));
      for (const other of others) assert.deepEqual(other, first);
      return first!;
    },
  };
}

/** What a person needs to find the place. */
function stateText(processor: Processor): string {
  const r = processor.getRegisters();
  const hex = (value: bigint | number) => value.toString(16);
  const segments = `cs ${hex(r.cs.selector)}:${hex(r.cs.attributes)} ss ${hex(r.ss.selector)}:${hex(r.ss.attributes)}`;
  const control = `cr0 ${hex(r.cr0)} cr2 ${hex(r.cr2)} cr3 ${hex(r.cr3)} cr4 ${hex(r.cr4)} efer ${hex(r.efer)}`;
  return `rip ${hex(r.rip)} rsp ${hex(r.rsp)} ${segments} ${control}`;
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-guest-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installed(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}

/** QEMU's translator. */
function qemuRunner(): GuestRunner {
  const command = 'qemu-system-x86_64';
  return {
    name: 'QEMU',
    ...(installed(command) ? {} : { absent: `${command} is not installed` }),
    run: (image, cpus = 1) =>
      inFolder((folder) => {
        const file = join(folder, 'guest');
        writeFileSync(file, image.bytes);
        const machine = ['-accel', 'tcg', '-M', 'microvm,x-option-roms=off', '-cpu', 'max', '-m', '64', '-nodefaults'];
        const devices = ['-display', 'none', '-serial', 'stdio', '-device', 'isa-debug-exit,iobase=0xf4,iosize=4'];
        const child = spawnSync(
          command,
          [...machine, '-smp', String(cpus), '-no-reboot', ...devices, '-kernel', file],
          {
            encoding: 'latin1',
            timeout: TIMEOUT_MS,
          },
        );
        // debug-exit ends with 1, a reset after a triple fault (-no-reboot) with 0.
        if (child.status === 1 && child.stderr === '') return parse(child.stdout);
        if (child.status === 0) return { kind: 'shutdown' };
        return { kind: 'stuck', reason: `status ${child.status} ${child.signal ?? ''} ${child.stderr}` };
      }),
  };
}

/** Bochs, started from a ROM of ours. It checks what QEMU's translator leaves out (segment limits, for one). */
function bochsRunner(): GuestRunner {
  const absent = !installed('bochs')
    ? 'bochs is not installed'
    : !installed('script')
      ? 'script (util-linux), which gives Bochs a terminal, is not installed'
      : undefined;
  return {
    name: 'Bochs',
    ...(absent === undefined ? {} : { absent }),
    run: (image) =>
      inFolder((folder) => {
        const file = (name: string) => join(folder, name);
        writeFileSync(file('guest.rom'), romImage(image));
        // An option ROM that does nothing; its bytes add up to 0, as Bochs checks.
        writeFileSync(file('vga.rom'), Buffer.concat([Buffer.from([0x55, 0xaa, 0x01]), Buffer.alloc(509)]));
        const settings = [
          'display_library: term',
          'megs: 64',
          `romimage: file=${file('guest.rom')}`,
          `vgaromimage: file=${file('vga.rom')}`,
          'cpu: model=broadwell_ult, count=1, ips=50000000, reset_on_triple_fault=0',
          'clock: sync=none',
          `com1: enabled=1, mode=file, dev=${file('serial')}`,
          `log: ${file('log')}`,
          'speaker: enabled=0',
        ];
        writeFileSync(file('bochsrc'), settings.join('\n') + '\n');
        writeFileSync(file('commands'), 'continue\nquit\n');
        const run = `bochs -q -f ${file('bochsrc')} -rc ${file('commands')}`;
        const child = spawnSync('script', ['-qec', run, '/dev/null'], {
          cwd: folder,
          encoding: 'latin1',
          timeout: TIMEOUT_MS,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...process.env, TERM: 'xterm' },
        });
        const log = existsSync(file('log')) ? readFileSync(file('log'), 'latin1') : child.stdout;
        if (log.includes('Shutdown port: shutdown requested')) {
          return parse(existsSync(file('serial')) ? readFileSync(file('serial'), 'latin1') : '');
        }
        if (/triple fault|3rd \(\d+\) exception|exception\(\): 3rd/i.test(log)) return { kind: 'shutdown' };
        return { kind: 'stuck', reason: `status ${child.status} ${child.signal ?? ''} ${log.slice(-300)}` };
      }),
  };
}

const ROM_CODE = 0xffff_0000;

/** A ROM that starts the image without a BIOS: its last 64 KiB hold the code from the reset vector, the image stands before. */
function romImage(image: GuestImage): Uint8Array {
  const padded = Buffer.concat([image.bytes, Buffer.alloc(-image.bytes.length & 3)]);
  const a = assembler(16, ROM_CODE);
  a.label('gdt').dq(0n, descriptor(0, 0xf_ffff, 0x9b, 0xc), descriptor(0, 0xf_ffff, 0x93, 0xc));
  a.label('gdtr').dw(23).dd('gdt');
  // In real mode, CS has the base of the ROM: offsets count from it.
  a.label('start')
    .cli()
    .db(0x66)
    .lgdt(fword(24, 0, { segment: CS }));
  a.mov(EAX, CR0).or(EAX, 1).mov(CR0, EAX).jmpFar(8, 'flat', { wide: true });
  a.bits(32).label('flat').mov(EAX, 16);
  for (const segment of [DS, ES, SS]) a.mov(segment, AX);
  a.cld()
    .mov(ESI, ROM_CODE - padded.length)
    .mov(EDI, GUEST_BASE)
    .mov(ECX, padded.length / 4)
    .rep()
    .movsd();
  a.mov(EAX, 0x2bad_b002).xor(EBX, EBX).mov(ECX, image.entry).jmp(ECX);
  const code = Buffer.alloc(0x1_0000, 0xff);
  code.set(a.bytes());
  // The reset vector: a near jump back to `start`.
  const start = Number(a.addressOf('start')) & 0xffff;
  code.set([0xe9, (start - 0xfff3) & 0xff, ((start - 0xfff3) >> 8) & 0xff], 0xfff0);
  let size = 0x2_0000;
  while (size < padded.length + code.length) size *= 2;
  return Buffer.concat([Buffer.alloc(size - padded.length - code.length, 0xff), padded, code]);
}
