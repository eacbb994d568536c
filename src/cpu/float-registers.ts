/** x87 and SSE registers out of a processor's saved state, and back into one: what a debugger shows and edits. */
import { STATE } from '../spec/state/layout.ts';
import type { ProcessorState } from './registers.ts';

/** x87 and SSE state. Numbers as FXSAVE has them, but the tag word is the full one of FSAVE. */
export interface FloatRegisters {
  /** ST(0) to ST(7), 80 bits each. */
  readonly st: readonly bigint[];
  readonly fcw: number;
  readonly fsw: number;
  /** Two bits a physical register: 0 valid, 1 zero, 2 special, 3 empty. SDM Vol. 1, "x87 FPU Tag Word". */
  readonly ftw: number;
  readonly fcs: number;
  readonly fip: bigint;
  readonly fds: number;
  readonly fdp: bigint;
  readonly fop: number;
  /** XMM0 to XMM15, 128 bits each. */
  readonly xmm: readonly bigint[];
  readonly mxcsr: number;
}

const X87 = 8;
const XMM = 16;
const REGISTER_BYTES = 16;
/** A saved state begins with the state page's first field. */
const BASE = STATE.REGS;
const EMPTY = 3;

/** @example readFloatRegisters(vm.vcpu.save()).xmm[0] */
export function readFloatRegisters({ bytes }: ProcessorState): FloatRegisters {
  const view = viewOf(bytes);
  const fsw = view.getUint16(STATE.X87_FSW - BASE, true);
  const physical = Array.from({ length: X87 }, (_, i) => readX87(view, i));
  const present = view.getUint8(STATE.X87_FTW - BASE);
  return {
    st: physical.map((_, i) => physical[(topOf(fsw) + i) % X87] as bigint),
    fcw: view.getUint16(STATE.X87_FCW - BASE, true),
    fsw,
    ftw: physical.reduce((tags, value, i) => tags | (tagOf(value, ((present >> i) & 1) !== 0) << (2 * i)), 0),
    fcs: view.getUint16(STATE.X87_FCS - BASE, true),
    fip: view.getBigUint64(STATE.X87_FIP - BASE, true),
    fds: view.getUint16(STATE.X87_FDS - BASE, true),
    fdp: view.getBigUint64(STATE.X87_FDP - BASE, true),
    fop: view.getUint16(STATE.X87_FOP - BASE, true),
    xmm: Array.from({ length: XMM }, (_, i) => readXmm(view, i)),
    mxcsr: view.getUint32(STATE.MXCSR - BASE, true),
  };
}

/** @returns a copy of the state with these x87 and SSE registers; values are cut to their width */
export function withFloatRegisters(state: ProcessorState, floats: FloatRegisters): ProcessorState {
  const bytes = state.bytes.slice();
  const view = viewOf(bytes);
  view.setUint16(STATE.X87_FCW - BASE, floats.fcw, true);
  view.setUint16(STATE.X87_FSW - BASE, floats.fsw, true);
  let present = 0;
  for (let i = 0; i < X87; i++) if (((floats.ftw >> (2 * i)) & 3) !== EMPTY) present |= 1 << i;
  view.setUint8(STATE.X87_FTW - BASE, present);
  view.setUint16(STATE.X87_FCS - BASE, floats.fcs, true);
  view.setBigUint64(STATE.X87_FIP - BASE, floats.fip, true);
  view.setUint16(STATE.X87_FDS - BASE, floats.fds, true);
  view.setBigUint64(STATE.X87_FDP - BASE, floats.fdp, true);
  view.setUint16(STATE.X87_FOP - BASE, floats.fop, true);
  floats.st.forEach((value, i) => {
    const at = STATE.X87_REGS - BASE + ((topOf(floats.fsw) + i) % X87) * REGISTER_BYTES;
    view.setBigUint64(at, BigInt.asUintN(64, value), true);
    view.setUint16(at + 8, Number(BigInt.asUintN(16, value >> 64n)), true);
  });
  floats.xmm.forEach((value, i) => {
    const at = STATE.XMM - BASE + i * REGISTER_BYTES;
    view.setBigUint64(at, BigInt.asUintN(64, value), true);
    view.setBigUint64(at + 8, BigInt.asUintN(64, value >> 64n), true);
  });
  view.setUint32(STATE.MXCSR - BASE, floats.mxcsr, true);
  return { ...state, bytes };
}

function topOf(fsw: number): number {
  return (fsw >> 11) & 7;
}
function readX87(view: DataView, physical: number): bigint {
  const at = STATE.X87_REGS - BASE + physical * REGISTER_BYTES;
  return view.getBigUint64(at, true) | (BigInt(view.getUint16(at + 8, true)) << 64n);
}
function readXmm(view: DataView, i: number): bigint {
  const at = STATE.XMM - BASE + i * REGISTER_BYTES;
  return view.getBigUint64(at, true) | (view.getBigUint64(at + 8, true) << 64n);
}
function tagOf(value: bigint, isPresent: boolean): number {
  if (!isPresent) return EMPTY;
  const exponent = (value >> 64n) & 0x7fffn;
  const significand = BigInt.asUintN(64, value);
  if (exponent === 0n && significand === 0n) return 1;
  return exponent === 0n || exponent === 0x7fffn || significand >> 63n === 0n ? 2 : 0;
}
function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
