import { existsSync, readFileSync } from 'node:fs';
import { SoftEngine, type SoftEngineOptions } from '../../src/engine/soft/soft-engine.ts';
import type { VmStop } from '../../src/vm/stop.ts';
import { type RunOptions, Vm, type VmOptions } from '../../src/vm/vm.ts';
import { type Assembler, assembler } from './assembler.ts';
import { GUEST_BASE, type GuestImage } from './guest-image.ts';
import { type GuestOutcome, parseResults } from './guest-runner.ts';
import { sourcePath } from './path.ts';

const CORE = sourcePath('dist/core.wasm');
/** Why there is no soft engine to test, or false. */
export const noEngine: string | false = existsSync(CORE) ? false : 'dist/core.wasm is not built';

/** Enough for every loop of the test guests, seconds of virtual time. */
const LIMIT = 100_000_000;

/** A soft engine with the built core. */
export function builtEngine(options?: SoftEngineOptions): SoftEngine {
  return new SoftEngine(readFileSync(CORE), options);
}

/** A VM on the soft engine, with its console's text. */
export interface VmGuest {
  readonly vm: Vm;
  readonly consoleText: () => string;
}

/** A VM of `memoryBytes` (default 64 MiB) with the debug-exit port. */
export function vmGuest(options: Partial<VmOptions> = {}): VmGuest {
  const console: number[] = [];
  const vm = new Vm({
    engine: builtEngine(),
    memoryBytes: 64 << 20,
    debugExit: true,
    onConsole: (byte) => console.push(byte),
    ...options,
  });
  return { vm, consoleText: () => String.fromCharCode(...console) };
}

/** A multiboot image of guestImage() in a VM, at its entry. */
export function loadImage(vm: Vm, image: GuestImage): void {
  vm.memory.write(GUEST_BASE, image.bytes, { force: true });
  const flat = (attributes: number, selector: number) => ({ selector, base: 0n, limit: 0xffff_ffff, attributes });
  const data = flat(0xc093, 0x10);
  vm.vcpus[0].setRegisters({
    rip: BigInt(image.entry),
    rflags: 2n,
    rax: 0x2bad_b002n,
    cr0: 0x11n,
    cs: flat(0xc09b, 8),
    ss: data,
    ds: data,
    es: data,
    fs: data,
    gs: data,
  });
}

/** Run a guest image on the whole VM, as the runners of guest-runner.ts do on theirs. */
export async function runImage(image: GuestImage, prepare: (vm: Vm) => void = () => {}): Promise<GuestOutcome> {
  const { vm, consoleText } = vmGuest();
  try {
    loadImage(vm, image);
    prepare(vm);
    const stop = await vm.run({ maxInstructions: LIMIT });
    if (stop.kind === 'debug-exit') return { kind: 'done', results: parseResults(consoleText()) };
    if (stop.kind === 'triple-fault') return { kind: 'shutdown' };
    const rip = vm.vcpus[0].rip.toString(16);
    return { kind: 'stuck', reason: `${JSON.stringify(stop)} at rip ${rip}` };
  } finally {
    vm.dispose();
  }
}

/** Where the code of a flat guest is. */
export const FLAT_CODE = 0x10_0000;
const FLAT_STACK = 0x18_0000n;
const PML4 = 0x1000;

/**
 * A VM of 4 MiB with 64-bit code at FLAT_CODE, CPL 0, interrupts off, a stack below 0x180000, 2-MiB identity pages over
 * the first GiB (page tables at 0x1000..0x3fff), and no IDT.
 */
export function flatGuest(write: (a: Assembler) => void, options: Partial<VmOptions> = {}): Vm {
  const { vm } = vmGuest({ memoryBytes: 4 << 20, ...options });
  loadFlat(vm, write);
  return vm;
}

/** Put 64-bit code into a VM and go to its start. @returns addresses of its labels */
export function loadFlat(vm: Vm, write: (a: Assembler) => void): (label: string) => number {
  const a = assembler(64, FLAT_CODE);
  write(a);
  const tables = new DataView(new ArrayBuffer(0x3000));
  tables.setBigUint64(0, BigInt(PML4 + 0x1000) | 7n, true);
  tables.setBigUint64(0x1000, BigInt(PML4 + 0x2000) | 7n, true);
  for (let i = 0; i < 512; i++) tables.setBigUint64(0x2000 + 8 * i, (BigInt(i) << 21n) | 0x87n, true);
  vm.memory.write(PML4, new Uint8Array(tables.buffer), { force: true });
  vm.memory.write(FLAT_CODE, a.bytes(), { force: true });
  const data = { selector: 0x10, base: 0n, limit: 0xffff_ffff, attributes: 0xc093 };
  vm.vcpus[0].setRegisters({
    rip: BigInt(FLAT_CODE),
    rsp: FLAT_STACK,
    rflags: 2n,
    cr0: 0x8001_0033n,
    cr3: BigInt(PML4),
    cr4: 0x6a0n,
    efer: 0xd01n,
    cs: { selector: 8, base: 0n, limit: 0xffff_ffff, attributes: 0xa09b },
    ss: data,
    ds: data,
    es: data,
  });
  return (label) => Number(a.addressOf(label));
}

/** Run until the guest halts, or something else ends it. */
export function runToEnd(vm: Vm, options: RunOptions = {}): Promise<VmStop> {
  return vm.run({ maxInstructions: LIMIT, ...options });
}
