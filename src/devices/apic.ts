import { ApicBase } from './apic-base.ts';
import {
  type ApicBus,
  BROADCAST,
  DELIVERY_EXT_INT,
  DELIVERY_FIXED,
  DELIVERY_INIT,
  DELIVERY_LOWEST_PRIORITY,
  DELIVERY_NMI,
  DELIVERY_SMI,
  DELIVERY_STARTUP,
} from './apic-bus.ts';
import { LocalVectorTable, LVT_ERROR, LVT_TIMER } from './apic-lvt.ts';
import * as R from './apic-registers.ts';
import { InterruptRequests } from './apic-requests.ts';
import { ApicTimer } from './apic-timer.ts';
import type { AccessSize, Clock, IrqLine, MmioDevice, PlainValue, Stateful } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Reset values. */
const SVR_RESET = 0xff;
const DFR_FLAT = 0xffff_ffff;

/** What a local APIC tells its processor. */
export interface CpuSignals {
  /** An interrupt waits that LocalApic.acknowledge, or the 8259 pair, would deliver. */
  readonly intr: IrqLine;
  readonly nmi: () => void;
  /** INIT: the processor is to be reset and wait for a start-up message. */
  readonly init: () => void;
  /** Start-up message: begin in real mode at `vector << 12`, if waiting for it. */
  readonly startup: (vector: number) => void;
  readonly smi?: () => void;
}

/** How a local APIC is built. */
export interface LocalApicOptions {
  /** Identity; below 255 for xAPIC mode. */
  readonly id: number;
  /** Whether this is the bootstrap processor. */
  readonly bootstrap: boolean;
  readonly clock: Clock;
  readonly bus: ApicBus;
  readonly cpu: CpuSignals;
  /** Ticks a second of the timer before its divider; 1 GHz unless told. */
  readonly timerHz?: number;
  /** Virtual time in ns at which the TSC reaches a value; leaving it out leaves TSC-deadline mode out. */
  readonly tscToNs?: (tsc: number) => number;
  /** Whether x2APIC mode can be switched on. */
  readonly x2apic?: boolean;
  /** Highest guest-physical address bit plus one, for the check of IA32_APIC_BASE; 36 unless told. */
  readonly physicalBits?: number;
  /** Least time between two interrupts of the periodic timer, against guests that would keep the host busy; 20 us unless told. */
  readonly minPeriodNs?: number;
}

/**
 * A local APIC (SDM Vol. 3A, chapter "Advanced Programmable Interrupt Controller (APIC)"), in xAPIC mode through its
 * page of memory and in x2APIC mode through MSRs.
 *
 * Not offered: suppression of EOI broadcasts, the CMCI entry, delivery of SMIs to a processor that has none.
 * Arbitration priority reads as 0. Register accesses allocate nothing, but for the entry of a timer in the clock.
 */
export class LocalApic implements MmioDevice, Stateful {
  readonly id: number;
  private readonly bootstrap: boolean;
  private readonly bus: ApicBus;
  private readonly cpu: CpuSignals;
  private readonly timer: ApicTimer;
  private readonly lvt: LocalVectorTable;
  private readonly offersTscDeadline: boolean;
  private readonly base: ApicBase;
  private readonly requests = new InterruptRequests();

  /** High half of the MSR that `readMsr` read last. */
  msrHigh = 0;

  private ldr = 0;
  private dfr = DFR_FLAT;
  private svr = SVR_RESET;
  private esr = 0;
  private esrPending = 0;
  private icrLow = 0;
  private icrHigh = 0;
  /** An ExtINT message has come over the bus. */
  private extIntMessage = false;
  private level = false;

  constructor(options: LocalApicOptions) {
    this.id = options.id;
    this.bootstrap = options.bootstrap;
    this.bus = options.bus;
    this.cpu = options.cpu;
    this.offersTscDeadline = options.tscToNs !== undefined;
    this.base = new ApicBase({
      bootstrap: options.bootstrap,
      x2apic: options.x2apic ?? false,
      physicalBits: options.physicalBits ?? 36,
    });
    this.timer = new ApicTimer({
      clock: options.clock,
      hz: options.timerHz ?? 1_000_000_000,
      ...(options.tscToNs === undefined ? {} : { tscToNs: options.tscToNs }),
      minPeriodNs: options.minPeriodNs ?? 20_000,
      fire: () => this.lvt.fire(LVT_TIMER),
    });
    this.lvt = new LocalVectorTable(
      {
        request: (vector, levelTriggered) => this.request(vector, levelTriggered),
        nmi: () => this.cpu.nmi(),
        smi: () => this.cpu.smi?.(),
        init: () => {
          this.reset();
          this.cpu.init();
        },
        configureTimer: (mode, masked) => this.timer.configure(mode, masked),
      },
      this.offersTscDeadline,
    );
    this.bus.attach(this);
    this.resetRegisters();
  }

  /** Guest-physical address of the registers in xAPIC mode. */
  get baseAddress(): number {
    return this.base.address;
  }

  /** The mode that IA32_APIC_BASE selects. */
  get mode(): 'disabled' | 'xapic' | 'x2apic' {
    return this.base.mode;
  }

  /** Whether the APIC is enabled, by IA32_APIC_BASE and by software through the spurious-interrupt vector register. */
  get softwareEnabled(): boolean {
    return this.base.isEnabled && (this.svr & R.SVR_ENABLE) !== 0;
  }

  /** Task priority, as CR8 shows it: 0 to 15. */
  get cr8(): number {
    return this.requests.taskPriority >>> 4;
  }

  set cr8(value: number) {
    this.requests.taskPriority = (value & 15) << 4;
    this.update();
  }

  /** Processor priority register. */
  get processorPriority(): number {
    return this.requests.processorPriority;
  }

  /** The vector that `acknowledge` would give, or -1: the highest request above the processor priority. */
  get pendingVector(): number {
    return this.requests.pending;
  }

  /** Whether the 8259 pair's request comes through to the processor. */
  get extInt(): boolean {
    return this.extIntMessage || this.lvt.hasExtInt(this.base.isEnabled);
  }

  /**
   * The processor takes the interrupt: the request goes into service.
   * @returns its vector; the spurious one when the request has meanwhile lost its priority
   */
  acknowledge(): number {
    const vector = this.requests.take();
    if (vector < 0) return this.svr & 0xff;
    this.update();
    return vector;
  }

  /** The processor has taken an interrupt from the 8259 pair. */
  acknowledgeExtInt(): void {
    this.extIntMessage = false;
    this.update();
  }

  /** Drives pin LINT0 (the 8259 pair) or LINT1 (NMI sources). */
  setPin(pin: 0 | 1, level: boolean): void {
    this.lvt.setPin(pin, level, this.base.isEnabled);
    this.update();
  }

  /** Whether a message with this destination is for this APIC. SDM Vol. 3A, "Determining IPI Destination". */
  matches(destination: number, logical: boolean): boolean {
    if (destination === BROADCAST) return true;
    if (!logical) return destination === this.id;
    if (this.base.isX2apic) {
      const ldr = this.x2apicLdr();
      return destination >>> 16 === ldr >>> 16 && (destination & ldr & 0xffff) !== 0;
    }
    const own = this.ldr >>> 24;
    if (this.dfr >>> 28 === 0) return destination >>> 4 === own >>> 4 && (destination & own & 15) !== 0;
    return (destination & own) !== 0;
  }

  /**
   * A message from the bus.
   * @returns whether it was accepted
   */
  accept(mode: number, vector: number, levelTriggered: boolean): boolean {
    if (!this.base.isEnabled) return false;
    switch (mode) {
      case DELIVERY_FIXED:
      case DELIVERY_LOWEST_PRIORITY:
        return this.request(vector, levelTriggered);
      case DELIVERY_SMI:
        this.cpu.smi?.();
        return true;
      case DELIVERY_NMI:
        this.cpu.nmi();
        return true;
      case DELIVERY_INIT:
        this.reset();
        this.cpu.init();
        return true;
      case DELIVERY_STARTUP:
        this.cpu.startup(vector);
        return true;
      case DELIVERY_EXT_INT:
        this.extIntMessage = true;
        this.update();
        return true;
      default:
        return false;
    }
  }

  /** What INIT does: all registers but the identity and IA32_APIC_BASE go to their reset values. */
  reset(): void {
    this.timer.reset();
    this.resetRegisters();
    this.update();
  }

  /** The guest has changed its time-stamp counter: a TSC deadline moves with it. */
  tscChanged(): void {
    this.timer.tscChanged();
  }

  readMmio(offset: number, size: AccessSize): number {
    if (this.mode !== 'xapic') return 0xffff_ffff;
    // Registers are the low 4 bytes of each 16; what lies between is undefined and reads as 0 here.
    if ((offset & 12) !== 0) return 0;
    const register = offset >>> 4;
    if (!R.isRegister(register) || register === R.APIC_SELF_IPI) {
      this.error(R.ESR_ILLEGAL_REGISTER);
      return 0;
    }
    const value = this.readRegister(register);
    return size === 4 ? value >>> 0 : value >>> (8 * (offset & 3));
  }

  writeMmio(offset: number, size: AccessSize, value: number): void {
    if (this.mode !== 'xapic' || size !== 4 || (offset & 15) !== 0) return;
    const register = offset >>> 4;
    if (!R.isRegister(register) || register === R.APIC_SELF_IPI) {
      this.error(R.ESR_ILLEGAL_REGISTER);
      return;
    }
    switch (register) {
      case R.APIC_LDR:
        this.ldr = (value & 0xff00_0000) >>> 0;
        break;
      case R.APIC_DFR:
        this.dfr = (value | 0x0fff_ffff) >>> 0;
        break;
      case R.APIC_ICR_HIGH:
        this.icrHigh = (value & 0xff00_0000) >>> 0;
        break;
      case R.APIC_ICR_LOW: {
        const field = this.icrHigh >>> 24;
        const logical = (value & (1 << 11)) !== 0;
        this.sendIpi(value, field === 0xff && !logical ? BROADCAST : field);
        break;
      }
      default:
        this.writeRegister(register, value);
    }
  }

  /** Whether this MSR belongs to the local APIC: IA32_APIC_BASE, IA32_TSC_DEADLINE, 0x800 to 0x8ff. */
  static ownsMsr(index: number): boolean {
    return (
      index === R.IA32_APIC_BASE ||
      index === R.IA32_TSC_DEADLINE ||
      (index >= R.X2APIC_MSR_FIRST && index <= R.X2APIC_MSR_LAST)
    );
  }

  /**
   * RDMSR of an MSR that `ownsMsr`.
   * @returns the low half, with the high half in `msrHigh`; -1 when the instruction is to raise #GP(0)
   */
  readMsr(index: number): number {
    this.msrHigh = 0;
    if (index === R.IA32_APIC_BASE) {
      this.msrHigh = this.base.high;
      return this.base.low >>> 0;
    }
    if (index === R.IA32_TSC_DEADLINE) {
      if (!this.offersTscDeadline) return -1;
      this.msrHigh = this.timer.tscDeadlineHigh;
      return this.timer.tscDeadlineLow;
    }
    const register = index - R.X2APIC_MSR_FIRST;
    if (this.mode !== 'x2apic' || !R.isX2apicRegister(register)) return -1;
    if (register === R.APIC_EOI || register === R.APIC_SELF_IPI) return -1; // for writing only
    if (register === R.APIC_ICR_LOW) this.msrHigh = this.icrHigh;
    return this.readRegister(register) >>> 0;
  }

  /**
   * WRMSR of an MSR that `ownsMsr`.
   * @returns false when the instruction is to raise #GP(0); nothing has changed then
   */
  writeMsr(index: number, low: number, high: number): boolean {
    if (index === R.IA32_APIC_BASE) return this.writeBase(low >>> 0, high >>> 0);
    if (index === R.IA32_TSC_DEADLINE) {
      if (!this.offersTscDeadline) return false;
      this.timer.setTscDeadline(low >>> 0, high >>> 0);
      return true;
    }
    const register = index - R.X2APIC_MSR_FIRST;
    if (this.mode !== 'x2apic' || !R.isX2apicRegister(register) || !R.mayWriteX2apic(register)) return false;
    if (register === R.APIC_ICR_LOW) {
      if ((low & 0xfff3_2000) !== 0) return false;
      this.icrHigh = high >>> 0;
      this.sendIpi(low, this.icrHigh);
      return true;
    }
    if (high !== 0 || !this.isValidX2apic(register, low)) return false;
    if (register === R.APIC_SELF_IPI) this.request(low, false);
    else this.writeRegister(register, low);
    return true;
  }

  state(): PlainValue {
    return {
      baseLow: this.base.low >>> 0,
      baseHigh: this.base.high,
      ldr: this.ldr,
      dfr: this.dfr,
      svr: this.svr,
      esr: this.esr,
      esrPending: this.esrPending,
      icrLow: this.icrLow,
      icrHigh: this.icrHigh,
      lvt: this.lvt.state(),
      ...this.requests.state(),
      extIntMessage: this.extIntMessage,
      timer: this.timer.state(),
    };
  }

  restore(state: PlainValue): void {
    const reader = new StateReader('apic', state);
    const word = (key: string) => reader.integer(key, 0, 0xffff_ffff);
    const next = {
      ldr: word('ldr'),
      dfr: word('dfr'),
      svr: reader.integer('svr', 0, 0x3ff),
      esr: reader.integer('esr', 0, 0xff),
      esrPending: reader.integer('esrPending', 0, 0xff),
      icrLow: word('icrLow'),
      icrHigh: word('icrHigh'),
      extIntMessage: reader.flag('extIntMessage'),
    };
    const lvt = this.lvt.prepareRestore(reader.value('lvt'));
    const base = this.base.prepareRestore(reader);
    const requests = this.requests.prepareRestore(reader);
    const timer = this.timer.prepareRestore(reader.value('timer'));
    Object.assign(this, next);
    lvt();
    base();
    requests();
    timer();
    this.level = this.wantsCpu();
    this.cpu.intr(this.level);
  }

  private resetRegisters(): void {
    this.ldr = 0;
    this.dfr = DFR_FLAT;
    this.svr = SVR_RESET;
    this.esr = 0;
    this.esrPending = 0;
    this.icrLow = 0;
    this.icrHigh = 0;
    this.lvt.reset(this.bootstrap);
    this.requests.clear();
    this.extIntMessage = false;
  }

  private readRegister(register: number): number {
    if (register >= R.APIC_ISR && register < R.APIC_ESR) {
      const { isr, tmr, irr } = this.requests;
      const set = register < R.APIC_TMR ? isr : register < R.APIC_IRR ? tmr : irr;
      return set.words[register & 7]!;
    }
    if (register >= R.APIC_LVT_TIMER && register <= R.APIC_LVT_ERROR) {
      return this.lvt.read(register - R.APIC_LVT_TIMER);
    }
    const x2apic = this.base.isX2apic;
    switch (register) {
      case R.APIC_ID:
        return x2apic ? this.id : this.id << 24;
      case R.APIC_VERSION:
        return R.APIC_VERSION_VALUE;
      case R.APIC_TPR:
        return this.requests.taskPriority;
      case R.APIC_PPR:
        return this.processorPriority;
      case R.APIC_LDR:
        return x2apic ? this.x2apicLdr() : this.ldr;
      case R.APIC_DFR:
        return this.dfr;
      case R.APIC_SVR:
        return this.svr;
      case R.APIC_ESR:
        return this.esr;
      case R.APIC_ICR_LOW:
        return this.icrLow;
      case R.APIC_ICR_HIGH:
        return this.icrHigh;
      case R.APIC_TIMER_INITIAL:
        return this.timer.initialCount;
      case R.APIC_TIMER_CURRENT:
        return this.timer.currentCount();
      case R.APIC_TIMER_DIVIDE:
        return this.timer.divideConfiguration;
      default:
        return 0; // APR and RRD, and EOI, which is for writing
    }
  }

  /** Registers that both modes write alike; writes to read-only ones are ignored. */
  private writeRegister(register: number, value: number): void {
    if (register >= R.APIC_LVT_TIMER && register <= R.APIC_LVT_ERROR) {
      this.lvt.write(register - R.APIC_LVT_TIMER, value, this.softwareEnabled);
      this.update();
      return;
    }
    switch (register) {
      case R.APIC_TPR:
        this.requests.taskPriority = value & 0xff;
        this.update();
        break;
      case R.APIC_EOI:
        this.endOfInterrupt();
        break;
      case R.APIC_SVR:
        this.svr = value & 0x3ff;
        if ((value & R.SVR_ENABLE) === 0) this.lvt.maskAll();
        this.update();
        break;
      case R.APIC_ESR: // a write shows the errors since the write before
        this.esr = this.esrPending;
        this.esrPending = 0;
        break;
      case R.APIC_TIMER_INITIAL:
        this.timer.initialCount = value >>> 0;
        break;
      case R.APIC_TIMER_DIVIDE:
        this.timer.divideConfiguration = value;
        break;
      default:
        break;
    }
  }

  /** Puts a vector into the IRR. */
  private request(vector: number, levelTriggered: boolean): boolean {
    if (!this.softwareEnabled) return false;
    if (vector < 16) {
      this.error(R.ESR_RECEIVE_ILLEGAL_VECTOR);
      return false;
    }
    this.requests.add(vector, levelTriggered);
    this.update();
    return true;
  }

  private endOfInterrupt(): void {
    const vector = this.requests.finish();
    if (vector >= 0 && this.requests.tmr.has(vector)) {
      this.lvt.endOfInterrupt(vector);
      this.bus.broadcastEoi(vector);
    }
    this.update();
  }

  /** Records an error; the error entry of the LVT says so to the processor. */
  private error(bit: number): void {
    if (this.esrPending & bit) return;
    this.esrPending |= bit;
    // An error entry whose own vector is illegal must not go round in circles.
    if ((this.lvt.read(LVT_ERROR) & 0xff) >= 16) this.lvt.fire(LVT_ERROR);
  }

  /** Interrupt command: `destination` is BROADCAST or the field's value. */
  private sendIpi(command: number, destination: number): void {
    this.icrLow = command & 0x000c_cfff;
    const mode = (command >>> 8) & 7;
    const vector = command & 0xff;
    const levelTriggered = (command & (1 << 15)) !== 0;
    // INIT level de-assert is history: nothing listens to it since the Pentium 4.
    if (mode === DELIVERY_INIT && levelTriggered && (command & (1 << 14)) === 0) return;
    if ((mode === DELIVERY_FIXED || mode === DELIVERY_LOWEST_PRIORITY) && vector < 16) {
      this.error(R.ESR_SEND_ILLEGAL_VECTOR);
      return;
    }
    switch ((command >>> 18) & 3) {
      case 0:
        this.bus.send(mode, vector, destination, (command & (1 << 11)) !== 0, false);
        break;
      case 1: // self: fixed only
        if (mode === DELIVERY_FIXED) this.accept(mode, vector, false);
        break;
      case 2:
        this.bus.send(mode, vector, BROADCAST, false, false);
        break;
      default:
        this.bus.sendToOthers(this, mode, vector, false);
    }
  }

  private writeBase(low: number, high: number): boolean {
    const written = this.base.write(low, high);
    if (written === undefined) return false;
    if (written.disabled) this.reset(); // a disabled APIC forgets
    this.update();
    return true;
  }

  private isValidX2apic(register: number, value: number): boolean {
    if (register >= R.APIC_LVT_TIMER && register <= R.APIC_LVT_ERROR) {
      // Delivery status and remote IRR may be written as they were read.
      return (value & ~(this.lvt.writable(register - R.APIC_LVT_TIMER) | 0x5000)) === 0;
    }
    switch (register) {
      case R.APIC_TPR:
      case R.APIC_SELF_IPI:
        return value >>> 8 === 0;
      case R.APIC_EOI:
      case R.APIC_ESR:
        return value === 0;
      case R.APIC_SVR:
        return (value & ~0x3ff) === 0;
      case R.APIC_TIMER_DIVIDE:
        return (value & ~0x0b) === 0;
      default:
        return true;
    }
  }

  private x2apicLdr(): number {
    return (((this.id >>> 4) << 16) | (1 << (this.id & 15))) >>> 0;
  }

  private wantsCpu(): boolean {
    return this.extInt || this.pendingVector >= 0;
  }

  private update(): void {
    const level = this.wantsCpu();
    if (level === this.level) return;
    this.level = level;
    this.cpu.intr(level);
  }
}
