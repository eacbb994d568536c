// CPUID offers exactly what is implemented: every encoding of every opcode map, up to ModRM, is executed, and must raise
// #UD exactly when CPUID does not offer the instruction. Which instruction an encoding is and which feature it belongs
// to, says iced-x86, which knows nothing of our tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CpuidFeature, Decoder, DecoderOptions } from 'iced-x86';
import { queryCpuid } from '../../src/cpu/cpuid.ts';
import { coreBytes, coreRunner } from '../support/core-runner.ts';
import { CODE_AT, FX_SIZE, type MachineCase, WINDOW, WINDOW_SIZE } from '../support/machine-case.ts';

type Register = 'eax' | 'ebx' | 'ecx' | 'edx';
type Place = readonly [leaf: number, register: Register, bit: number];

// SDM Vol. 2A, "CPUID - CPU Identification". What iced knows and is not here, is not offered.
// biome-ignore format: a table
const FEATURES: Readonly<Record<string, Place>> = {
  FPU:        [1, 'edx', 0],   FPU287:     [1, 'edx', 0],   FPU387:     [1, 'edx', 0],
  TSC:        [1, 'edx', 4],   MSR:        [1, 'edx', 5],   CX8:        [1, 'edx', 8],
  SEP:        [1, 'edx', 11],  CMOV:       [1, 'edx', 15],  CLFSH:      [1, 'edx', 19],
  MMX:        [1, 'edx', 23],  FXSR:       [1, 'edx', 24],  SSE:        [1, 'edx', 25],
  SSE2:       [1, 'edx', 26],  SSE3:       [1, 'ecx', 0],   PCLMULQDQ:  [1, 'ecx', 1],
  MONITOR:    [1, 'ecx', 3],   VMX:        [1, 'ecx', 5],   SSSE3:      [1, 'ecx', 9],
  FMA:        [1, 'ecx', 12],  CMPXCHG16B: [1, 'ecx', 13],  SSE4_1:     [1, 'ecx', 19],
  SSE4_2:     [1, 'ecx', 20],  MOVBE:      [1, 'ecx', 22],  POPCNT:     [1, 'ecx', 23],
  AES:        [1, 'ecx', 25],  XSAVE:      [1, 'ecx', 26],  AVX:        [1, 'ecx', 28],
  F16C:       [1, 'ecx', 29],  RDRAND:     [1, 'ecx', 30],  FSGSBASE:   [7, 'ebx', 0],
  INVPCID:    [7, 'ebx', 10],  RTM:        [7, 'ebx', 11],  RDSEED:     [7, 'ebx', 18],
  ADX:        [7, 'ebx', 19],  SMAP:       [7, 'ebx', 20],  CLFLUSHOPT: [7, 'ebx', 23],
  CLWB:       [7, 'ebx', 24],  SHA:        [7, 'ebx', 29],  RDPID:      [7, 'ecx', 22],
  XSAVEOPT:   [0xd, 'eax', 0], SYSCALL:    [0x8000_0001, 'edx', 11], RDTSCP: [0x8000_0001, 'edx', 27],
  X64:        [0x8000_0001, 'edx', 29],    PREFETCHW: [0x8000_0001, 'ecx', 8],
};
/** There since long before CPUID, or no bit says so. RDPMC came with the P6 and is checked by #GP. */
const ALWAYS = new Set('INTEL8086 INTEL186 INTEL286 INTEL386 INTEL486 CPUID MULTIBYTENOP PAUSE RDPMC'.split(' '));
const NAME_OF = new Map(Object.entries(CpuidFeature).map(([name, value]) => [value, name]));

function isOffered(feature: string): boolean {
  const place = FEATURES[feature];
  if (place === undefined) return ALWAYS.has(feature);
  const [leaf, register, bit] = place;
  const out = new Uint32Array(4);
  const context = { cr4: 0, xcr0: 3, apicEnabled: true, apicId: 0, cpuCount: 1, physicalAddressBits: 39, tscHz: 1e9 };
  queryCpuid(leaf, leaf === 0xd ? 1 : 0, context, out);
  return ((out[['eax', 'ebx', 'ecx', 'edx'].indexOf(register)] >>> bit) & 1) !== 0;
}

interface Encoding {
  readonly bits: 64 | 32;
  readonly prefix: number | undefined;
  readonly map: readonly number[];
  readonly opcode: number;
  readonly modrm: number;
}

/**
 * Encodings on which iced's answer is not the processor's.
 * @returns whether #UD is to be expected; undefined: as iced and CPUID say
 */
function exception({ bits, prefix, map, opcode, modrm }: Encoding): boolean | undefined {
  const isMemory = modrm < 0xc0;
  const reg = (modrm >> 3) & 7;
  if (map.length === 0) {
    if (opcode === 0xd6) return true; // SALC has no page in the manual
    if (opcode === 0x63 && bits === 64) return false;
    return undefined;
  }
  if (map.length > 1) return undefined;
  switch (opcode) {
    case 0x01: // CLAC and STAC: the code runs at CPL 3
      return modrm === 0xca || modrm === 0xcb ? true : undefined;
    case 0x05: // SYSCALL and SYSRET: in 64-bit mode only, on Intel's processors
    case 0x07:
      return bits === 32;
    case 0x0b: // UD2, UD1, UD0 are instructions whose meaning is #UD
    case 0xb9:
    case 0xff:
      return true;
    case 0x0d: // prefetches and hints: those that a processor does not know do nothing
    case 0x18:
    case 0x19:
    case 0x1a:
    case 0x1b:
    case 0x1c:
    case 0x1d:
    case 0x1e:
    case 0x1f:
      return false;
    case 0x09: // WBNOINVD: WBINVD where it is not known
      return false;
    case 0xaa: // RSM outside SMM
      return true;
    case 0xbc: // TZCNT, LZCNT: BSF, BSR where they are not known
    case 0xbd:
      return false;
    case 0xae: // CR4.FSGSBASE is off here: #UD either way
      if (prefix === 0xf3 && !isMemory && reg < 4) return true;
      return undefined;
    default:
      return undefined;
  }
}

/** @returns whether #UD is to be expected, and what iced takes the bytes for */
function expected(encoding: Encoding, code: Uint8Array): { ud: boolean; what: string } {
  const decoder = new Decoder(encoding.bits, code, DecoderOptions.None);
  const instruction = decoder.decode();
  const features = instruction.isInvalid
    ? ['invalid']
    : [...instruction.cpuidFeatures()].map((f) => NAME_OF.get(f) ?? '?');
  const ud = exception(encoding) ?? !features.every(isOffered);
  instruction.free();
  decoder.free();
  return { ud, what: features.join(' ') };
}

const PREFIXES = [undefined, 0x66, 0xf3, 0xf2] as const;
const MAPS = [[], [0x0f], [0x0f, 0x38], [0x0f, 0x3a]] as const;
/** One byte is a prefix, a map of its own or something that the other tests are about. */
const LEFT_OUT = new Set([0x0f, 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3]);
/** ModRM: memory at [rAX] and register 0, with all of `reg`. */
const MODRM = Array.from({ length: 256 }, (_, i) => i).filter((i) => (i & 0xc7) === 0 || (i & 0xc7) === 0xc0);
/** The same, and all registers: where ModRM.rm tells instructions apart. */
const ALL_RM = Array.from({ length: 256 }, (_, i) => i).filter((i) => (i & 0xc7) === 0 || i >= 0xc0);

function modrmsOf(map: readonly number[], opcode: number): readonly number[] {
  if (map.length === 0)
    return opcode === 0xc6 || opcode === 0xc7 || (opcode >= 0xd8 && opcode <= 0xdf) ? ALL_RM : MODRM;
  return map.length === 1 && [0x01, 0x1e, 0xae, 0xc7].includes(opcode) ? ALL_RM : MODRM;
}

function* encodings(bits: 64 | 32, map: readonly number[]): Generator<Encoding> {
  for (const prefix of PREFIXES) {
    for (let opcode = 0; opcode < 256; opcode++) {
      if (map.length === 0 && (LEFT_OUT.has(opcode) || (bits === 64 && opcode >= 0x40 && opcode < 0x50))) continue;
      if (map.length === 1 && (opcode === 0x38 || opcode === 0x3a)) continue;
      for (const modrm of modrmsOf(map, opcode)) yield { bits, prefix, map, opcode, modrm };
    }
  }
}

function caseOf(encoding: Encoding): MachineCase {
  const { bits, prefix, map, opcode, modrm } = encoding;
  const bytes = [...(prefix === undefined ? [] : [prefix]), ...map, opcode, modrm, 0, 0, 0, 0, 0, 0, 0, 0];
  const gpr = new BigUint64Array(16).fill(BigInt(WINDOW + 0x200));
  gpr[1] = 1n;
  const fx = new Uint8Array(FX_SIZE);
  new DataView(fx.buffer).setUint16(0, 0x37f, true);
  new DataView(fx.buffer).setUint32(24, 0x1f80, true);
  return {
    title: '',
    name: '',
    bits,
    code: Uint8Array.from(bytes),
    gpr,
    rflags: 0x202n,
    fx,
    window: new Uint8Array(WINDOW_SIZE),
    undefinedFlags: 0,
  };
}

const core = coreBytes();
const skip = 'absent' in core ? core.absent : false;

for (const bits of [64, 32] as const) {
  // The three-byte maps are the same in all modes.
  for (const map of bits === 64 ? MAPS : MAPS.slice(0, 2)) {
    const name = map.length === 0 ? 'one byte' : map.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    test(`#UD exactly where CPUID does not offer it: ${bits}-bit code, map ${name}`, { skip }, () => {
      const made = coreRunner();
      assert.ok('runner' in made);
      const wrong = new Map<string, number>();
      let count = 0;
      for (const encoding of encodings(bits, map)) {
        const one = caseOf(encoding);
        const { ud, what } = expected(encoding, one.code);
        const [result] = made.runner.run([one]);
        // #UD of a later instruction (a jump went somewhere) is none of this one.
        const isUd = result.vector === 6 && result.rip === BigInt(CODE_AT);
        count++;
        if (isUd === ud) continue;
        const hex = Buffer.from(one.code.subarray(0, one.code.length - 8)).toString('hex');
        wrong.set(`${hex} (${what}): expected ${ud ? '#UD' : 'no #UD'}, got vector ${result.vector}`, 1);
      }
      assert.ok(count > 1000);
      assert.deepEqual([...wrong.keys()].slice(0, 40), [], `${wrong.size} of ${count} encodings`);
    });
  }
}
