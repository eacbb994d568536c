/** What a caller may name: ranges of guest frames, and counts. One place for the checks, so that all calls agree. */
import { HvError } from '../base/error.ts';
import { SPP_GPA_LIMIT } from '../spec/vmx/sppt.ts';
import { PAGE_SIZE } from './host-memory.ts';

/** Guest frames that exist: four levels of tables reach 2^48 bytes. */
export const GFN_LIMIT = SPP_GPA_LIMIT / PAGE_SIZE;

/**
 * @param caller name of the call, for the message
 * @throws HvError `invalid-argument` unless [gfn, gfn + pages) is a range of guest frames below 2^48 bytes; it may be empty
 */
export function checkFrames(caller: string, gfn: number, pages: number): void {
  if (Number.isInteger(gfn) && Number.isInteger(pages) && gfn >= 0 && pages >= 0 && gfn + pages <= GFN_LIMIT) return;
  const got = `gfn ${formatNumber(gfn)} with ${String(pages)} pages`;
  throw new HvError('invalid-argument', `${caller}: expected guest frames below 2^48 bytes, got ${got}`);
}

/** @throws HvError `invalid-argument` unless the value is a whole number from `least` up */
export function checkCount(caller: string, what: string, value: number, least = 0): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new HvError('invalid-argument', `${caller}: expected ${what}, ${least} or more, got ${String(value)}`);
}

/** A number for messages: hexadecimal when it is one that can be an address. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) && value >= 0 ? `0x${value.toString(16)}` : String(value);
}
