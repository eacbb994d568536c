import { existsSync, readFileSync } from 'node:fs';
import { Processor, type ProcessorHost } from '../../src/cpu/processor.ts';
import type { TranslatorOptions } from '../../src/jit/translator-options.ts';
import { AREA, STATE } from '../../src/spec/state/layout.ts';
import { EXIT_REASON } from '../../src/spec/vmx/exit.ts';
import type { Available } from './host-cpu.ts';
import {
  type CaseRunner,
  CODE_AT,
  CODE_PAGE,
  DATA_PAGES,
  DATA_SIZE,
  FX_SIZE,
  type MachineCase,
  type MachineResult,
  WINDOW,
  WINDOW_SIZE,
} from './machine-case.ts';
import { sourcePath } from './path.ts';

// The core as a runner of lockstep cases: EPT off, a small supervisor in host-physical memory, the case at CPL 3 with
// the same linear addresses and selectors as under Linux. An exception goes through the IDT to a HLT of its own.
const MEMORY_BYTES = 0x10_0000;
const PML4 = 0x1000;
const PDPT = 0x2000;
const PD = 0x3000;
const PT = 0x4000;
const KERNEL_PDPT = 0xd000;
const KERNEL_PD = 0xe000;
/** Where the supervisor's frames are mapped, as under Linux: low addresses hold nothing. */
const KERNEL = 0xffff_ffff_8000_0000n;
const GDT = 0x6000;
const IDT = 0x7000;
const TSS = 0x8000;
const HANDLERS = 0x9000;
const KERNEL_STACK = 0xb000;
const CODE_FRAME = 0x2_0000;
/** Two frames that do not follow each other, so that an access across pages must translate both. */
const DATA_FRAMES = [0x3_0000, 0x3_4000] as const;
const KERNEL_CODE = 0x10;
const USER_CODE_32 = 0x23;
const USER_DATA = 0x2b;
const USER_CODE_64 = 0x33;
const TSS_SELECTOR = 0x40;

const BUDGET = 10_000;
const VECTORS_WITH_ERROR: ReadonlySet<number> = new Set([8, 10, 11, 12, 13, 14, 17, 21]);

/** A host that offers nothing: no ports, no CPUID, no MSRs beyond those in the core. */
export const EMPTY_HOST: ProcessorHost = {
  portIn: () => 0xffff_ffff,
  portOut: () => {},
  cpuid: (_leaf, _subleaf, out) => void out.fill(0),
  readMsr: () => false,
  writeMsr: () => false,
  emulatedRead: () => 2,
  emulatedWrite: () => 2,
  readTsc: (out) => void out.fill(0),
  setTaskPriority: () => {},
};

/** The built core, or why it is not there. */
export function coreBytes(): { readonly bytes: Uint8Array } | { readonly absent: string } {
  const path = sourcePath('dist/core.wasm');
  if (!existsSync(path)) return { absent: 'dist/core.wasm is not built' };
  return { bytes: readFileSync(path) };
}

/** The core as a runner of lockstep cases; with `jit` every block is translated so. */
export function coreRunner(jit?: TranslatorOptions): Available<CaseRunner> {
  const core = coreBytes();
  if ('absent' in core) return core;
  const processor = new Processor(core.bytes, MEMORY_BYTES, EMPTY_HOST);
  processor.setControls({ physicalAddressBits: 39 });
  const translator = jit === undefined ? undefined : processor.translateHotCode(jit);
  const memory = new Uint8Array(processor.memory.buffer, AREA.HOST_PHYS, MEMORY_BYTES);
  const state = new Uint8Array(processor.memory.buffer, 0, AREA.STATIC);
  buildSupervisor(new DataView(processor.memory.buffer, AREA.HOST_PHYS, MEMORY_BYTES));
  return {
    runner: {
      name: jit === undefined ? 'core' : 'JIT',
      run(cases) {
        const results = cases.map((one) => runCase(processor, memory, state, one));
        if (translator !== undefined && translator.statistics.failed > 0) throw new Error(translator.failure);
        return results;
      },
    },
  };
}

function buildSupervisor(view: DataView): void {
  const entry = (table: number, index: number, value: bigint) => view.setBigUint64(table + 8 * index, value, true);
  // SDM Vol. 3A, "4-Level Paging and 5-Level Paging": P 0, R/W 1, U/S 2, PS 7, XD 63.
  entry(PML4, 0, BigInt(PDPT) | 7n);
  entry(PDPT, 0, BigInt(PD) | 7n);
  entry(PML4, 511, BigInt(KERNEL_PDPT) | 3n);
  entry(KERNEL_PDPT, 510, BigInt(KERNEL_PD) | 3n);
  entry(KERNEL_PD, 0, 0x83n);
  entry(PD, CODE_PAGE >>> 21, BigInt(PT) | 7n);
  entry(PT, (CODE_PAGE >>> 12) & 511, BigInt(CODE_FRAME) | 7n);
  for (const [i, frame] of DATA_FRAMES.entries()) {
    entry(PT, ((DATA_PAGES >>> 12) + i) & 511, BigInt(frame) | 7n | (1n << 63n));
  }
  entry(GDT, KERNEL_CODE >>> 3, 0x00af_9b00_0000_ffffn);
  entry(GDT, USER_CODE_32 >>> 3, 0x00cf_fb00_0000_ffffn);
  entry(GDT, USER_DATA >>> 3, 0x00cf_f300_0000_ffffn);
  entry(GDT, USER_CODE_64 >>> 3, 0x00af_fb00_0000_ffffn);
  for (let vector = 0; vector < 256; vector++) {
    const handler = KERNEL + BigInt(HANDLERS + vector);
    // 64-bit interrupt gate; user code may use INT3, INTO and no other vector of its own accord.
    const access = vector === 3 || vector === 4 ? 0xeen : 0x8en;
    entry(
      IDT,
      2 * vector,
      (handler & 0xffffn) | (BigInt(KERNEL_CODE) << 16n) | (access << 40n) | (((handler >> 16n) & 0xffffn) << 48n),
    );
    entry(IDT, 2 * vector + 1, handler >> 32n);
    view.setUint8(HANDLERS + vector, 0xf4);
  }
  view.setBigUint64(TSS + 4, KERNEL + BigInt(KERNEL_STACK), true); // RSP0
  view.setUint16(TSS + 102, 0x68, true); // no I/O permission map
}

function runCase(processor: Processor, memory: Uint8Array, state: Uint8Array, one: MachineCase): MachineResult {
  memory.fill(0xcc, CODE_FRAME, CODE_FRAME + 0x1000);
  memory.set(one.code, CODE_FRAME + (CODE_AT & 0xfff));
  processor.invalidateCode(CODE_FRAME, 0x1000);
  for (const frame of DATA_FRAMES) memory.fill(0, frame, frame + 0x1000);
  const half = WINDOW_SIZE / 2;
  memory.set(one.window.subarray(0, half), DATA_FRAMES[0] + (WINDOW & 0xfff));
  memory.set(one.window.subarray(half), DATA_FRAMES[1]);
  setFx(state, one.fx);

  const segment = (selector: number, attributes: number, limit = 0xffff_ffff, base = 0n) => ({
    selector,
    attributes,
    limit,
    base,
  });
  const data = segment(USER_DATA, 0xc0f3);
  const unusable = segment(0, 0x1_0000, 0);
  const g = one.gpr;
  processor.halted = false;
  processor.interruptibility = 0;
  processor.setRegisters({
    rax: g[0],
    rcx: g[1],
    rdx: g[2],
    rbx: g[3],
    rsp: g[4],
    rbp: g[5],
    rsi: g[6],
    rdi: g[7],
    r8: g[8],
    r9: g[9],
    r10: g[10],
    r11: g[11],
    r12: g[12],
    r13: g[13],
    r14: g[14],
    r15: g[15],
    rip: BigInt(CODE_AT),
    rflags: one.rflags,
    cr0: 0x8005_0033n, // PG AM WP NE ET MP PE
    cr2: 0n,
    cr3: BigInt(PML4),
    cr4: 0x4_06a0n, // OSXSAVE OSXMMEXCPT OSFXSR PGE PAE
    xcr0: 3n,
    efer: 0xd01n, // NXE LMA LME SCE
    cs: one.bits === 64 ? segment(USER_CODE_64, 0xa0fb) : segment(USER_CODE_32, 0xc0fb),
    ss: data,
    ds: data,
    es: data,
    fs: unusable,
    gs: unusable,
    ldtr: unusable,
    tr: segment(TSS_SELECTOR, 0x8b, 0x67, KERNEL + BigInt(TSS)),
    gdtr: { base: KERNEL + BigInt(GDT), limit: 0xff },
    idtr: { base: KERNEL + BigInt(IDT), limit: 0xfff },
    cpl: 3,
  } as Parameters<Processor['setRegisters']>[0]);

  let reason = processor.run(BUDGET);
  while (reason === EXIT_REASON.REQUESTED) reason = processor.run(BUDGET);
  const after = processor.getRegisters();
  const window = new Uint8Array(WINDOW_SIZE);
  window.set(memory.subarray(DATA_FRAMES[0] + (WINDOW & 0xfff), DATA_FRAMES[0] + 0x1000));
  window.set(memory.subarray(DATA_FRAMES[1], DATA_FRAMES[1] + half), half);
  const outside =
    memory.subarray(DATA_FRAMES[0], DATA_FRAMES[0] + (WINDOW & 0xfff)).some((b) => b !== 0) ||
    memory.subarray(DATA_FRAMES[1] + half, DATA_FRAMES[1] + DATA_SIZE / 2).some((b) => b !== 0);
  const gpr = BigUint64Array.of(
    after.rax,
    after.rcx,
    after.rdx,
    after.rbx,
    after.rsp,
    after.rbp,
    after.rsi,
    after.rdi,
    after.r8,
    after.r9,
    after.r10,
    after.r11,
    after.r12,
    after.r13,
    after.r14,
    after.r15,
  );
  const result = { gpr, fx: getFx(state), window, outside };
  const vector = Number(after.rip - KERNEL) - 1 - HANDLERS;
  if (reason !== EXIT_REASON.HLT || vector < 0 || vector > 255) {
    // Not an outcome a processor can have here: the reason, in a range of its own, shows in the comparison.
    return { ...result, rflags: after.rflags, rip: after.rip, vector: 0x1000 + reason, error: 0, cr2: after.cr2 };
  }
  const frameAt = Number(BigInt.asUintN(32, after.rsp - KERNEL)) & (MEMORY_BYTES - 1);
  const frame = new DataView(memory.buffer, memory.byteOffset + frameAt, 48);
  const withError = VECTORS_WITH_ERROR.has(vector);
  const at = withError ? 8 : 0;
  gpr[4] = frame.getBigUint64(at + 24, true);
  return {
    ...result,
    rip: frame.getBigUint64(at, true),
    rflags: frame.getBigUint64(at + 16, true),
    vector,
    error: withError ? Number(frame.getBigUint64(0, true)) : 0,
    cr2: vector === 14 ? after.cr2 : 0n,
  };
}

/** Put an FXSAVE image into the core's state. The image has ST(0) first, the core its physical registers. */
function setFx(state: Uint8Array, fx: Uint8Array): void {
  const view = new DataView(state.buffer, state.byteOffset);
  const image = new DataView(fx.buffer, fx.byteOffset);
  view.setUint16(STATE.X87_FCW, image.getUint16(0, true), true);
  view.setUint16(STATE.X87_FSW, image.getUint16(2, true), true);
  view.setUint8(STATE.X87_FTW, image.getUint8(4));
  view.setUint32(STATE.MXCSR, image.getUint32(24, true), true);
  const top = (image.getUint16(2, true) >>> 11) & 7;
  for (let i = 0; i < 8; i++) {
    state.set(fx.subarray(32 + 16 * i, 42 + 16 * i), STATE.X87_REGS + 16 * ((top + i) & 7));
  }
  state.set(fx.subarray(160, 416), STATE.XMM);
}

function getFx(state: Uint8Array): Uint8Array {
  const fx = new Uint8Array(FX_SIZE);
  const view = new DataView(state.buffer, state.byteOffset);
  const image = new DataView(fx.buffer);
  image.setUint16(0, view.getUint16(STATE.X87_FCW, true), true);
  image.setUint16(2, view.getUint16(STATE.X87_FSW, true), true);
  image.setUint8(4, view.getUint8(STATE.X87_FTW));
  image.setUint32(24, view.getUint32(STATE.MXCSR, true), true);
  const top = (view.getUint16(STATE.X87_FSW, true) >>> 11) & 7;
  for (let i = 0; i < 8; i++) {
    const at = STATE.X87_REGS + 16 * ((top + i) & 7);
    fx.set(state.subarray(at, at + 10), 32 + 16 * i);
  }
  fx.set(state.subarray(STATE.XMM, STATE.XMM + 256), 160);
  return fx;
}
