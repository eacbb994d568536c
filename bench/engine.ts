import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../test/support/path.ts';
import { type Guest, withIterations } from './guest.ts';
import { type Measured, measure } from './measure.ts';

/** What a benchmark kernel reports, and what the run cost. */
export interface Run extends Measured {
  readonly checksum: string;
  /** TSC ticks across the kernel: its instructions where the TSC counts them. */
  readonly ticks: number;
}

/** Something that runs benchmark kernels. */
export interface Engine {
  readonly name: string;
  /** Why it cannot be used here. */
  readonly absent?: string;
  /** Its speed as far as known, MIPS: sets how much work a run gets. */
  readonly guess: number;
  readonly coldGuess: number;
  run(guest: Guest, iterations: number): Run;
}

const TIMEOUT_MS = 180_000;

/** Run `use` with a temporary folder that is gone afterwards. */
function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parse(measured: Measured, text: string): Run {
  const found = /checksum=([0-9a-f]{16}) ticks=([0-9a-f]{16})/.exec(text);
  if (found === null) {
    throw new Error(`no checksum; status ${measured.status}, output: ${measured.output.slice(-400)}`);
  }
  return { ...measured, checksum: found[1]!, ticks: Number(`0x${found[2]}`) };
}

function installed(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}

const QEMU = 'qemu-system-x86_64';

/** QEMU's translator. With `counting`, its TSC counts instructions. */
export function qemu(counting = false): Engine {
  const options = [
    '-accel',
    'tcg',
    '-M',
    'microvm,x-option-roms=off',
    '-cpu',
    'max',
    '-m',
    '64',
    '-nodefaults',
    '-no-reboot',
  ];
  const devices = ['-display', 'none', '-serial', 'stdio', '-device', 'isa-debug-exit,iobase=0xf4,iosize=4'];
  return {
    name: counting ? 'QEMU -icount' : 'QEMU TCG',
    ...(installed(QEMU) ? {} : { absent: `${QEMU} is not installed` }),
    guess: 1500,
    coldGuess: 130,
    run: (guest, iterations) =>
      inFolder((folder) => {
        const file = join(folder, 'guest.elf');
        writeFileSync(file, withIterations(guest.elf, iterations));
        const icount = counting ? ['-icount', 'shift=0'] : [];
        const measured = measure(QEMU, [...options, ...icount, ...devices, '-kernel', file], TIMEOUT_MS);
        return parse(measured, measured.output);
      }),
  };
}

/** Bochs with a ROM of ours instead of a BIOS. Its TSC counts instructions. */
export function bochs(): Engine {
  const absent = !installed('bochs')
    ? 'bochs is not installed'
    : !installed('script')
      ? 'script (util-linux), which gives Bochs a terminal, is not installed'
      : undefined;
  return {
    name: 'Bochs',
    ...(absent === undefined ? {} : { absent }),
    guess: 100,
    coldGuess: 40,
    run: (guest, iterations) =>
      inFolder((folder) => {
        const file = (name: string) => join(folder, name);
        writeFileSync(file('guest.rom'), withIterations(guest.rom, iterations));
        // An option ROM that does nothing; its bytes add up to 0, as Bochs checks.
        writeFileSync(file('vga.rom'), Buffer.concat([Buffer.from([0x55, 0xaa, 0x01]), Buffer.alloc(509)]));
        writeFileSync(
          file('bochsrc'),
          [
            'display_library: term',
            'megs: 64',
            `romimage: file=${file('guest.rom')}`,
            `vgaromimage: file=${file('vga.rom')}`,
            'cpu: count=1, ips=100000000',
            'clock: sync=none',
            `com1: enabled=1, mode=file, dev=${file('serial')}`,
            `log: ${file('log')}`,
            'speaker: enabled=0',
            '',
          ].join('\n'),
        );
        writeFileSync(file('commands'), 'continue\nquit\n');
        const command = `bochs -q -f ${file('bochsrc')} -rc ${file('commands')}`;
        const measured = measure('script', ['-qec', command, '/dev/null'], TIMEOUT_MS, folder);
        return parse(measured, existsSync(file('serial')) ? readFileSync(file('serial'), 'latin1') : '');
      }),
  };
}

/** The core alone, which interprets: bench/bare.ts runs the image with EPT off and two devices. */
export function bareCore(): Engine {
  const core = join(projectRoot, 'dist', 'core.wasm');
  return {
    name: 'interpreter',
    ...(existsSync(core) ? {} : { absent: 'dist/core.wasm is not built' }),
    guess: 300,
    coldGuess: 120,
    run: (guest, iterations) =>
      inFolder((folder) => {
        const file = join(folder, 'guest.elf');
        writeFileSync(file, withIterations(guest.elf, iterations));
        const measured = measure(process.execPath, [join(import.meta.dirname, 'bare.js'), file], TIMEOUT_MS);
        return parse(measured, measured.output);
      }),
  };
}

/** `subpage run`: the whole soft engine, EPT on, hot code translated. */
export function subpage(): Engine {
  const program = join(projectRoot, 'dist', 'src', 'cli', 'main.js');
  return {
    name: 'subpage',
    ...(existsSync(program) ? {} : { absent: 'dist/src/cli/main.js is not built' }),
    guess: 700,
    coldGuess: 120,
    run: (guest, iterations) =>
      inFolder((folder) => {
        const file = join(folder, 'guest.elf');
        writeFileSync(file, withIterations(guest.elf, iterations));
        const parameters = [program, 'run', '--memory', '64M', '--debug-exit', '--timeout', '170s', file];
        const measured = measure(process.execPath, parameters, TIMEOUT_MS);
        return parse(measured, measured.output);
      }),
  };
}
