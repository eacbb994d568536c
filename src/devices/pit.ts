import type { AccessSize, Clock, IrqLine, PlainValue, PortDevice, Stateful } from './device.ts';
import { Frequency } from './frequency.ts';
import { PIT_HZ, PitChannel } from './pit-channel.ts';
import { StateReader } from './state-reader.ts';

/** Ports of the timer: three counters, the control word, and system control port B. */
export const PIT_PORT = 0x40;
export const PIT_CONTROL_PORT = 0x43;
export const SYSTEM_CONTROL_B_PORT = 0x61;
/** PIT ticks between two DRAM refreshes, hence between two changes of port 0x61 bit 4. */
const REFRESH_TICKS = 18;

/**
 * The 8254 timer of a PC (82C54 data sheet, "Programming the 82C54") and system control port B.
 *
 * Channel 0 drives IRQ 0; channel 1 once refreshed memory and only counts; channel 2 has its gate at port 0x61 bit 0
 * and its output at bit 5. Bit 4 of that port toggles about every 15 us. The speaker makes no sound.
 * Until a guest programs it, a channel stands still.
 * Interrupts come no faster than one every `minPeriodNs`, however small the count; the counters read right all the same.
 */
export class Pit implements PortDevice, Stateful {
  private readonly clock: Clock;
  private readonly irq: IrqLine;
  private readonly minPeriodNs: number;
  private readonly frequency = new Frequency(PIT_HZ);
  private readonly channels = [new PitChannel(true), new PitChannel(true), new PitChannel(false)] as const;
  private speaker = 0;
  private level = false;
  /** Earliest time of the next interrupt, in ns. */
  private notBefore = 0;
  private cancel: (() => void) | undefined;
  private readonly onTimer = () => this.fire();

  /**
   * @param options.irq the output of channel 0
   * @param options.minPeriodNs least time between two interrupts, against guests that would keep the host busy; 20 us unless told
   */
  constructor(options: { clock: Clock; irq: IrqLine; minPeriodNs?: number }) {
    this.clock = options.clock;
    this.irq = options.irq;
    this.minPeriodNs = options.minPeriodNs ?? 20_000;
  }

  readPort(port: number, _size: AccessSize): number {
    const now = this.ticks();
    if (port === SYSTEM_CONTROL_B_PORT) {
      const channel = this.channels[2];
      const refresh = Math.floor(now / REFRESH_TICKS) & 1;
      return (channel.gate ? 1 : 0) | this.speaker | (refresh << 4) | (channel.output(now) ? 0x20 : 0);
    }
    return port < PIT_CONTROL_PORT ? this.channels[port & 3]!.read(now) : 0xff;
  }

  writePort(port: number, _size: AccessSize, value: number): void {
    const now = this.ticks();
    if (port === SYSTEM_CONTROL_B_PORT) {
      this.speaker = value & 0x02;
      this.channels[2].setGate((value & 1) !== 0, now);
    } else if (port === PIT_CONTROL_PORT) {
      this.control(value, now);
    } else {
      this.channels[port & 3]!.write(value, now);
      if ((port & 3) === 0) this.settle();
    }
  }

  state(): PlainValue {
    return {
      speaker: this.speaker,
      level: this.level,
      notBefore: this.notBefore,
      channels: this.channels.map((channel) => channel.state()),
    };
  }

  restore(state: PlainValue): void {
    const reader = new StateReader('pit', state);
    const speaker = reader.integer('speaker', 0, 2) & 2;
    const level = reader.flag('level');
    const notBefore = reader.time('notBefore');
    const states = reader.list('channels', 3, 3);
    const apply = this.channels.map((channel, i) => channel.prepareRestore(states[i]!));
    for (const step of apply) step();
    this.speaker = speaker;
    this.level = level;
    this.notBefore = notBefore;
    this.irq(level);
    this.schedule(this.ticks());
  }

  private ticks(): number {
    return this.frequency.ticksAt(this.clock.now());
  }

  private control(value: number, now: number): void {
    const select = value >>> 6;
    if (select !== 3) {
      this.channels[select]!.control(value, now);
      // A latch command leaves the counting, hence the next interrupt, as it is.
      if (select === 0 && (value & 0x30) !== 0) this.settle();
      return;
    }
    for (let i = 0; i < 3; i++) {
      if ((value & (2 << i)) !== 0) this.channels[i]!.readBack((value & 0x20) === 0, (value & 0x10) === 0, now);
    }
  }

  /** Drives the line to the output's level and sets the timer for its next rise. */
  private settle(): void {
    const now = this.ticks();
    this.level = this.channels[0].output(now);
    this.irq(this.level);
    this.schedule(now);
  }

  private schedule(now: number): void {
    this.cancel?.();
    const rise = this.channels[0].nextRise(now);
    if (rise === undefined) this.cancel = undefined;
    else this.cancel = this.clock.at(Math.max(this.frequency.timeOf(rise), this.notBefore), this.onTimer);
  }

  private fire(): void {
    // The low part of a pulse, one tick in the strobe modes, is over by now; controllers look for the edge.
    this.irq(false);
    this.level = true;
    this.irq(true);
    this.notBefore = this.clock.now() + this.minPeriodNs;
    this.schedule(this.ticks());
  }
}
