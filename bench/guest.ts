import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, sourcePath } from '../test/support/path.ts';
import { coldSource } from './cold.ts';

/** A benchmark kernel. */
export interface Kernel {
  readonly name: string;
  /** What it exercises. */
  readonly title: string;
  /** File below bench/guest/, or C source made by a function. */
  readonly source: string | (() => string);
}

export const KERNELS: readonly Kernel[] = [
  { name: 'alu', title: 'register arithmetic, one unpredictable branch', source: 'alu.S' },
  { name: 'memory', title: 'odd stores, sums, byte copy, read-modify-write', source: 'memory.S' },
  { name: 'calls', title: 'recursion', source: 'calls.S' },
  { name: 'mixed', title: 'compiled C: sort, CRC, hash, strings, byte code, matrix', source: 'mixed.c' },
  { name: 'cold', title: '1,800 functions called at random', source: coldSource },
];

/** A kernel that was built: the images that the engines load. */
export interface Guest {
  /** Multiboot ELF, 32-bit container around 64-bit code. */
  readonly elf: Uint8Array;
  /** ROM that replaces a BIOS and starts the same image (Bochs). */
  readonly rom: Uint8Array;
}

// biome-ignore format: one option a line says less
const C_OPTIONS = [
  '-O2', '-ffreestanding', '-fno-pic', '-fno-pie', '-mgeneral-regs-only', '-mno-red-zone', '-mcmodel=small',
  '-fno-stack-protector', '-fno-asynchronous-unwind-tables',
];
const LINK_OPTIONS = ['-nostdlib', '-static', '-no-pie', '-Wl,--build-id=none', '-Wl,-z,noexecstack'];
const COMMON = ['start.S', 'run.c', 'link.ld', 'rom.S'];
const MARK = Buffer.from('subpage bench n=', 'latin1');
const ROM_PART = 0x1_0000;

/** Why kernels cannot be built here, or undefined. */
export function missingTools(): string | undefined {
  for (const tool of ['gcc', 'objcopy']) {
    if (spawnSync(tool, ['--version']).error !== undefined) return `${tool} is not installed`;
  }
  return undefined;
}

/** Build a kernel, or take it from the cache below .cache/bench (keyed by sources and compiler). */
export function buildGuest(kernel: Kernel): Guest {
  const generated = typeof kernel.source === 'function';
  const text = generated ? (kernel.source as () => string)() : readFileSync(guestFile(kernel.source as string), 'utf8');
  const hash = createHash('sha256').update(text).update(C_OPTIONS.join(' ')).update(LINK_OPTIONS.join(' '));
  for (const name of COMMON) hash.update(readFileSync(guestFile(name)));
  hash.update(spawnSync('gcc', ['--version'], { encoding: 'utf8' }).stdout);
  const folder = join(projectRoot, '.cache', 'bench', `${kernel.name}-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) {
    const work = `${folder}.${process.pid}`;
    mkdirSync(work, { recursive: true });
    try {
      const source = generated ? join(work, `${kernel.name}.c`) : guestFile(kernel.source as string);
      if (generated) writeFileSync(source, text);
      build(work, source);
      renameSync(work, folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return { elf: readFileSync(join(folder, 'guest.elf')), rom: readFileSync(join(folder, 'guest.rom')) };
}

function guestFile(name: string): string {
  return sourcePath(join('bench', 'guest', name));
}

function build(work: string, source: string): void {
  const file = (name: string) => join(work, name);
  const linked = ['-Wl,-T,' + guestFile('link.ld'), '-o', file('guest.elf64')];
  tool('gcc', [...C_OPTIONS, ...LINK_OPTIONS, ...linked, guestFile('start.S'), guestFile('run.c'), source]);
  // QEMU's multiboot loader takes ELF32 only; the code inside is the same.
  tool('objcopy', ['-O', 'elf32-i386', file('guest.elf64'), file('guest.elf')]);
  tool('objcopy', ['-O', 'binary', file('guest.elf64'), file('guest.bin')]);
  const image = readFileSync(file('guest.bin'));
  const entry = readFileSync(file('guest.elf')).readUInt32LE(24);
  tool('gcc', [
    `-DKERNEL_BYTES=${image.length}`,
    `-DKERNEL_ENTRY=${entry}`,
    '-c',
    '-o',
    file('rom.o'),
    guestFile('rom.S'),
  ]);
  tool('objcopy', ['-O', 'binary', file('rom.o'), file('rom.bin')]);
  // A ROM is a power of two in size and ends below 4 GiB: filling, the image, the code that starts it.
  let size = 0x2_0000;
  while (size < image.length + ROM_PART) size *= 2;
  const filling = Buffer.alloc(size - image.length - ROM_PART, 0xff);
  writeFileSync(file('guest.rom'), Buffer.concat([filling, image, readFileSync(file('rom.bin'))]));
}

function tool(command: string, parameters: readonly string[]): void {
  const done = spawnSync(command, parameters, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr || done.error?.message}`);
}

/** The image with another number of iterations: a u64 behind a mark. */
export function withIterations(image: Uint8Array, iterations: number): Uint8Array {
  const patched = Buffer.from(image);
  const at = patched.indexOf(MARK);
  if (at < 0) throw new Error('withIterations: expected a benchmark image, got one without its mark');
  patched.writeBigUInt64LE(BigInt(iterations), at + MARK.length);
  return patched;
}
