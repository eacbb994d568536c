import { CODE_PAGE, DATA_PAGES, DATA_SIZE, type MachineCase, type MachineResult } from '../support/machine-case.ts';
import { x87VendorsDiffer } from '../support/x87-vendors.ts';

/**
 * How far two processors may differ in an instruction's floating-point results: the reciprocal estimates are only
 * specified by their relative error, 1.5 * 2^-12 (SDM Vol. 2, "RCPPS", "RSQRTPS"), the x87 transcendentals by one unit in
 * the last place (SDM Vol. 1, "Transcendental Instruction Accuracy").
 */
export const ESTIMATES: ReadonlySet<string> = new Set(['rcpps', 'rcpss', 'rsqrtps', 'rsqrtss']);
export const TRANSCENDENTALS: ReadonlySet<string> = new Set([
  'fsin',
  'fcos',
  'fsincos',
  'fptan',
  'fpatan',
  'f2xm1',
  'fyl2x',
  'fyl2xp1',
]);

/** CF PF AF ZF SF TF IF DF OF. */
const RFLAGS_COMPARED = 0xfd5;

const hex = (value: bigint | number) => `0x${value.toString(16)}`;
const NAMES = [
  'rax',
  'rcx',
  'rdx',
  'rbx',
  'rsp',
  'rbp',
  'rsi',
  'rdi',
  'r8',
  'r9',
  'r10',
  'r11',
  'r12',
  'r13',
  'r14',
  'r15',
];

/** What differs between two results of a case, one line each; empty when they agree. */
export function differences(one: MachineCase, expected: MachineResult, got: MachineResult): string[] {
  if (storesAfterException(one, expected, got)) return [];
  if (x87VendorsDiffer(one.name, word(expected.fx, 0), word(expected.fx, 2))) return [];
  const lines: string[] = [];
  const check = (what: string, a: bigint | number, b: bigint | number) => {
    if (a !== b) lines.push(`${what}: expected ${hex(a)}, got ${hex(b)}`);
  };
  check('vector', expected.vector, got.vector);
  // Whether something else is mapped where the case has nothing is the harness's, not the processor's: P is not compared.
  const foreign = expected.vector === 14 && !isOfCase(expected.cr2);
  check('error code', foreign ? expected.error & ~1 : expected.error, foreign ? got.error & ~1 : got.error);
  check('cr2', expected.cr2, got.cr2);
  check('rip', expected.rip, got.rip);
  for (let i = 0; i < (one.bits === 64 ? 16 : 8); i++) {
    check(
      NAMES[i] as string,
      BigInt.asUintN(one.bits, expected.gpr[i] as bigint),
      BigInt.asUintN(one.bits, got.gpr[i] as bigint),
    );
  }
  const open = FLAG_COMPARISON.test(one.name) && isPending(expected) ? 0x8d5 : one.undefinedFlags;
  const flags = BigInt(RFLAGS_COMPARED & ~open);
  check('flags', expected.rflags & flags, got.rflags & flags);
  if (expected.outside !== got.outside)
    lines.push(`outside the window: expected ${expected.outside}, got ${got.outside}`);
  const specified = (i: number) => one.unspecified?.every(([at, length]) => i < at || i >= at + length) ?? true;
  for (let i = 0; i < expected.window.length; i++) {
    if (expected.window[i] !== got.window[i] && specified(i)) {
      const slice = (bytes: Uint8Array) => Buffer.from(bytes.slice(i & ~7, (i & ~7) + 16)).toString('hex');
      lines.push(`window+${hex(i & ~7)}: expected ${slice(expected.window)}, got ${slice(got.window)}`);
      break;
    }
  }
  if (ESTIMATES.has(one.name) && estimatesAgree(expected.fx, got.fx)) return lines;
  lines.push(...fxDifferences(expected.fx, got.fx, TRANSCENDENTALS.has(one.name), unspecifiedStatus(one, expected)));
  return lines;
}

/**
 * An x87 store with an unmasked exception stores nothing. Whether its memory operand is checked all the same is not
 * specified: AMD's processors do.
 */
function storesAfterException(one: MachineCase, expected: MachineResult, got: MachineResult): boolean {
  const pending = isPending(got) && got.vector === 3;
  return pending && /^f(i|b)?s?t/.test(one.name) && [12, 13, 14].includes(expected.vector);
}

/** FCOMI and its kin. With an unmasked exception AMD sets the flags, Intel leaves them. */
const FLAG_COMPARISON = /^fu?comip?$/;

/** Whether an unmasked x87 exception is pending (FSW.ES). */
function isPending(result: MachineResult): boolean {
  return ((result.fx[2] as number) & 0x80) !== 0;
}

/** Whether an address lies in the pages that a case has. */
function isOfCase(address: bigint): boolean {
  const page = Number(address >> 12n) * 4096;
  return page === CODE_PAGE || (page >= DATA_PAGES && page < DATA_PAGES + DATA_SIZE);
}

/** A little-endian 16-bit field. */
function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
}

/** Bits of the x87 status word on which vendors differ. */
function unspecifiedStatus(one: MachineCase, expected: MachineResult): number {
  // C1 tells whether the last place was rounded up: as unspecified as that place itself.
  // And PE, and UE with it: AMD reports results as inexact that happen to be exact.
  if (TRANSCENDENTALS.has(one.name)) return 0x0230;
  // A comparison that ends in an unmasked exception: AMD sets C3, C2, C0 to `unordered`, Intel leaves them.
  const pending = isPending(expected);
  if (FLAG_COMPARISON.test(one.name)) return 0x0200; // Intel clears C1, AMD leaves it
  return pending && /^f(u|i)?com|^ftst/.test(one.name) ? 0x4500 : 0;
}

/** Not compared: the x87 instruction and data pointers and opcode, which AMD saves only with a pending exception. */
function fxDifferences(expected: Uint8Array, got: Uint8Array, transcendental: boolean, unspecified: number): string[] {
  const lines: string[] = [];
  const field = (bytes: Uint8Array, at: number, size: number) =>
    Buffer.from(bytes.slice(at, at + size))
      .reverse()
      .toString('hex');
  const check = (what: string, at: number, size: number) => {
    const [a, b] = [field(expected, at, size), field(got, at, size)];
    if (a !== b) lines.push(`${what}: expected ${a}, got ${b}`);
  };
  check('fcw', 0, 2);
  const status = (bytes: Uint8Array) => ((bytes[2] as number) | ((bytes[3] as number) << 8)) & ~unspecified;
  if (status(expected) !== status(got)) check('fsw', 2, 2);
  check('ftw', 4, 1);
  check('mxcsr', 24, 4);
  for (let i = 0; i < 8; i++) {
    if (!(transcendental && withinOneUlp(expected, got, 32 + 16 * i))) check(`st${i}`, 32 + 16 * i, 10);
  }
  for (let i = 0; i < 16; i++) check(`xmm${i}`, 160 + 16 * i, 16);
  return lines;
}

/** Two 80-bit numbers whose significands are neighbours (as one number with the exponent above). */
function withinOneUlp(expected: Uint8Array, got: Uint8Array, at: number): boolean {
  const number = (bytes: Uint8Array) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return (BigInt(view.getUint16(at + 8, true)) << 63n) + BigInt.asUintN(63, view.getBigUint64(at, true));
  };
  const distance = number(expected) - number(got);
  return distance >= -1n && distance <= 1n;
}

/** Every single-precision element equal, or both normal and within twice the specified relative error. */
function estimatesAgree(expected: Uint8Array, got: Uint8Array): boolean {
  const a = new DataView(expected.buffer, expected.byteOffset);
  const b = new DataView(got.buffer, got.byteOffset);
  for (let at = 160; at < 416; at += 4) {
    if (a.getUint32(at, true) === b.getUint32(at, true)) continue;
    const [x, y] = [a.getFloat32(at, true), b.getFloat32(at, true)];
    if (!(Math.abs(x - y) <= Math.abs(x) * 3 * 2 ** -12)) return false;
  }
  return fxDifferences(expected, got, false, 0).every((line) => line.startsWith('xmm'));
}
