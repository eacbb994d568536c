/** A small guest that makes one access at a time, for the selftest's cases. */
import { planFlat } from '../../boot/flat.ts';
import { SoftVcpu } from '../../engine/soft/soft-vcpu.ts';
import { AREA } from '../../spec/state/layout.ts';
import type { Engine } from '../../vm/engine.ts';
import { Vm } from '../../vm/vm.ts';

export const PAGE = 4096;
/** Write mask of a page that is not protected. */
export const OPEN = 0xffff_ffff;
/** A page in the middle of a 2-MiB region, and one that ends one. */
export const GPA = 0x40_8000;
export const LAST_GPA = 0x5f_f000;
/** Two slots side by side, of four pages each. */
export const SLOT_GPA = 0x1000_0000;
export const [FIRST_SLOT, SECOND_SLOT] = [100, 101];
export const SLOT_BYTES = 4 * PAGE;

const MEMORY_BYTES = 16 << 20;
const CODE_GPA = 0x1_0000;

/** A stub of 16 bytes: the access, then `mov al, 1; out 0xf4, al`. */
const STUBS = {
  write1: [0x88, 0x1f], // mov [rdi], bl
  write4: [0x89, 0x1f], // mov [rdi], ebx
  write8: [0x48, 0x89, 0x1f], // mov [rdi], rbx
  add4: [0x01, 0x1f], // add [rdi], ebx
  read4: [0x8b, 0x1f], // mov ebx, [rdi]
  input: [0xf3, 0x6c], // rep insb: as many bytes as the value says, from the debug-exit port's neighbour
} as const;
export type Stub = keyof typeof STUBS;
const NAMES = Object.keys(STUBS) as Stub[];
const STUB_BYTES = 16;
const GUEST = new Uint8Array(NAMES.length * STUB_BYTES).fill(0xf4);
NAMES.forEach((name, i) => {
  GUEST.set([...STUBS[name], 0xb0, 1, 0xe6, 0xf4], i * STUB_BYTES);
});
/** The line status register of the first serial port: bytes that say "ready to send". */
const INPUT_PORT = 0x3fd;
export const INPUT_BYTE = 0x60;

/** A case: what it is about, what it needs, and what it does. It throws CaseFailed. */
export interface Case {
  readonly name: string;
  /** `tables`: an engine whose processor walks our tables. `whole-stores`: see EngineCapabilities.wholeStores. */
  readonly needs?: 'tables' | 'whole-stores';
  readonly run: (guest: TestGuest) => Promise<void>;
}

/** What was expected and what was there instead, in one line. */
export class CaseFailed extends Error {}

/** @throws CaseFailed */
export function check(condition: boolean, message: string): void {
  if (!condition) throw new CaseFailed(message);
}

/** A number for messages. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** The guest, one access at a time. */
export class TestGuest {
  readonly vm: Vm;

  constructor(engine: Engine) {
    this.vm = new Vm({ engine, memoryBytes: MEMORY_BYTES, debugExit: true });
    this.vm.boot(planFlat({ image: GUEST, commandLine: '', memoryBytes: MEMORY_BYTES }, { address: CODE_GPA }));
    this.vm.space.addSlot({ id: FIRST_SLOT, gpa: SLOT_GPA, size: SLOT_BYTES });
    this.vm.space.addSlot({ id: SECOND_SLOT, gpa: SLOT_GPA + SLOT_BYTES, size: SLOT_BYTES });
  }

  /** Make an access. @returns the denied address, or undefined when it was done */
  async access(stub: Stub, gpa: number, value = 0n): Promise<number | undefined> {
    this.vm.vcpus[0].setRegisters({
      rip: BigInt(CODE_GPA + NAMES.indexOf(stub) * STUB_BYTES),
      rdi: BigInt(gpa),
      rbx: value,
      rcx: value,
      rdx: BigInt(INPUT_PORT),
    });
    return this.goOn(stub);
  }

  /** Run on from where the guest stands. */
  async goOn(what: string): Promise<number | undefined> {
    const stop = await this.vm.run();
    if (stop.kind === 'protected-write') return stop.gpa;
    check(stop.kind === 'debug-exit', `${what}: expected to be done or denied, got ${JSON.stringify(stop)}`);
    return undefined;
  }

  /** Make an access that is to be denied at an address, or to be done (undefined). */
  async expect(stub: Stub, gpa: number, denied: number | undefined, value = 0n): Promise<void> {
    const got = await this.access(stub, gpa, value);
    check(got === denied, `${stub} at ${hex(gpa)}: expected ${describe(denied)}, got ${describe(got)}`);
  }

  /** Set the masks of pages from an address on. */
  set(gpa: number, ...masks: number[]): void {
    this.vm.setSubPageAccess(gpa / PAGE, Uint32Array.from(masks));
  }

  expectBytes(gpa: number, ...bytes: number[]): void {
    const got = [...this.vm.memory.read(gpa, bytes.length)];
    const isSame = bytes.every((byte, i) => byte === got[i]);
    check(isSame, `memory at ${hex(gpa)}: expected ${bytes}, got ${got}`);
  }

  /** Size of the EPT leaf over an address, 1 to 3; 0: not mapped. */
  leafLevel(gpa: number): number {
    return this.vm.space.ept.findLeaf(gpa / PAGE) === 0 ? 0 : this.vm.space.ept.leafLevel;
  }

  /** Host-physical memory, tables and all, of an engine whose processor walks them. */
  get hostWords(): Uint32Array {
    const [vcpu] = this.vm.vcpus;
    if (!(vcpu instanceof SoftVcpu)) throw new CaseFailed('expected an engine whose processor walks our tables');
    return new Uint32Array(vcpu.processor.memory.buffer, AREA.HOST_PHYS);
  }
}

function describe(denied: number | undefined): string {
  return denied === undefined ? 'done' : `denied at ${hex(denied)}`;
}
