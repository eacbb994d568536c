/**
 * What to guard, as a person writes it: on the command line, in a policy file, through the library.
 *
 *     gpa:ADDR+LEN  gva:ADDR+LEN                guest-physical and guest-linear ranges
 *     symbol  symbol:LEN  symbol+OFF:LEN        a kernel symbol, or bytes from its start
 *     symbol.member.member  symbol.member[3]    a part of a symbol whose type is known
 *     task_struct.cred@all                      this part of every object of the type, as they come and go
 *     module@all                                every object of the type, whole
 *
 * `+OFF` and `:LEN` may follow parts, too. Numbers are decimal, or hexadecimal with 0x; all are bytes.
 */
import { HvError } from '../../base/error.ts';

/** A name or an index of a path, and where it stands in the text. */
export type PathToken =
  | { readonly kind: 'member'; readonly name: string; readonly column: number }
  | { readonly kind: 'index'; readonly index: number; readonly column: number };

/** A parsed target. Lengths and offsets are bytes. */
export type GuardTarget =
  | { readonly kind: 'physical'; readonly text: string; readonly address: number; readonly length: number }
  /** Translated once the address is mapped. */
  | { readonly kind: 'linear'; readonly text: string; readonly address: bigint; readonly length: number }
  | {
      readonly kind: 'path';
      readonly text: string;
      /** At least one; the first is a name. */
      readonly path: readonly PathToken[];
      /** In every object of the type that the path starts with. */
      readonly isEach: boolean;
      readonly offset: number;
      /** undefined: to the end of what the path names. */
      readonly length: number | undefined;
    };

/** Guest-physical addresses end here: four levels of EPT. */
const GPA_END = 2n ** 48n;
/** Bytes that one guard may cover: 1 GiB, far above any object, far below what would exhaust the host. */
const LENGTH_LIMIT = 2n ** 30n;
/** Longest text that is looked at. */
const TEXT_LIMIT = 1024;
const FORMS = 'gpa:ADDR+LEN, gva:ADDR+LEN, symbol, symbol:LEN, symbol+OFF:LEN, symbol.member or type.member@all';
const NAME = /[A-Za-z_$][\w$]*/y;
/** What may follow a dot: compilers make symbols such as `__func__.1`. */
const PART = /[\w$]+/y;
const NUMBER = /(?:0x[0-9a-f]{1,16}|\d{1,20})(?!\w)/iy;

/**
 * @throws HvError `bad-guard`, one line that quotes the text and names the column that is wrong
 * @example parseGuardTarget('modprobe_path:16');
 */
export function parseGuardTarget(text: string): GuardTarget {
  return new Parser(text).target();
}

/** The error for a place in a target's text. @param column from 1 */
export function targetError(text: string, column: number, message: string): HvError {
  const shown = text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}…` : text;
  return new HvError('bad-guard', `guard ${JSON.stringify(shown)}, column ${column}: ${message}`);
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  target(): GuardTarget {
    if (this.#text.length > TEXT_LIMIT) throw this.#bad(`expected at most ${TEXT_LIMIT} characters`, TEXT_LIMIT);
    const space = /^(gpa|gva):/.exec(this.#text)?.[1] as 'gpa' | 'gva' | undefined;
    return space === undefined ? this.#path() : this.#range(space);
  }

  #range(space: 'gpa' | 'gva'): GuardTarget {
    const text = this.#text;
    this.#at = 4;
    const address = this.#number(`${space}:ADDR+LEN`);
    if (!this.#take('+')) throw this.#bad(`expected ${space}:ADDR+LEN`);
    const length = this.#length(`${space}:ADDR+LEN`);
    this.#end(`${space}:ADDR+LEN`);
    const end = space === 'gva' ? 1n << 64n : GPA_END;
    if (address + BigInt(length) > end) {
      throw this.#bad(`expected a range below 2^${space === 'gva' ? 64 : 48}`, 4);
    }
    if (space === 'gva') return { kind: 'linear', text, address, length };
    return { kind: 'physical', text, address: Number(address), length };
  }

  #path(): GuardTarget {
    const path: PathToken[] = [this.#name(NAME, FORMS)];
    for (;;) {
      if (this.#take('.')) path.push(this.#name(PART, 'the name of a member behind the .'));
      else if (this.#take('[')) path.push(this.#index());
      else break;
    }
    const isEach = this.#take('@');
    if (isEach && !this.#take('all')) throw this.#bad('expected all behind the @');
    let offset = 0n;
    let length: number | undefined;
    if (this.#take('+')) {
      const column = this.#at;
      offset = this.#number('an offset in bytes behind the +');
      if (offset > LENGTH_LIMIT) throw this.#bad('expected an offset of at most 1 GiB', column);
    }
    if (this.#take(':')) length = this.#length('a length in bytes behind the :');
    this.#end('. [ @all + : or the end');
    return { kind: 'path', text: this.#text, path, isEach, offset: Number(offset), length };
  }

  #name(form: RegExp, expected: string): PathToken {
    const column = this.#at + 1;
    const name = this.#match(form);
    if (name === undefined) throw this.#bad(`expected ${expected}`);
    return { kind: 'member', name, column };
  }

  #index(): PathToken {
    const column = this.#at + 1;
    const index = this.#number('an index between [ and ]');
    if (index > LENGTH_LIMIT) throw this.#bad('expected an index of at most 2^30', column - 1);
    if (!this.#take(']')) throw this.#bad('expected ]');
    return { kind: 'index', index: Number(index), column };
  }

  #length(expected: string): number {
    const column = this.#at;
    const length = this.#number(expected);
    if (length < 1n || length > LENGTH_LIMIT) throw this.#bad('expected a length of 1 byte to 1 GiB', column);
    return Number(length);
  }

  #number(expected: string): bigint {
    const digits = this.#match(NUMBER);
    const value = digits === undefined ? undefined : BigInt(digits);
    if (value === undefined || value >= 1n << 64n) {
      throw this.#bad(`expected ${expected}`, this.#at - (digits?.length ?? 0));
    }
    return value;
  }

  #match(form: RegExp): string | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #end(expected: string): void {
    if (this.#at < this.#text.length) throw this.#bad(`expected ${expected}`);
  }

  #bad(message: string, at = this.#at): HvError {
    return targetError(this.#text, at + 1, message);
  }
}
