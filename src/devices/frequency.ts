import { HvError } from '../base/error.ts';

const NS_PER_SECOND = 1_000_000_000;

/**
 * Converts between virtual ns and the ticks of an oscillator, exactly: no tick is lost or gained however long the
 * machine runs, and `ticksAt(timeOf(n)) === n` for frequencies up to 1 GHz.
 *
 * The fraction hz / 10^9 is reduced first and the time split at its denominator, so all products stay below 2^53.
 * @example new Frequency(1_193_182).ticksAt(1_000_000_000) // 1193182
 */
export class Frequency {
  readonly hz: number;
  private readonly numerator: number;
  private readonly denominator: number;

  /**
   * @param hz ticks a second, a positive integer
   * @throws HvError `invalid-argument` when hz is not one, or is too large and too uneven to stay exact
   */
  constructor(hz: number) {
    const divisor = Number.isSafeInteger(hz) && hz > 0 ? greatestCommonDivisor(hz, NS_PER_SECOND) : 0;
    if (divisor === 0 || (hz / divisor) * (NS_PER_SECOND / divisor) > Number.MAX_SAFE_INTEGER) {
      throw new HvError(
        'invalid-argument',
        `Frequency: expected a positive frequency in Hz, round above 9 MHz, got ${hz}`,
      );
    }
    this.hz = hz;
    this.numerator = hz / divisor;
    this.denominator = NS_PER_SECOND / divisor;
  }

  /** How many whole ticks have passed at `ns`. */
  ticksAt(ns: number): number {
    const whole = Math.floor(ns / this.denominator);
    const rest = ns - whole * this.denominator;
    return whole * this.numerator + Math.floor((rest * this.numerator) / this.denominator);
  }

  /** The first ns at which `ticks` whole ticks have passed. */
  timeOf(ticks: number): number {
    const whole = Math.floor(ticks / this.numerator);
    const rest = ticks - whole * this.numerator;
    return whole * this.denominator + Math.ceil((rest * this.denominator) / this.numerator);
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
