/** How long a vCPU stays in the kernel. */
import type { Alarm, System } from './system.ts';

/**
 * The longest time in the kernel without a turn of JavaScript, ns: the end of a process or of a worker thread waits for
 * one.
 */
const LONGEST_STAY_NS = 20e6;

/** What a vCPU does with the alarm of its thread, which the thread's other vCPUs use, too. */
export class StayAlarm {
  readonly #alarm: Alarm;

  constructor(alarm: Alarm) {
    this.#alarm = alarm;
  }

  get thread(): number {
    return this.#alarm.thread;
  }

  /** Before the guest is entered: it comes back by the deadline at the latest. Costs nothing while that is so already. */
  arm(now: number, deadline: number): void {
    const alarm = this.#alarm;
    if (alarm.at > now && alarm.at <= deadline) return;
    alarm.at = Math.min(deadline, now + LONGEST_STAY_NS);
    alarm.set(alarm.at - now);
  }

  /** Before a single step: it comes back, whether it has ended or not. */
  limitStep(): void {
    this.#alarm.at = -Infinity; // the one for the end of run() is gone
    this.#alarm.set(LONGEST_STAY_NS);
  }

  /** A signal has come. @returns whether the alarm's time is over */
  take(now: number): boolean {
    const { at } = this.#alarm;
    if (at === -Infinity || now < at) return false;
    this.#alarm.at = -Infinity;
    return true;
  }

  /** The guest is not going to be entered for a while. */
  off(): void {
    this.#alarm.off();
  }

  close(): void {
    this.#alarm.off();
    this.#alarm.close();
  }
}

/**
 * Turn the calling thread's alarm off, whoever has set it; vCPUs set it again when they enter their guests. For calls that
 * give up when a signal waits and may take longer than the alarm takes to come again: they would never come to their end.
 */
export function silenceAlarm(system: System): void {
  const alarm = system.createAlarm();
  if (typeof alarm === 'number') return; // then nobody has set it
  alarm.off();
  alarm.close();
}
