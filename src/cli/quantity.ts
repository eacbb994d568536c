/** Numbers as people type them on a command line: sizes, durations, addresses, counts. */
import { HvError } from '../base/error.ts';

const SIZE_UNITS: Record<string, number> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const TIME_UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, '': 1000 };

const quoted = (text: string): string => JSON.stringify(text);

/**
 * A size in bytes: `65536`, `64K`, `256M`, `1G` (powers of two; `B` and `iB` may follow).
 * @param option the option that the text belongs to, for the message
 * @throws HvError `invalid-argument`
 */
export function parseSize(text: string, option: string): number {
  const match = /^(\d+)([kmg]?)(?:i?b)?$/i.exec(text);
  const value = match ? Number(match[1]) * SIZE_UNITS[match[2].toLowerCase()] : NaN;
  if (!Number.isSafeInteger(value) || value <= 0) {
    throw new HvError('invalid-argument', `${option}: expected a size such as 256M, got ${quoted(text)}`);
  }
  return value;
}

/** A duration in milliseconds: `500ms`, `60s`, `2m`, `1h`, or plain seconds. @throws HvError `invalid-argument` */
export function parseDuration(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|)$/.exec(text);
  const value = match ? Number(match[1]) * TIME_UNITS[match[2]] : NaN;
  if (!(value > 0) || value > 1e12) {
    throw new HvError('invalid-argument', `${option}: expected a duration such as 60s, got ${quoted(text)}`);
  }
  return value;
}

/** A positive whole number, also as 0x…, 1e9 or with K, M, G for powers of ten. @throws HvError `invalid-argument` */
export function parseCount(text: string, option: string): number {
  const match = /^(0x[0-9a-f]+|\d+(?:e\d+)?)([kmg]?)$/i.exec(text);
  const scale = match ? { '': 1, k: 1e3, m: 1e6, g: 1e9 }[match[2].toLowerCase()] : undefined;
  const value = match && scale ? Number(match[1]) * scale : NaN;
  if (!Number.isSafeInteger(value) || value <= 0) {
    throw new HvError('invalid-argument', `${option}: expected a positive whole number, got ${quoted(text)}`);
  }
  return value;
}

/** A 64-bit address or length: hexadecimal with 0x, else decimal. @returns undefined for anything else */
export function findInteger(text: string): bigint | undefined {
  if (!/^(0x[0-9a-f]{1,16}|\d{1,20})$/i.test(text)) return undefined;
  const value = BigInt(text);
  return value < 1n << 64n ? value : undefined;
}

/** An address that fits a Number exactly (below 2^53). @throws HvError `invalid-argument` */
export function parseAddress(text: string, option: string): number {
  const value = findInteger(text);
  if (value === undefined || value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new HvError('invalid-argument', `${option}: expected an address such as 0x100000, got ${quoted(text)}`);
  }
  return Number(value);
}
