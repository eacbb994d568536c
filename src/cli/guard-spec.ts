/** `--guard SPEC`: what to guard, as a person writes it. */
import { HvError } from '../base/error.ts';
import { findInteger } from './quantity.ts';

/** A parsed SPEC. Lengths and offsets are bytes. */
export type GuardSpec =
  /** `gpa:ADDR+LEN` */
  | { readonly kind: 'gpa'; readonly text: string; readonly address: number; readonly length: number }
  /** `gva:ADDR+LEN`, translated once the address is mapped */
  | { readonly kind: 'gva'; readonly text: string; readonly address: bigint; readonly length: number }
  /** `symbol`, `symbol:LEN`, `symbol+OFF:LEN`; no length: the whole symbol */
  | {
      readonly kind: 'symbol';
      readonly text: string;
      readonly symbol: string;
      readonly offset: number;
      readonly length: number | undefined;
    };

/** Guest-physical addresses end here: four levels of EPT. */
const GPA_END = 2n ** 48n;
/** Bytes that one guard may cover: 1 GiB, far above any object, far below what would exhaust the host. */
const LENGTH_LIMIT = 2n ** 30n;
const FORMS = 'gpa:ADDR+LEN, gva:ADDR+LEN, symbol, symbol:LEN or symbol+OFF:LEN';

/**
 * @throws HvError `bad-guard`, one line that quotes the SPEC
 * @example parseGuardSpec('gpa:0x10000000+4'); // { kind: 'gpa', address: 0x10000000, length: 4, … }
 */
export function parseGuardSpec(text: string): GuardSpec {
  const address = /^(gpa|gva):([^+]+)\+(.+)$/.exec(text);
  if (address) {
    const start = findInteger(address[2]);
    const length = findInteger(address[3]);
    if (start === undefined || length === undefined) throw bad(text, `expected ${address[1]}:ADDR+LEN`);
    const checked = checkLength(text, length);
    if (address[1] === 'gva') {
      if (start + length > 1n << 64n) throw bad(text, 'expected a range below 2^64');
      return { kind: 'gva', text, address: start, length: checked };
    }
    if (start + length > GPA_END) throw bad(text, 'expected a range below 2^48');
    return { kind: 'gpa', text, address: Number(start), length: checked };
  }
  if (/^(gpa|gva):/.test(text)) throw bad(text, `expected ${text.slice(0, 3)}:ADDR+LEN`);
  const symbol = /^([A-Za-z_.$][\w.$]*)(?:\+([^:]+))?(?::(.+))?$/.exec(text);
  if (!symbol) throw bad(text, `expected ${FORMS}`);
  const offset = symbol[2] === undefined ? 0n : findInteger(symbol[2]);
  if (offset === undefined || offset > LENGTH_LIMIT) throw bad(text, 'expected an offset in bytes behind the +');
  const length = symbol[3] === undefined ? undefined : findInteger(symbol[3]);
  if (symbol[3] !== undefined && length === undefined) throw bad(text, 'expected a length in bytes behind the :');
  return {
    kind: 'symbol',
    text,
    symbol: symbol[1],
    offset: Number(offset),
    length: length === undefined ? undefined : checkLength(text, length),
  };
}

function checkLength(text: string, length: bigint): number {
  if (length < 1n || length > LENGTH_LIMIT) throw bad(text, 'expected a length of 1 byte to 1 GiB');
  return Number(length);
}

function bad(text: string, message: string): HvError {
  return new HvError('bad-guard', `--guard ${JSON.stringify(text)}: ${message}`);
}
