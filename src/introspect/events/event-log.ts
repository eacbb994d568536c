/**
 * A bounded log of events: the newest are kept, and every reader learns which it missed.
 */
import { HvError } from '../../base/error.ts';
import { VERDICTS, verdictStrength } from '../guard/verdict.ts';
import type { GuardEvent, WriterContext } from './event.ts';

/** Events that a reader came too late for. */
export interface EventLoss {
  /** Sequence number of the first and the last lost event. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What an EventReader hands out. */
export interface EventBatch {
  readonly events: readonly GuardEvent[];
  /** Lost before the first of `events`. */
  readonly lost?: EventLoss;
}

/** Bounds of a log. */
export interface EventLogLimits {
  /** Events kept, 1..2^20; default 16384. About 200 bytes each. */
  readonly events?: number;
  /** Bytes of old and new values longer than 32 kept, over all events; default 32 MiB. The newest event is always kept. */
  readonly bytes?: number;
}

const ORIGINS = ['cpu', 'device', 'host', 'audit'] as const;
/** Old and new values up to this length are kept in line. */
const INLINE = 32;
/** Instructions have at most 15 bytes. */
const INSTRUCTION = 16;

/**
 * Bounded event log. Appending is O(1), whoever reads.
 *
 * Events are kept as columns, and made into objects when they are read: as objects, the garbage collector's copying of
 * them took longer than everything else about a denied write.
 */
export class EventLog {
  readonly #capacity: number;
  readonly #byteLimit: number;
  /** Bytes in #large. */
  #bytes = 0;
  /** Sequence number of the oldest event kept, and of the next to come. */
  #first = 1;
  #next = 1;
  readonly #origin: Uint8Array;
  readonly #verdict: Uint8Array;
  readonly #length: Uint32Array;
  readonly #time: Float64Array;
  readonly #gpa: Float64Array;
  readonly #values: Uint8Array;
  readonly #guards: (readonly string[])[];
  /** Old and new values that are too long for #values, one behind the other. */
  readonly #large: (Uint8Array | undefined)[];
  readonly #writer: WriterColumns;

  constructor(limits: EventLogLimits = {}) {
    const events = limits.events ?? 16384;
    const bytes = limits.bytes ?? 32 << 20;
    if (!Number.isInteger(events) || events < 1 || events > 2 ** 20 || !(bytes >= 0)) {
      throw new HvError('invalid-argument', `EventLog: expected 1 to 2^20 events, got ${events} and ${bytes} bytes`);
    }
    this.#capacity = events;
    this.#byteLimit = bytes;
    this.#origin = new Uint8Array(events);
    this.#verdict = new Uint8Array(events);
    this.#length = new Uint32Array(events);
    this.#time = new Float64Array(events);
    this.#gpa = new Float64Array(events);
    this.#values = new Uint8Array(events * INLINE * 2);
    this.#guards = [];
    this.#large = [];
    this.#writer = new WriterColumns(events);
  }

  /** Events ever appended. */
  get count(): number {
    return this.#next - 1;
  }

  /** Sequence number of the oldest event that is kept; count + 1 when there is none. */
  get first(): number {
    return this.#first;
  }

  /** Append a copy of an event. @returns the event with its sequence number */
  append(event: Omit<GuardEvent, 'seq'>): GuardEvent {
    return this.enter(numbered(0, event));
  }

  /** The same for an event that is nobody else's yet: it gets its number in place. */
  enter(event: GuardEvent): GuardEvent {
    const seq = this.#next;
    if (seq - this.#first === this.#capacity) this.#dropOldest();
    const slot = seq % this.#capacity;
    const length = event.new.length;
    this.#origin[slot] = ORIGINS.indexOf(event.origin);
    this.#verdict[slot] = verdictStrength(event.verdict);
    this.#length[slot] = length;
    this.#time[slot] = event.time;
    this.#gpa[slot] = event.gpa;
    this.#guards[slot] = event.guards;
    this.#writer.set(slot, event.writer);
    if (length <= INLINE) {
      // Byte by byte: for the few bytes of a store, set() costs more.
      const at = slot * INLINE * 2;
      for (let i = 0; i < length; i++) {
        this.#values[at + i] = event.old[i];
        this.#values[at + INLINE + i] = event.new[i];
      }
      this.#large[slot] = undefined;
    } else {
      const both = new Uint8Array(length * 2);
      both.set(event.old);
      both.set(event.new, length);
      this.#large[slot] = both;
      this.#bytes += both.length;
    }
    this.#next++;
    while (this.#bytes > this.#byteLimit && this.#next - this.#first > 1) this.#dropOldest();
    (event as { seq: number }).seq = seq;
    return event;
  }

  /** A reader that starts at the oldest event ever, or at the next to come. */
  reader(from: 'start' | 'now' = 'start'): EventReader {
    return new EventReader(this, from === 'start' ? 1 : this.#next);
  }

  /** The event with a sequence number; undefined when it is not kept (any more). */
  findEvent(seq: number): GuardEvent | undefined {
    if (!(seq >= this.#first && seq < this.#next)) return undefined;
    const slot = seq % this.#capacity;
    const length = this.#length[slot];
    const at = slot * INLINE * 2;
    const large = this.#large[slot];
    return {
      seq,
      time: this.#time[slot],
      origin: ORIGINS[this.#origin[slot]],
      writer: this.#writer.get(slot),
      gpa: this.#gpa[slot],
      old: large === undefined ? this.#values.slice(at, at + length) : large.slice(0, length),
      new: large === undefined ? this.#values.slice(at + INLINE, at + INLINE + length) : large.slice(length),
      guards: this.#guards[slot],
      verdict: VERDICTS[this.#verdict[slot]],
    };
  }

  #dropOldest(): void {
    const slot = this.#first % this.#capacity;
    this.#bytes -= this.#large[slot]?.length ?? 0;
    this.#large[slot] = undefined;
    this.#first++;
  }
}

/** The event with its number; property by property, see describeWrite(). */
function numbered(seq: number, event: Omit<GuardEvent, 'seq'>): GuardEvent {
  const { time, origin, writer, gpa, old, guards, verdict } = event;
  return { seq, time, origin, writer, gpa, old, new: event.new, guards, verdict };
}

/** WriterContext by slot. */
class WriterColumns {
  /** Bit 0: there is a writer; bit 1: with a linear address; bits 7:2 length of the instruction. */
  readonly #flags: Uint8Array;
  readonly #vcpu: Uint32Array;
  readonly #icount: Float64Array;
  readonly #cr3: Float64Array;
  readonly #rip: BigUint64Array;
  readonly #gva: BigUint64Array;
  readonly #instruction: Uint8Array;
  readonly #symbol: (string | undefined)[] = [];
  readonly #disassembly: (string | undefined)[] = [];
  readonly #process: WriterContext['process'][] = [];
  readonly #stack: WriterContext['stack'][] = [];

  constructor(capacity: number) {
    this.#flags = new Uint8Array(capacity);
    this.#vcpu = new Uint32Array(capacity);
    this.#icount = new Float64Array(capacity);
    this.#cr3 = new Float64Array(capacity);
    this.#rip = new BigUint64Array(capacity);
    this.#gva = new BigUint64Array(capacity);
    this.#instruction = new Uint8Array(capacity * INSTRUCTION);
  }

  set(slot: number, writer: WriterContext | undefined): void {
    if (writer === undefined) {
      this.#flags[slot] = 0;
      this.#symbol[slot] = undefined;
      this.#disassembly[slot] = undefined;
      this.#process[slot] = undefined;
      this.#stack[slot] = undefined;
      return;
    }
    const { instruction, gva } = writer;
    const length = Math.min(instruction.length, INSTRUCTION);
    this.#flags[slot] = 1 | (gva === undefined ? 0 : 2) | (length << 2);
    this.#vcpu[slot] = writer.vcpu;
    this.#icount[slot] = writer.icount;
    this.#cr3[slot] = writer.cr3;
    this.#rip[slot] = writer.rip;
    if (gva !== undefined) this.#gva[slot] = gva;
    this.#symbol[slot] = writer.symbol;
    this.#disassembly[slot] = writer.disassembly;
    this.#process[slot] = writer.process;
    this.#stack[slot] = writer.stack;
    for (let i = 0; i < length; i++) this.#instruction[slot * INSTRUCTION + i] = instruction[i];
  }

  get(slot: number): WriterContext | undefined {
    const flags = this.#flags[slot];
    if ((flags & 1) === 0) return undefined;
    return {
      vcpu: this.#vcpu[slot],
      icount: this.#icount[slot],
      rip: this.#rip[slot],
      symbol: this.#symbol[slot],
      instruction: this.#instruction.slice(slot * INSTRUCTION, slot * INSTRUCTION + (flags >>> 2)),
      disassembly: this.#disassembly[slot],
      gva: flags & 2 ? this.#gva[slot] : undefined,
      cr3: this.#cr3[slot],
      process: this.#process[slot],
      stack: this.#stack[slot],
    };
  }
}

/** One reader's place in a log, and what it lost. */
export class EventReader {
  /** Events lost so far, in all. */
  lostCount = 0;
  readonly #log: EventLog;
  #position: number;

  constructor(log: EventLog, position: number) {
    this.#log = log;
    this.#position = position;
  }

  /** Events since the last call, oldest first. */
  read(max = 1024): EventBatch {
    const first = this.#log.first;
    let lost: EventLoss | undefined;
    if (this.#position < first) {
      lost = { from: this.#position, to: first - 1, count: first - this.#position };
      this.lostCount += lost.count;
      this.#position = first;
    }
    const events: GuardEvent[] = [];
    while (events.length < max) {
      const event = this.#log.findEvent(this.#position);
      if (event === undefined) break;
      events.push(event);
      this.#position++;
    }
    return lost === undefined ? { events } : { events, lost };
  }
}
