/**
 * A bounded log of events: the newest are kept, and every reader learns which it missed.
 */
import { HvError } from '../../base/error.ts';
import type { GuardEvent } from './event.ts';

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
  /** Events kept, 1..2^20; default 16384. */
  readonly events?: number;
  /** Bytes of old and new values kept, over all events; default 32 MiB. One event is kept however large it is. */
  readonly bytes?: number;
}

/** Bounded event log. Appending is O(1), whoever reads. */
export class EventLog {
  readonly #ring: (GuardEvent | undefined)[];
  readonly #byteLimit: number;
  #bytes = 0;
  /** Sequence number of the oldest event kept, and of the next to come. */
  #first = 1;
  #next = 1;

  constructor(limits: EventLogLimits = {}) {
    const events = limits.events ?? 16384;
    const bytes = limits.bytes ?? 32 << 20;
    if (!Number.isInteger(events) || events < 1 || events > 2 ** 20 || !(bytes >= 0)) {
      throw new HvError('invalid-argument', `EventLog: expected 1 to 2^20 events, got ${events} and ${bytes} bytes`);
    }
    this.#ring = new Array<GuardEvent | undefined>(events).fill(undefined);
    this.#byteLimit = bytes;
  }

  /** Events ever appended. */
  get count(): number {
    return this.#next - 1;
  }

  /** Sequence number of the oldest event that is kept; count + 1 when there is none. */
  get first(): number {
    return this.#first;
  }

  /** Append an event. @returns it, with its sequence number */
  append(event: Omit<GuardEvent, 'seq'>): GuardEvent {
    const numbered: GuardEvent = { seq: this.#next, ...event };
    if (this.#next - this.#first === this.#ring.length) this.#dropOldest();
    this.#ring[this.#next % this.#ring.length] = numbered;
    this.#next++;
    this.#bytes += event.old.length + event.new.length;
    while (this.#bytes > this.#byteLimit && this.#next - this.#first > 1) this.#dropOldest();
    return numbered;
  }

  /** A reader that starts at the oldest event ever, or at the next to come. */
  reader(from: 'start' | 'now' = 'start'): EventReader {
    return new EventReader(this, from === 'start' ? 1 : this.#next);
  }

  /** The event with a sequence number; undefined when it is not kept (any more). */
  findEvent(seq: number): GuardEvent | undefined {
    return seq >= this.#first && seq < this.#next ? this.#ring[seq % this.#ring.length] : undefined;
  }

  #dropOldest(): void {
    const slot = this.#first % this.#ring.length;
    const oldest = this.#ring[slot] as GuardEvent;
    this.#bytes -= oldest.old.length + oldest.new.length;
    this.#ring[slot] = undefined;
    this.#first++;
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
