import { readFileSync } from 'node:fs';
import { OP, REG_SLOT, STATE } from '../../src/spec/state/layout.ts';
import type { Row } from '../../src/spec/x86/row.ts';
import type { Form } from './encode.ts';
import {
  DATA_PAGES,
  DATA_SIZE,
  FX_SIZE,
  type MachineCase,
  type MachineResult,
  WINDOW,
  WINDOW_SIZE,
} from './machine-case.ts';
import { sourcePath } from './path.ts';
import { testWasm } from './test-wasm.ts';

/** Where assembly/test/flat-access.ts keeps DATA_PAGES, and where this file puts the operation to be executed. */
const DATA_AT = 0x14_0000;
const OP_AT = 0x13_0000;
const ARITHMETIC_FLAGS = 0x8d5;
const CR0_DEFAULT = 0x8000_0033n;
const CR4_DEFAULT = 0x620n;

/** A case and the decoded operation that its code stands for. */
export interface FlatCase extends MachineCase {
  readonly op: Uint8Array;
  /** CR0 and CR4, where a test wants others than those of a running Linux. */
  readonly cr0?: bigint;
  readonly cr4?: bigint;
}

/**
 * The decoded operation (OP of src/spec/state/layout.ts) of a row in a form: what the decoder would make of encode()'s
 * bytes. Memory operands have a base and a displacement.
 */
export function operationFor(row: Row, form: Form, length: number): Uint8Array {
  const op = new Uint8Array(OP.OP_SIZE);
  const view = new DataView(op.buffer);
  const codes = row[2] === '' ? [] : row[2].split(' ');
  op[OP.OP_BASE] = REG_SLOT.REG_ZERO;
  op[OP.OP_INDEX] = REG_SLOT.REG_ZERO;
  let size = 2;
  codes.forEach((code, position) => {
    const field = position === 0 ? OP.OP_DST : OP.OP_SRC;
    const kind = code[0] as string;
    if (code[1] === 'y' && form.operandSize === 64) size = 3;
    if (kind === 'I') view.setInt32(OP.OP_IMM, Number(form.immediate), true);
    else if (kind === 'Y')
      view.setInt32(OP.OP_IMM, 2 | (3 << 4), true); // 64-bit addresses, DS
    else if ('VPG'.includes(kind)) op[field] = registerOffset(kind, form.reg);
    else if (form.rm.kind === 'register') op[field] = registerOffset(kind, form.rm.register);
    else if (form.rm.kind === 'memory') {
      op[OP.OP_BASE] = (form.rm.base ?? 16) * 8;
      op[OP.OP_SCALE] = 0x80;
      view.setInt32(OP.OP_DISP, form.rm.displacement, true);
    }
  });
  op[OP.OP_LEN] = (length & 15) | (size << 4);
  return op;
}

function registerOffset(kind: string, number: number): number {
  if ('VWU'.includes(kind)) return 16 * number;
  if ('PQN'.includes(kind)) return 16 * (number & 7);
  return 8 * number;
}

/** Handlers of an AssemblyScript entry over flat memory: no decoder, no paging, no run loop. */
export interface FlatCore {
  /** Whether the module exports a handler of this name. */
  has(name: string): boolean;
  run(one: FlatCase): MachineResult;
}

/**
 * Build `entry` (path from the project's root without extension) with flat-access.ts, flat-raise.ts and flat-segment.ts of assembly/test/ in
 * the place of the real modules.
 */
export async function flatCore(entry: string): Promise<FlatCore> {
  const source = (path: string) => readFileSync(sourcePath(path), 'utf8');
  const { exports, memory } = await testWasm(entry, {
    'assembly/mem/access': source('assembly/test/flat-access.ts'),
    'assembly/exec/raise': source('assembly/test/flat-raise.ts'),
    'assembly/exec/segment': source('assembly/test/flat-segment.ts'),
  });
  const bytes = new Uint8Array(memory.buffer);
  const view = new DataView(memory.buffer);
  const { getFlags, setFlags } = exports as unknown as { getFlags(): number; setFlags(bits: number): void };

  function give(one: FlatCase): void {
    for (let i = 0; i < 16; i++) view.setBigUint64(STATE.REGS + 8 * i, one.gpr[i] as bigint, true);
    view.setBigUint64(STATE.REGS + REG_SLOT.REG_ZERO, 0n, true);
    view.setBigUint64(STATE.CR0, one.cr0 ?? CR0_DEFAULT, true);
    view.setBigUint64(STATE.CR4, one.cr4 ?? CR4_DEFAULT, true);
    view.setBigUint64(STATE.CR2, 0n, true);
    view.setUint32(STATE.EVENT_INFO, 0, true);
    view.setUint32(STATE.EVENT_ERROR, 0, true);
    setFlags(Number(one.rflags) & ARITHMETIC_FLAGS);
    const fx = new DataView(one.fx.buffer, one.fx.byteOffset);
    view.setUint16(STATE.X87_FCW, fx.getUint16(0, true), true);
    const fsw = fx.getUint16(2, true);
    view.setUint16(STATE.X87_FSW, fsw, true);
    view.setUint8(STATE.X87_FTW, fx.getUint8(4));
    view.setUint32(STATE.MXCSR, fx.getUint32(24, true), true);
    for (let i = 0; i < 8; i++) {
      const physical = ((fsw >> 11) + i) & 7;
      bytes.set(one.fx.subarray(32 + 16 * i, 48 + 16 * i), STATE.X87_REGS + 16 * physical);
    }
    bytes.set(one.fx.subarray(160, 416), STATE.XMM);
    bytes.fill(0, DATA_AT, DATA_AT + DATA_SIZE);
    bytes.set(one.window, DATA_AT + WINDOW - DATA_PAGES);
    bytes.set(one.op, OP_AT);
  }

  function take(one: FlatCase): MachineResult {
    const event = view.getUint32(STATE.EVENT_INFO, true);
    const vector = event === 0 ? 3 : event & 0xff;
    const fx = new Uint8Array(FX_SIZE);
    const out = new DataView(fx.buffer);
    const fsw = view.getUint16(STATE.X87_FSW, true);
    out.setUint16(0, view.getUint16(STATE.X87_FCW, true), true);
    out.setUint16(2, fsw, true);
    out.setUint8(4, view.getUint8(STATE.X87_FTW));
    out.setUint32(24, view.getUint32(STATE.MXCSR, true), true);
    for (let i = 0; i < 8; i++) {
      const physical = ((fsw >> 11) + i) & 7;
      const at = STATE.X87_REGS + 16 * physical;
      fx.set(bytes.subarray(at, at + 16), 32 + 16 * i);
    }
    fx.set(bytes.subarray(STATE.XMM, STATE.XMM + 256), 160);
    const window = DATA_AT + WINDOW - DATA_PAGES;
    const isZero = (from: number, to: number) => bytes.subarray(from, to).every((byte) => byte === 0);
    return {
      gpr: BigUint64Array.from({ length: 16 }, (_, i) => view.getBigUint64(STATE.REGS + 8 * i, true)),
      rflags: (one.rflags & ~BigInt(ARITHMETIC_FLAGS)) | BigInt(getFlags() & ARITHMETIC_FLAGS),
      rip: 0n,
      vector,
      error: view.getUint32(STATE.EVENT_ERROR, true),
      cr2: view.getBigUint64(STATE.CR2, true),
      fx,
      window: bytes.slice(window, window + WINDOW_SIZE),
      outside: !isZero(DATA_AT, window) || !isZero(window + WINDOW_SIZE, DATA_AT + DATA_SIZE),
    };
  }

  return {
    has: (name) => typeof exports[name] === 'function',
    run(one) {
      give(one);
      try {
        (exports[one.name] as (pc: number) => void)(OP_AT);
      } catch (error) {
        if (view.getUint32(STATE.EVENT_INFO, true) === 0) throw error; // not the trap of flat-raise.ts
      }
      return take(one);
    },
  };
}
