import { Code, Encoder, Instruction, type Mnemonic } from 'iced-x86';
import { type Candidate, candidatesByMnemonic, instantiate } from './candidate.ts';
import type { Operand } from './operand.ts';

export * from './operand.ts';

type MnemonicName = Lowercase<keyof typeof Mnemonic>;
/** The assembler with one method a mnemonic: `a.mov(RAX, 1)`, `a.lgdt(fword('gdtr'))`, `a.jne('loop')`. */
export type Assembler = Source & { readonly [name in MnemonicName]: (...operands: Operand[]) => Assembler };

/** Something at an address of its own: its size may depend on where the labels are. */
type Item =
  | { readonly kind: 'bytes'; readonly make: (address: (label: string) => bigint) => Uint8Array }
  | { readonly kind: 'align'; readonly to: number; readonly fill: number }
  | {
      readonly kind: 'instruction';
      readonly bits: number;
      readonly encode: (at: bigint, labels: Labels) => Uint8Array;
    };
type Labels = (label: string) => bigint;

let table: Map<string, Candidate[]> | undefined;
const encoders = new Map<number, Encoder>();

/**
 * An assembler for test guests. The shortest encoding that fits is taken; labels may be used before they are set.
 * @param bits mode of the first instructions: 16, 32 or 64
 * @param origin address of the first byte
 * @example
 * const a = assembler(64, 0x10_0000);
 * a.mov(RCX, 10).label('again').dec(RCX).jne('again').hlt();
 * const code = a.bytes();
 */
export function assembler(bits: 16 | 32 | 64, origin: number | bigint): Assembler {
  if (table === undefined) {
    table = candidatesByMnemonic();
    for (const [name, candidates] of table) {
      Object.defineProperty(Source.prototype, name, {
        value(this: Source, ...operands: Operand[]) {
          return this.instruction(name, candidates, operands);
        },
      });
    }
  }
  return new Source(bits, BigInt(origin)) as Assembler;
}

class Source {
  readonly origin: bigint;
  #bits: 16 | 32 | 64;
  readonly #items: Item[] = [];
  /** Index of the item that a label stands before. */
  readonly #labels = new Map<string, number>();
  #prefixes: number[] = [];
  #assembled: { readonly bytes: Uint8Array; readonly addresses: Map<string, bigint> } | undefined;

  constructor(bits: 16 | 32 | 64, origin: bigint) {
    this.#bits = bits;
    this.origin = origin;
  }

  /** What follows is code of another mode. */
  bits(bits: 16 | 32 | 64): Assembler {
    this.#bits = bits;
    return this.#self();
  }

  /** Name the address of what follows. */
  label(name: string): Assembler {
    if (this.#labels.has(name)) throw new Error(`assembler: label ${name} is set twice`);
    this.#labels.set(name, this.#items.length);
    return this.#self();
  }

  /** Bytes as they are: numbers, byte arrays, or strings (one byte a character). */
  db(...values: (number | Uint8Array | string)[]): Assembler {
    const bytes = values.flatMap((value) =>
      typeof value === 'number'
        ? [value & 0xff]
        : typeof value === 'string'
          ? [...Buffer.from(value, 'latin1')]
          : [...value],
    );
    return this.#push({ kind: 'bytes', make: () => Uint8Array.from(bytes) });
  }
  /** 16-bit little-endian numbers or addresses of labels. */
  dw(...values: (number | bigint | string)[]): Assembler {
    return this.#numbers(2, values);
  }
  /** 32-bit little-endian numbers or addresses of labels. */
  dd(...values: (number | bigint | string)[]): Assembler {
    return this.#numbers(4, values);
  }
  /** 64-bit little-endian numbers or addresses of labels. */
  dq(...values: (number | bigint | string)[]): Assembler {
    return this.#numbers(8, values);
  }
  /** Bytes that need addresses of labels to be made; their number must not depend on them. */
  computed(make: (address: (label: string) => bigint) => Uint8Array): Assembler {
    return this.#push({ kind: 'bytes', make });
  }
  /** `count` bytes of 0. */
  zero(count: number): Assembler {
    return this.#push({ kind: 'bytes', make: () => new Uint8Array(count) });
  }
  /** Fill with `fill` (NOP) up to a multiple of `to` bytes. */
  align(to: number, fill = 0x90): Assembler {
    return this.#push({ kind: 'align', to, fill });
  }

  /** Prefixes of the next instruction. */
  lock(): Assembler {
    return this.#prefix(0xf0);
  }
  rep(): Assembler {
    return this.#prefix(0xf3);
  }
  repe(): Assembler {
    return this.#prefix(0xf3);
  }
  repne(): Assembler {
    return this.#prefix(0xf2);
  }

  /** Jump to selector:label, in the operand size of the mode (`wide`: 32 bits in 16-bit code). Not in 64-bit mode. */
  jmpFar(selector: number, target: string | number, options: { wide?: boolean } = {}): Assembler {
    return this.#far(Code.Jmp_ptr1616, Code.Jmp_ptr1632, selector, target, options);
  }
  /** Call selector:label. Not in 64-bit mode. */
  callFar(selector: number, target: string | number, options: { wide?: boolean } = {}): Assembler {
    return this.#far(Code.Call_ptr1616, Code.Call_ptr1632, selector, target, options);
  }

  /** The address of a label. Assembles what has been written so far. */
  addressOf(label: string): bigint {
    const address = this.#assemble().addresses.get(label);
    if (address === undefined) throw new Error(`assembler: no label ${label}`);
    return address;
  }
  /** The program. */
  bytes(): Uint8Array {
    return this.#assemble().bytes;
  }

  /** Add an instruction by its candidates: what the methods named after mnemonics call. */
  instruction(name: string, candidates: readonly Candidate[], operands: readonly Operand[]): Assembler {
    const bits = this.#bits;
    const prefixes = this.#prefixes;
    this.#prefixes = [];
    return this.#push({
      kind: 'instruction',
      bits,
      encode: (at, labels) => {
        let best: Uint8Array | undefined;
        for (const candidate of candidates) {
          const instruction = instantiate(candidate, operands, bits, labels);
          if (instruction === undefined) continue;
          if (prefixes.includes(0xf0)) instruction.hasLockPrefix = true;
          if (prefixes.includes(0xf3)) instruction.hasRepePrefix = true;
          if (prefixes.includes(0xf2)) instruction.hasRepnePrefix = true;
          const bytes = encode(instruction, bits, at);
          if (bytes !== undefined && (best === undefined || bytes.length < best.length)) best = bytes;
        }
        if (best !== undefined) return best;
        const shown = JSON.stringify(operands, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
        throw new Error(`assembler: no ${bits}-bit encoding of ${name} ${shown}`);
      },
    });
  }

  #self(): Assembler {
    return this as unknown as Assembler;
  }
  #push(item: Item): Assembler {
    if (this.#prefixes.length > 0) throw new Error('assembler: a prefix stands before data');
    this.#items.push(item);
    this.#assembled = undefined;
    return this.#self();
  }
  #prefix(value: number): Assembler {
    this.#prefixes.push(value);
    return this.#self();
  }
  #numbers(size: number, values: (number | bigint | string)[]): Assembler {
    return this.#push({
      kind: 'bytes',
      make: (address) => {
        const bytes = new Uint8Array(size * values.length);
        for (const [i, value] of values.entries()) {
          let rest = BigInt.asUintN(64, typeof value === 'string' ? address(value) : BigInt(value));
          for (let k = 0; k < size; k++, rest >>= 8n) bytes[i * size + k] = Number(rest & 0xffn);
        }
        return bytes;
      },
    });
  }
  #far(code16: Code, code32: Code, selector: number, target: string | number, options: { wide?: boolean }): Assembler {
    const bits = this.#bits;
    const code = bits === 16 && options.wide !== true ? code16 : code32;
    return this.#push({
      kind: 'instruction',
      bits,
      encode: (at, labels) => {
        const offset = typeof target === 'string' ? Number(labels(target)) : target;
        const bytes = encode(Instruction.createFarBranch(code, selector, offset), bits, at);
        if (bytes === undefined) throw new Error(`assembler: no ${bits}-bit far branch`);
        return bytes;
      },
    });
  }

  /** Lay the items out again and again until no label moves: branches to known labels shrink. */
  #assemble(): { readonly bytes: Uint8Array; readonly addresses: Map<string, bigint> } {
    if (this.#assembled !== undefined) return this.#assembled;
    // A label that is not known yet counts as far away: 16-bit offsets and 32-bit displacements are reserved for it.
    let addresses = new Map([...this.#labels.keys()].map((name) => [name, this.origin + 0x7000n]));
    for (let round = 0; round < 40; round++) {
      const labels = (name: string): bigint => {
        const address = addresses.get(name);
        if (address === undefined) throw new Error(`assembler: no label ${name}`);
        return address;
      };
      const parts: Uint8Array[] = [];
      const starts: bigint[] = [];
      let at = this.origin;
      for (const item of this.#items) {
        starts.push(at);
        const part =
          item.kind === 'bytes'
            ? item.make(labels)
            : item.kind === 'align'
              ? new Uint8Array(Number(BigInt.asUintN(32, -at)) % item.to).fill(item.fill)
              : item.encode(at, labels);
        parts.push(part);
        at += BigInt(part.length);
      }
      starts.push(at);
      const placed = new Map([...this.#labels].map(([name, index]) => [name, starts[index] as bigint]));
      const stable = [...placed].every(([name, address]) => addresses.get(name) === address);
      addresses = placed;
      if (stable) {
        this.#assembled = { bytes: new Uint8Array(Buffer.concat(parts)), addresses };
        return this.#assembled;
      }
    }
    throw new Error('assembler: the labels do not come to rest');
  }
}

/** The bytes of an instruction, or undefined where the encoder refuses it. Frees the instruction. */
function encode(instruction: Instruction, bits: number, at: bigint): Uint8Array | undefined {
  const encoder = encoders.get(bits) ?? new Encoder(bits);
  encoders.set(bits, encoder);
  try {
    encoder.encode(instruction, at);
    return encoder.takeBuffer();
  } catch {
    encoder.takeBuffer();
    return undefined;
  } finally {
    instruction.free();
  }
}
