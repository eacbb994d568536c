import { OP, STATE } from '../../src/spec/state/layout.ts';
import { type TestWasm, testWasm } from './test-wasm.ts';

/** Flat memory: a linear address is an address in the module's memory. */
const ACCESS = `
export function load8(pc: usize, gla: u64): u32 { return load<u8>(<usize>gla); }
export function load16(pc: usize, gla: u64): u32 { return load<u16>(<usize>gla); }
export function load32(pc: usize, gla: u64): u32 { return load<u32>(<usize>gla); }
export function load64(pc: usize, gla: u64): u64 { return load<u64>(<usize>gla); }
export function store8(pc: usize, gla: u64, v: u32): void { store<u8>(<usize>gla, v); }
export function store16(pc: usize, gla: u64, v: u32): void { store<u16>(<usize>gla, v); }
export function store32(pc: usize, gla: u64, v: u32): void { store<u32>(<usize>gla, v); }
export function store64(pc: usize, gla: u64, v: u64): void { store<u64>(<usize>gla, v); }
export function loadBytes(pc: usize, gla: u64, length: u32, to: usize): void { memory.copy(to, <usize>gla, length); }
export function storeBytes(pc: usize, gla: u64, length: u32, from: usize): void { memory.copy(<usize>gla, from, length); }
export function probeWrite(pc: usize, gla: u64, length: u32): void {}
`;
/** Exceptions leave through an import that throws. */
const RAISE = `
@external("env", "raised") declare function raised(vector: u32, error: u32): void;
export const UD: u32 = 6; export const NM: u32 = 7; export const GP: u32 = 13; export const MF: u32 = 16;
export function raise(pc: usize, vector: u32): void { raised(vector, 0); }
export function raiseError(pc: usize, vector: u32, error: u32): void { raised(vector, error); }
export function currentRip(pc: usize): u64 { return 0x1234; }
`;
/** Arithmetic flags, not lazy. */
const FLAGS = `
export const CF: u32 = 1; export const PF: u32 = 4; export const AF: u32 = 0x10;
export const ZF: u32 = 0x40; export const SF: u32 = 0x80; export const OF: u32 = 0x800;
export function getFlags(): u32 { return load<u32>(${STATE.RFLAGS}) & 0x8d5; }
export function setFlags(bits: u32): void { store<u32>(${STATE.RFLAGS}, bits); }
`;

/** Where the decoded operation and its memory operand are in the test module's memory. */
const PC = 0x4000;
/** Address of the memory operand, 64-byte aligned. */
export const OPERAND = 0x5000;

/** An exception that a handler raised. */
export class Raised extends Error {
  readonly vector: number;
  constructor(vector: number) {
    super(`vector ${vector}`);
    this.vector = vector;
  }
}

/** The x87 handlers over flat memory, with the state laid out as in the core. */
export class X87Machine {
  readonly #wasm: TestWasm;
  readonly view: DataView;
  readonly bytes: Uint8Array;

  private constructor(wasm: TestWasm) {
    this.#wasm = wasm;
    this.view = new DataView(wasm.memory.buffer);
    this.bytes = new Uint8Array(wasm.memory.buffer);
  }

  static async create(): Promise<X87Machine> {
    const replaced = { 'assembly/mem/access': ACCESS, 'assembly/exec/raise': RAISE, 'assembly/exec/flags': FLAGS };
    const machine = new X87Machine(
      await testWasm('assembly/test/x87', replaced, {
        raised(vector: number) {
          throw new Raised(vector);
        },
      }),
    );
    machine.view.setUint32(STATE.CR0, 0x21, true);
    machine.view.setUint32(STATE.CR4, 0x4_0200, true);
    machine.view.setUint32(STATE.EFER, 0x500, true);
    machine.view.setUint32(STATE.SEGS + 24 + 12, 0x2000, true);
    machine.view.setUint32(STATE.XCR0, 3, true);
    return machine;
  }

  /** Load x87 state, MXCSR and XMM0..XMM2 from the start of an FXSAVE image. */
  load(fx: Uint8Array): void {
    const image = new DataView(fx.buffer, fx.byteOffset, fx.byteLength);
    const fsw = image.getUint16(2, true);
    this.view.setUint16(STATE.X87_FCW, image.getUint16(0, true), true);
    this.view.setUint16(STATE.X87_FSW, fsw, true);
    this.view.setUint8(STATE.X87_FTW, image.getUint8(4));
    for (let i = 0; i < 8; i++) {
      const at = STATE.X87_REGS + 16 * (((fsw >> 11) + i) & 7);
      this.bytes.set(fx.subarray(32 + 16 * i, 42 + 16 * i), at);
    }
    this.view.setUint32(STATE.MXCSR, image.getUint32(24, true), true);
    this.bytes.set(fx.subarray(160, 208), STATE.XMM);
  }

  /** The same, out of the state. */
  save(): Uint8Array {
    const fx = new Uint8Array(208);
    const image = new DataView(fx.buffer);
    const fsw = this.view.getUint16(STATE.X87_FSW, true);
    image.setUint16(0, this.view.getUint16(STATE.X87_FCW, true), true);
    image.setUint16(2, fsw, true);
    image.setUint8(4, this.view.getUint8(STATE.X87_FTW));
    for (let i = 0; i < 8; i++) {
      const at = STATE.X87_REGS + 16 * (((fsw >> 11) + i) & 7);
      fx.set(this.bytes.subarray(at, at + 10), 32 + 16 * i);
    }
    image.setUint32(24, this.view.getUint32(STATE.MXCSR, true), true);
    fx.set(this.bytes.subarray(STATE.XMM, STATE.XMM + 48), 160);
    return fx;
  }

  /**
   * Carry out a handler by its row's name.
   * @param source number of the ST(i) operand
   * @param sizeLog2 1, 2 or 3 for a 16-, 32- or 64-bit operand size
   * @throws Raised for an exception
   */
  run(name: string, { source = 0, sizeLog2 = 2, offset = 0 } = {}): void {
    const handler = this.#wasm.exports[name];
    if (handler === undefined) throw new Error(`run: expected the name of a handler, got ${name}`);
    this.view.setUint8(PC + OP.OP_DST, source);
    this.view.setUint8(PC + OP.OP_BASE, 128);
    this.view.setUint8(PC + OP.OP_INDEX, 128);
    this.view.setUint8(PC + OP.OP_SCALE, 0x80);
    this.view.setUint8(PC + OP.OP_LEN, 2 | (sizeLog2 << 4));
    this.view.setInt32(PC + OP.OP_DISP, OPERAND + offset, true);
    handler(PC);
  }
}
