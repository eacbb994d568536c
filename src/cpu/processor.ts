/**
 * The processor: an instance of core.wasm, typed views of its state, and the calls of its ABI.
 *
 * It knows nothing of memslots or devices. Its owner gives it an EPTP, an SPPTP and controls, runs it, and answers
 * exits. What the guest asks of the outside world (ports, CPUID, MSRs) goes to a `ProcessorHost`.
 */
import { HvError } from '../base/error.ts';
import { checkWebAssembly } from '../base/web-assembly.ts';
import { Translator, type TranslatorExports } from '../jit/translator.ts';
import type { TranslatorOptions } from '../jit/translator-options.ts';
import { AREA, STATE, TOLD_RANGES } from '../spec/state/layout.ts';
import { fitCoreToMemory } from './core-module.ts';
import type { ProcessorState, RegisterChanges } from './registers.ts';
import { RESET_STATE } from './reset-state.ts';
import { StatePage } from './state-page.ts';

/** What the processor asks of the machine around it while an instruction executes. All numbers are u32. */
export interface ProcessorHost {
  portIn(port: number, size: number): number;
  portOut(port: number, size: number, value: number): void;
  /** Answer into `out` (EAX, EBX, ECX, EDX). */
  cpuid(leaf: number, subleaf: number, out: Uint32Array): void;
  /** Answer into `out` (lo, hi). @returns false: #GP(0). */
  readMsr(index: number, out: Uint32Array): boolean;
  /** @returns false: #GP(0). */
  writeMsr(index: number, lo: number, hi: number): boolean;
  /** A read of `emulate()` that the EPT does not simply allow; the answer goes to `data`. @returns an EMULATED_* value. */
  emulatedRead(gpa: number, size: number, data: Uint8Array): number;
  /** A write of `emulate()` that the EPT does not simply allow. @returns an EMULATED_* value. */
  emulatedWrite(gpa: number, size: number, data: Uint8Array): number;
  /** MOV to CR8: the local APIC's task priority class, 0..15. */
  setTaskPriority(priority: number): void;
  /** Time-stamp counter while TSC_SOURCE is 1, into `out` (lo, hi). */
  readTsc(out: Uint32Array): void;
}

/** Answers to the access callbacks of `emulate()`. */
export const EMULATED_DONE = 0;
/** Leave the instruction as if it had not begun; `emulate()` returns EXIT_REASON.EMULATION_STOP. */
export const EMULATED_STOP = 1;
/** Raise #GP(0) at the instruction. */
export const EMULATED_FAULT = 2;

/** Exit reason beside EXIT_REASON: emulate() has carried out its instruction. */
export const EXIT_EMULATED = 0x1_0003;
/** Exit reason beside EXIT_REASON: the core itself failed (a trap in its code). A defect of subpage. */
export const EXIT_CORE_FAILURE = 0x1_ffff;

/** Exit reason beside EXIT_REASON, seen by nobody else: the core asks for the translation of a block and goes on. */
const EXIT_TRANSLATE = 0x1_0004;

interface CoreExports extends TranslatorExports {
  reset(): void;
  run(budget: number): number;
  resume(): number;
  emulate(): number;
  setIntr(level: number): void;
  invept(): void;
  invalidateCode(hpa: number, length: number): void;
  flushTlb(): void;
  requestExit(): void;
  raiseNmi(): void;
  registersChanged(): void;
  stateExchanged(): void;
  breakpointsChanged(): void;
  checkControls(): number;
}

const STATE_FIRST = STATE.REGS;
const STATE_END = STATE.EMU_DATA;
/** IA32_MISC_ENABLE: fast strings (0); no branch trace storage (11), no PEBS (12). */
const MISC_ENABLE_RESET = (1 << 0) | (1 << 11) | (1 << 12);
const WASM_PAGE = 0x1_0000;
/** The linear memory of wasm32 ends at 4 GiB. */
const LINEAR_LIMIT = 0x1_0000_0000;
/** The largest host-physical memory that one processor can address, bytes. */
export const MAX_HOST_PHYSICAL_BYTES: number = LINEAR_LIMIT - AREA.HOST_PHYS - WASM_PAGE;
/** How many breakpoints a processor can have. */
export const MAX_BREAKPOINTS: number = (AREA.BREAKPOINTS_END - AREA.BREAKPOINTS) / 8;

/** One processor. Create it through an engine; see `ProcessorHost` for what it needs from its owner. */
export class Processor extends StatePage {
  readonly memory: WebAssembly.Memory;
  /** Bytes of host-physical memory; host-physical address 0 lies at linear address AREA.HOST_PHYS. */
  readonly hostPhysicalBytes: number;
  /** Message of the failure behind EXIT_CORE_FAILURE. */
  failure = '';
  readonly #core: CoreExports;
  readonly #pageStores: Uint32Array;
  #takenStores = 0;
  readonly #unwind = { unwind: true };
  /** Whether run() or emulate() is on the stack. Outside of them a request is a word in the state, nothing to interrupt. */
  #entered = false;
  #translator: Translator | undefined;

  /**
   * @param core the bytes of core.wasm
   * @param hostPhysicalBytes rounded up to 64 KiB; at most MAX_HOST_PHYSICAL_BYTES
   * @throws HvError `out-of-memory`, `unsupported` without WebAssembly
   */
  constructor(core: Uint8Array, hostPhysicalBytes: number, host: ProcessorHost) {
    const size = Math.ceil(hostPhysicalBytes / WASM_PAGE) * WASM_PAGE;
    if (!(size > 0) || size > MAX_HOST_PHYSICAL_BYTES) {
      throw new HvError(
        'out-of-memory',
        `Processor: expected at most ${MAX_HOST_PHYSICAL_BYTES} bytes of host-physical memory, got ${hostPhysicalBytes}`,
      );
    }
    const pages = (AREA.HOST_PHYS + size) / WASM_PAGE;
    const memory = takeMemory(pages);
    const { buffer } = memory;
    super(buffer);
    this.memory = memory;
    this.hostPhysicalBytes = size;
    this.#pageStores = new Uint32Array(buffer, AREA.PAGE_STORES, (AREA.HOST_PHYS - AREA.PAGE_STORES) / 4);
    const cpuid = new Uint32Array(buffer, STATE.CPUID_EAX, 4);
    const msr = new Uint32Array(buffer, STATE.MSR_LO, 2);
    const data = new Uint8Array(buffer, STATE.EMU_DATA, 4096);
    const unwind = this.#unwind;
    const address = (lo: number, hi: number): number => (hi >>> 0) * 0x1_0000_0000 + (lo >>> 0);
    const env = {
      memory: this.memory,
      unwind(): never {
        throw unwind; // preallocated: a new Error costs several times as much
      },
      portIn: (port: number, size: number): number => host.portIn(port, size),
      portOut: (port: number, size: number, value: number): void => host.portOut(port, size, value >>> 0),
      cpuid: (leaf: number, subleaf: number): void => host.cpuid(leaf >>> 0, subleaf >>> 0, cpuid),
      rdmsr: (index: number): number => (host.readMsr(index >>> 0, msr) ? 1 : 0),
      wrmsr: (index: number): number => (host.writeMsr(index >>> 0, msr[0], msr[1]) ? 1 : 0),
      emuRead: (lo: number, hi: number, size: number): number => host.emulatedRead(address(lo, hi), size, data),
      emuWrite: (lo: number, hi: number, size: number): number => host.emulatedWrite(address(lo, hi), size, data),
      tsc: (): void => host.readTsc(msr),
      taskPriority: (priority: number): void => host.setTaskPriority(priority),
      abort(): never {
        throw new WebAssembly.RuntimeError('abort');
      },
    };
    const module = new WebAssembly.Module(fitCoreToMemory(core, pages));
    const imports = { env, imports: env }; // asc names an imported function's module after the file that declares it
    this.#core = new WebAssembly.Instance(module, imports).exports as unknown as CoreExports;
    this.u32[STATE.HOST_PHYS_SIZE >>> 2] = size;
    this.reset();
    this.u32[STATE.HOST_PHYS_SIZE >>> 2] = size;
  }

  /**
   * Bring the processor to its state after RESET. VMX controls, clocks and counters keep their values.
   * SDM Vol. 3A, "Processor State After Reset".
   */
  reset(): void {
    this.bytes.fill(0, STATE.REGS, STATE.ICOUNT);
    this.u64[STATE.PAT >>> 3] = 0x0007_0406_0007_0406n;
    this.u32[STATE.MISC_ENABLE >>> 2] = MISC_ENABLE_RESET;
    this.view.setUint16(STATE.X87_FCW, 0x40, true);
    this.view.setUint16(STATE.X87_FSW, 0, true);
    this.view.setUint8(STATE.X87_FTW, 0xff);
    this.u32[STATE.MXCSR >>> 2] = 0x1f80;
    this.setRegisters(RESET_STATE);
    this.#core.reset();
  }

  /**
   * Run for at most about `maxInstructions` instructions (the core finishes the block that it is in).
   * @param maxInstructions 1..2^31-1
   * @returns exit reason: one of EXIT_REASON (src/spec/vmx/exit.ts) or EXIT_CORE_FAILURE; details in the exit* properties
   */
  run(maxInstructions: number): number {
    this.u32[STATE.EXIT_REASON >>> 2] = 0;
    this.#entered = true;
    try {
      return this.#enter(this.#core.run, maxInstructions);
    } finally {
      this.#entered = false;
    }
  }

  /**
   * Execute one instruction (one iteration under REP), or deliver the pending event, with the data accesses that the EPT
   * refuses going to the host's emulated*.
   * @returns EXIT_EMULATED when it is done (it may have raised an exception, which is then pending), or an exit
   */
  emulate(): number {
    this.u32[STATE.EXIT_REASON >>> 2] = 0;
    this.#entered = true;
    try {
      return this.#core.emulate() >>> 0;
    } catch (error) {
      if (error !== this.#unwind) return this.#fail(error);
      const reason = this.u32[STATE.EXIT_REASON >>> 2];
      return reason === 0 ? EXIT_EMULATED : reason;
    } finally {
      this.#entered = false;
    }
  }

  #enter(entry: (budget: number) => number, budget: number): number {
    let call = entry;
    for (;;) {
      try {
        const reason = call(budget) >>> 0;
        if (reason !== EXIT_TRANSLATE) return reason;
        this.#translator?.translate();
        call = this.#core.resume;
      } catch (error) {
        if (error !== this.#unwind) return this.#fail(error);
        const reason = this.u32[STATE.EXIT_REASON >>> 2];
        if (reason !== 0) return reason;
        call = this.#core.resume; // an exception for the guest is pending: go on with what is left of the budget
      }
    }
  }

  /** Translate hot code from now on (src/jit/). Only speed changes. */
  translateHotCode(options?: TranslatorOptions): Translator {
    const memoryPages = (AREA.HOST_PHYS + this.hostPhysicalBytes) / WASM_PAGE;
    this.#translator = new Translator({ memory: this.memory, memoryPages, exports: this.#core }, options);
    return this.#translator;
  }

  /** A trap in the core becomes an exit; an error of the host's own callbacks goes up. */
  #fail(error: unknown): number {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    this.failure = `${error.message} at rip 0x${this.rip.toString(16)}`;
    return EXIT_CORE_FAILURE;
  }

  /** Come back from run() with EXIT_REASON.REQUESTED at the next block boundary. For calls from inside a ProcessorHost. */
  override requestExit(): void {
    if (this.#entered) this.#core.requestExit();
    else super.requestExit();
  }

  override setIntr(level: boolean): void {
    if (this.#entered) this.#core.setIntr(level ? 1 : 0);
    else super.setIntr(level);
  }

  /** Drop every translation that came from the EPT or SPPT (INVEPT, all contexts). */
  invept(): void {
    this.#core.invept();
  }

  /** Tell the core that the host wrote to guest memory that may hold decoded code. */
  invalidateCode(hpa: number, length: number): void {
    this.#core.invalidateCode(hpa, length);
  }

  /**
   * Deliver an event before the next instruction. Format of the VM-entry interruption-information field:
   * SDM Vol. 3C, "VM-Entry Controls for Event Injection".
   * @param info bits 7:0 vector, 10:8 type, 11 error code, 31 valid
   */
  injectEvent(info: number, error = 0, instructionLength = 0): void {
    this.u32[STATE.EVENT_INFO >>> 2] = info;
    this.u32[STATE.EVENT_ERROR >>> 2] = error;
    this.u32[STATE.EVENT_LENGTH >>> 2] = instructionLength;
    this.u32[STATE.ACTIVITY >>> 2] = 0;
  }

  override injectNmi(): void {
    if (this.#entered) this.#core.raiseNmi();
    else super.injectNmi();
  }

  /** u64 behind RDRAND; 0 is taken as 1, since the generator would stay there. */
  set randomSeed(seed: bigint) {
    const value = BigInt.asUintN(64, seed);
    this.u64[STATE.RANDOM >>> 3] = value === 0n ? 1n : value;
  }
  /** Stores to a host-physical page that sub-page permission let through: they never left the processor. Wraps at 2^32. */
  storesToFrame(frame: number): number {
    return this.#pageStores[frame] ?? 0;
  }
  /** Count a store of this kind that was made on the processor's behalf. */
  countStoreToFrame(frame: number): void {
    if (frame < this.#pageStores.length) this.#pageStores[frame]++;
  }
  /** storesToFrame(), which begins again at 0: the frame gets another page. */
  takeStoresToFrame(frame: number): number {
    const stores = this.storesToFrame(frame);
    if (stores > 0) this.#pageStores[frame] = 0;
    this.#takenStores += stores;
    return stores;
  }
  /** The sum of storesToFrame() over all frames, former counts included. */
  countSubPageStores(): number {
    const frames = this.hostPhysicalBytes >>> 12;
    let sum = this.#takenStores;
    for (let frame = 0; frame < frames; frame++) sum += this.#pageStores[frame];
    return sum;
  }
  /**
   * Linear addresses of instructions before which run() comes back with EXIT_REASON.BREAKPOINT, once for each time that one is
   * next; they take the place of those before. For all vCPUs that take turns here, from their next instruction on.
   * @param addresses at most MAX_BREAKPOINTS
   */
  setBreakpoints(addresses: readonly bigint[]): void {
    if (addresses.length > MAX_BREAKPOINTS) {
      throw new HvError(
        'invalid-argument',
        `setBreakpoints: expected at most ${MAX_BREAKPOINTS}, got ${addresses.length}`,
      );
    }
    const list = new BigUint64Array(this.memory.buffer, AREA.BREAKPOINTS, MAX_BREAKPOINTS);
    addresses.forEach((address, i) => {
      list[i] = BigInt.asUintN(64, address);
    });
    new Uint32Array(this.memory.buffer, AREA.BREAKPOINT_COUNT, 1)[0] = addresses.length;
    this.#core.breakpointsChanged();
    if (this.#entered) this.requestExit();
  }
  /** A counter of the layout (STATE.STAT_*). */
  statistic(address: number): number {
    return this.number(address);
  }

  /** TSC = base + instructions * perInstruction (`perInstruction` a whole number), or asked of the host each time. */
  setTsc(base: bigint, perInstruction: number, source: 'instructions' | 'host'): void {
    this.u64[STATE.TSC_BASE >>> 3] = BigInt.asUintN(64, base);
    this.u32[STATE.TSC_PER_INSTRUCTION >>> 2] = perInstruction;
    this.u32[STATE.TSC_SOURCE >>> 2] = source === 'host' ? 1 : 0;
  }

  /**
   * VMX controls as the VMCS names them.
   * @throws HvError `invalid-argument` when VM entry would fail with them (SDM Vol. 3C, "Checks on VMX Controls")
   */
  setControls(controls: {
    eptp?: number;
    spptp?: number;
    secondary?: number;
    /** Host-physical address of the level-4 table that leads to byte maps; 0: there are none (src/spec/vmx/byte-map.ts). */
    byteMapPointer?: number;
    physicalAddressBits?: number;
    straddleFirstOnly?: boolean;
  }): void {
    if (controls.eptp !== undefined) this.u64[STATE.EPTP >>> 3] = BigInt(controls.eptp);
    if (controls.spptp !== undefined) this.u64[STATE.SPPTP >>> 3] = BigInt(controls.spptp);
    if (controls.secondary !== undefined) this.u32[STATE.SECONDARY_CONTROLS >>> 2] = controls.secondary;
    if (controls.byteMapPointer !== undefined) {
      this.u64[STATE.BYTE_MAP_POINTER >>> 3] = BigInt(controls.byteMapPointer);
    }
    if (controls.physicalAddressBits !== undefined) this.u32[STATE.MAXPHYADDR >>> 2] = controls.physicalAddressBits;
    if (controls.straddleFirstOnly !== undefined) {
      this.u32[STATE.STRADDLE_FIRST_ONLY >>> 2] = controls.straddleFirstOnly ? 1 : 0;
    }
    this.invept();
    const failure = this.#core.checkControls();
    if (failure !== 0) {
      throw new HvError(
        'invalid-argument',
        `setControls: expected controls that VM entry takes, check ${failure} failed`,
      );
    }
  }

  override setRegisters(changes: RegisterChanges): void {
    super.setRegisters(changes);
    this.#core.registersChanged();
    this.#core.flushTlb();
  }

  /** Instructions completed since reset by all vCPUs that this processor runs in turns. */
  get allInstructions(): number {
    return this.number(STATE.ICOUNT);
  }

  /**
   * Another vCPU's turn: put the state of the one that is in the processor aside, and take that of the other. Translations go;
   * decoded and translated code stays. Not while the processor runs.
   */
  exchange(aside: StatePage, next: StatePage): void {
    aside.copyFrom(this);
    this.takeFrom(next);
    this.#core.stateExchanged();
  }

  /**
   * Clock, VMX controls and the interrupt line stay as they are: tables may have moved since the state was saved, and a device may
   * have taken its request back.
   * @throws HvError `invalid-argument` for a state of another version or size; then nothing has changed
   */
  restore(state: ProcessorState): void {
    if (state.version !== 1 || state.bytes.length !== STATE_END - STATE_FIRST) {
      throw new HvError('invalid-argument', 'restore: expected a processor state of version 1, got something else');
    }
    const told = TOLD_RANGES.map(([from, end]) => this.bytes.slice(from, end));
    this.bytes.set(state.bytes, STATE_FIRST);
    TOLD_RANGES.forEach(([from], i) => {
      this.bytes.set(told[i], from);
    });
    this.#core.reset();
  }
}

/** @throws HvError `out-of-memory` */
function takeMemory(pages: number): WebAssembly.Memory {
  checkWebAssembly('Processor');
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (cause) {
    const bytes = pages * WASM_PAGE;
    throw new HvError('out-of-memory', `Processor: expected ${bytes} bytes of memory from the host, got none`, {
      cause,
    });
  }
}
