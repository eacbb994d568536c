// Shuffles by an immediate. The element numbers are not constants, so elements go through general loads and stores;
// everything is read before anything is written, since source and destination may be one register.
import { SCRATCH } from '../generated/layout';
import { dstMmx, dstXmm, imm } from './operand';
import { checkMmx, checkSse, putMmx, source128, sourceMmx } from './sse-operand';

/** Behind the 16 bytes that source128() may have put at SCRATCH. */
const WORK: usize = SCRATCH + 32;

function element32(vector: usize, selector: u32): u32 {
  return load<u32>(vector + ((<usize>selector & 3) << 2));
}

function word(vector: usize, selector: u32): u64 {
  return <u64>load<u16>(vector + ((<usize>selector & 3) << 1));
}

/** Four words chosen by the four bit pairs of `order`. */
function fourWords(vector: usize, order: u32): u64 {
  return (
    word(vector, order) |
    (word(vector, order >> 2) << 16) |
    (word(vector, order >> 4) << 32) |
    (word(vector, order >> 6) << 48)
  );
}

export function pshufd(pc: usize): void {
  shuffleDwords(pc, true);
}

export function shufps(pc: usize): void {
  shuffleDwords(pc, false);
}

/** Two elements from the first operand and two from the second, or all from the second. */
function shuffleDwords(pc: usize, onlySecond: bool): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  const low = onlySecond ? s : d;
  const order = <u32>imm(pc);
  const r0 = element32(low, order);
  const r1 = element32(low, order >> 2);
  const r2 = element32(s, order >> 4);
  const r3 = element32(s, order >> 6);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function shufpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  const order = <usize>imm(pc);
  const r0 = load<u64>(d + ((order & 1) << 3));
  const r1 = load<u64>(s + ((order & 2) << 2));
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function pshuflw(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  const low = fourWords(s, <u32>imm(pc));
  const high = load<u64>(s, 8);
  store<u64>(d, low);
  store<u64>(d, high, 8);
}

export function pshufhw(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  const low = load<u64>(s);
  const high = fourWords(s + 8, <u32>imm(pc));
  store<u64>(d, low);
  store<u64>(d, high, 8);
}

export function pshufwMmx(pc: usize): void {
  checkMmx(pc);
  store<u64>(WORK, sourceMmx(pc));
  putMmx(dstMmx(pc), fourWords(WORK, <u32>imm(pc)));
}

/** PALIGNR: 16 bytes out of first:second, starting at byte `imm` of the second; zeros come in from above. */
export function palignr(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  const from = min(<u32>imm(pc) & 0xff, 32);
  v128.store(WORK, v128.load(s));
  v128.store(WORK, v128.load(d), 16);
  v128.store(WORK, i64x2.splat(0), 32);
  v128.store(WORK, i64x2.splat(0), 48);
  v128.store(d, v128.load(WORK + <usize>from));
}

export function palignrMmx(pc: usize): void {
  checkMmx(pc);
  const s = sourceMmx(pc);
  const d = dstMmx(pc);
  const from = min(<u32>imm(pc) & 0xff, 16);
  store<u64>(WORK, s);
  store<u64>(WORK, load<u64>(d), 8);
  v128.store(WORK, i64x2.splat(0), 16);
  putMmx(d, load<u64>(WORK + <usize>from));
}
