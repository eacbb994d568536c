import { HvError } from '../base/error.ts';
import type { PlainValue } from './device.ts';

/**
 * Reads the members of a saved state and refuses what the device could not have written: a snapshot is an input
 * file, and an input file is hostile.
 * @example const reader = new StateReader('serial', state); const lcr = reader.integer('lcr', 0, 0xff);
 */
export class StateReader {
  private readonly owner: string;
  private readonly members: { readonly [key: string]: PlainValue };

  /**
   * @param owner the device's name, for messages
   * @throws HvError `invalid-argument` when `value` is not an object
   */
  constructor(owner: string, value: PlainValue) {
    this.owner = owner;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      throw new HvError('invalid-argument', `restore: expected an object as state of ${owner}, got ${describe(value)}`);
    }
    this.members = value as { readonly [key: string]: PlainValue };
  }

  /** The member as an integer from `min` to `max`, both included. */
  integer(key: string, min: number, max: number): number {
    return this.checked(key, this.member(key), min, max);
  }

  /** The member as a virtual time in ns or a count of ticks: any non-negative safe integer. */
  time(key: string): number {
    return this.integer(key, 0, Number.MAX_SAFE_INTEGER);
  }

  /** The member as a boolean. */
  flag(key: string): boolean {
    const value = this.member(key);
    if (typeof value !== 'boolean') throw this.error(key, 'a boolean', value);
    return value;
  }

  /** The member as a list of integers, with `least` to `most` elements, each from `min` to `max`. */
  integers(key: string, least: number, most: number, min: number, max: number): number[] {
    const list = this.list(key, least, most);
    return list.map((value) => this.checked(key, value, min, max));
  }

  /** The member as a list of `least` to `most` values of any kind. */
  list(key: string, least: number, most: number): readonly PlainValue[] {
    const value = this.member(key);
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      throw this.error(key, `a list of ${least === most ? least : `${least} to ${most}`} elements`, value);
    }
    return value;
  }

  /** The member as it is, for a part that reads its own state. */
  value(key: string): PlainValue {
    return this.member(key);
  }

  private member(key: string): PlainValue {
    if (!Object.hasOwn(this.members, key)) {
      throw new HvError('invalid-argument', `restore: expected a member "${key}" in the state of ${this.owner}`);
    }
    return this.members[key]!;
  }

  private checked(key: string, value: PlainValue, min: number, max: number): number {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
      throw this.error(key, `an integer from ${min} to ${max}`, value);
    }
    return value;
  }

  private error(key: string, expected: string, value: PlainValue): HvError {
    return new HvError(
      'invalid-argument',
      `restore: expected ${expected} as "${key}" of ${this.owner}, got ${describe(value)}`,
    );
  }
}

/** A few words for a message; a hostile value may be huge, so only scalars are shown. */
function describe(value: PlainValue | undefined): string {
  if (Array.isArray(value)) return `a list of ${value.length} elements`;
  if (value !== null && typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `a string of ${value.length} characters` : String(value);
}
