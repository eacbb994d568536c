/**
 * A case of the lockstep tests: the user-level state a processor starts one short piece of code with, and the state it
 * ends with. test/diff/host-cpu.c reads and writes the same records; the core's runner maps the same addresses.
 */
export const CODE_PAGE = 0x1000_0000;
/** Where the code stands; the rest of its page is INT3. */
export const CODE_AT = CODE_PAGE + 0x800;
/** Two pages, nothing mapped around them. */
export const DATA_PAGES = 0x1001_0000;
export const DATA_SIZE = 0x2000;
/** What a case fills and gets back: 512 bytes of either data page. The rest of them is 0. */
export const WINDOW = DATA_PAGES + 0xe00;
export const WINDOW_SIZE = 0x400;
export const FX_SIZE = 512;

export interface MachineCase {
  /** What the case is about: row and form, for messages. */
  readonly title: string;
  /** The row's handler name: chooses what is compared. */
  readonly name: string;
  /** 64, or 32: compatibility mode. */
  readonly bits: 64 | 32;
  /** At most 64 bytes. */
  readonly code: Uint8Array;
  /** rax rcx rdx rbx rsp rbp rsi rdi r8 … r15 */
  readonly gpr: BigUint64Array;
  readonly rflags: bigint;
  /** FXSAVE image in the 64-bit format: x87, MXCSR, XMM. */
  readonly fx: Uint8Array;
  readonly window: Uint8Array;
  /** Flags that the instruction leaves undefined, or on which vendors differ. */
  readonly undefinedFlags: number;
  /** Bytes of the window (offset, length) where vendors differ: not compared. */
  readonly unspecified?: readonly (readonly [offset: number, length: number])[];
}

export interface MachineResult {
  readonly gpr: BigUint64Array;
  readonly rflags: bigint;
  readonly rip: bigint;
  /** 3: the INT3 behind the code (or at a branch target) was reached. 255: it never ended. */
  readonly vector: number;
  readonly error: number;
  /** Of a page fault, else 0. */
  readonly cr2: bigint;
  readonly fx: Uint8Array;
  readonly window: Uint8Array;
  /** Bytes of the data pages outside the window were written. */
  readonly outside: boolean;
}

/** Carries out cases: the host's processor, the core, another emulator. */
export interface CaseRunner {
  readonly name: string;
  run(cases: readonly MachineCase[]): MachineResult[];
}

/** Bytes of a `struct request`, and of a `struct response`. */
export const REQUEST_SIZE = 1744;
export const RESPONSE_SIZE = 1704;

/** Cases as `struct request` of test/diff/host-cpu.c. */
export function packCases(cases: readonly MachineCase[]): Uint8Array {
  const bytes = new Uint8Array(cases.length * REQUEST_SIZE);
  const view = new DataView(bytes.buffer);
  for (const [i, one] of cases.entries()) {
    const at = i * REQUEST_SIZE;
    for (let r = 0; r < 16; r++) view.setBigUint64(at + 8 * r, one.gpr[r] as bigint, true);
    view.setBigUint64(at + 128, one.rflags, true);
    bytes[at + 136] = one.code.length;
    bytes[at + 137] = one.bits;
    bytes.set(one.code, at + 144);
    bytes.set(one.fx, at + 208);
    bytes.set(one.window, at + 720);
  }
  return bytes;
}

/** Results out of `struct response` records of test/diff/host-cpu.c. */
export function unpackResults(bytes: Uint8Array): MachineResult[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const results: MachineResult[] = [];
  for (let at = 0; at + RESPONSE_SIZE <= bytes.length; at += RESPONSE_SIZE) {
    results.push({
      gpr: BigUint64Array.from({ length: 16 }, (_, r) => view.getBigUint64(at + 8 * r, true)),
      rflags: view.getBigUint64(at + 128, true),
      rip: view.getBigUint64(at + 136, true),
      vector: view.getUint32(at + 144, true),
      error: view.getUint32(at + 148, true),
      cr2: view.getBigUint64(at + 152, true),
      fx: bytes.slice(at + 160, at + 672),
      window: bytes.slice(at + 672, at + 1696),
      outside: view.getBigUint64(at + 1696, true) !== 0n,
    });
  }
  return results;
}
