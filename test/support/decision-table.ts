/**
 * One access against EPT and SPPT, case by case: what the processor must decide. Used for the walker of the tools and for
 * the processor core. All numbers are literals, worked out by hand from the manual's rules.
 *
 * The image that every case starts from (host-physical addresses; everything else is 0):
 *
 *   0x1000 EPT level 4      [0] -> 0x2000
 *   0x2000 EPT level 3      [0] -> 0x9000, [1] -> 0x3000
 *   0x3000 EPT level 2      [0] -> 0x4000                    (guest-physical 1 GiB: data)
 *   0x4000 EPT level 1      [0] page 0x10000 R-X bit 61, [1] page 0x11000 RWX
 *   0x5000 .. 0x8000        SPPT level 4 .. 1; of the data page only sub-page 0 may be written, of the next one none
 *   0x9000 EPT level 2      [0] -> 0xa000                    (guest-physical 0: code)
 *   0xa000 EPT level 1      [0..15] pages 0x20000.. RWX      (for a driver that executes an instruction)
 */
export const IMAGE_SIZE = 0x40_0000;
/** Host-physical frame behind guest-physical 0 .. 0xffff, for the driver's own code. */
export const CODE_HPA = 0x2_0000;
/** Guest-physical address that `offset` of a case counts from. */
export const DATA_GPA = 0x4000_0000;
export const EPTP = 0x101e;
export const SPPTP = 0x5000;
/** EPT and sub-page write permissions. */
export const CONTROLS = 0x0080_0002;
export const MAXPHYADDR = 46;

/** A table entry: host-physical address, lower half, upper half. */
export type Poke = readonly [hpa: number, lo: number, hi: number];

const L4 = 0x1000;
const L3 = 0x2008;
const L2 = 0x3000;
const L1 = 0x4000;
const NEXT = 0x4008;
const S4 = 0x5000;
const S3 = 0x6008;
const S2 = 0x7000;
const S1 = 0x8000;
const S_NEXT = 0x8008;
const SPP = 0x2000_0000;

export const BASE_IMAGE: readonly Poke[] = [
  [L4, 0x2007, 0],
  [0x2000, 0x9007, 0],
  [L3, 0x3007, 0],
  [L2, 0x4007, 0],
  [L1, 0x1_0035, SPP],
  [NEXT, 0x1_1037, 0],
  [S4, 0x6001, 0],
  [S3, 0x7001, 0],
  [S2, 0x8001, 0],
  [S1, 0x0000_0001, 0],
  [0x9000, 0xa007, 0],
  ...Array.from({ length: 16 }, (_, i): Poke => [0xa000 + 8 * i, CODE_HPA + 0x1000 * i + 0x37, 0]),
];

export interface DecisionCase {
  readonly name: string;
  /** Changes to BASE_IMAGE. */
  readonly pokes: readonly Poke[];
  readonly op: 'read' | 'write' | 'fetch';
  /** From DATA_GPA. */
  readonly offset: number;
  readonly size: number;
  readonly outcome: 'allowed' | 'ept-violation' | 'ept-misconfiguration' | 'spp-miss' | 'spp-misconfiguration';
  readonly reason: 0 | 48 | 49 | 66;
  readonly qualification: number;
  /** From DATA_GPA; -1 when allowed. */
  readonly fault: number;
  /** Allowed by sub-page permissions only. */
  readonly bySubPage?: boolean;
  readonly eptp?: number;
  readonly controls?: number;
  readonly straddle?: 'first';
  readonly linear?: false;
  readonly final?: false;
  /** Why an instruction at guest-physical 0 cannot show this one. */
  readonly walkOnly?: string;
}

type Outcome = Pick<DecisionCase, 'outcome' | 'reason' | 'qualification' | 'fault' | 'bySubPage'>;
const ok: Outcome = { outcome: 'allowed', reason: 0, qualification: 0, fault: -1 };
const okBySubPage: Outcome = { ...ok, bySubPage: true };
const violation = (qualification: number, fault: number): Outcome => ({
  outcome: 'ept-violation',
  reason: 48,
  qualification,
  fault,
});
const misconfigured = (fault: number): Outcome => ({
  outcome: 'ept-misconfiguration',
  reason: 49,
  qualification: 0,
  fault,
});
const miss = (fault: number): Outcome => ({ outcome: 'spp-miss', reason: 66, qualification: 0x800, fault });
const sppBad = (fault: number): Outcome => ({ outcome: 'spp-misconfiguration', reason: 66, qualification: 0, fault });

type Op = DecisionCase['op'];
type More = Partial<Pick<DecisionCase, 'eptp' | 'controls' | 'straddle' | 'linear' | 'final' | 'walkOnly'>>;
const c = (
  name: string,
  pokes: readonly Poke[],
  op: Op,
  offset: number,
  size: number,
  is: Outcome,
  more: More = {},
): DecisionCase => ({ name, pokes, op, offset, size, ...is, ...more });

const NOT_FINAL = { final: false, walkOnly: 'a page-walk access' } as const;
const NOT_LINEAR = { linear: false, walkOnly: 'no linear address' } as const;
const UPPER = { walkOnly: 'the entry also maps the code' } as const;
const WIDE = { walkOnly: 'an access of 512 bytes' } as const;

// biome-ignore format: a matrix
export const DECISIONS: readonly DecisionCase[] = [
  // The table of the decision, row by row. Qualification 0x1aa: write, R and X of the entries, linear, final.
  c('cumulative W, bit 61 clear', [[L1, 0x1_0037, 0]], 'write', 0x80, 4, ok),
  c('cumulative W, bit 61 set, sub-page denied', [[L1, 0x1_0037, SPP]], 'write', 0x80, 4, ok),
  c('bit 61 clear', [[L1, 0x1_0035, 0]], 'write', 0, 4, violation(0x1aa, 0)),
  c('no R, X only', [[L1, 0x1_0034, SPP]], 'write', 0, 4, violation(0x1a2, 0)),
  c('no R at level 2', [[L2, 0x4004, 0]], 'write', 0, 4, violation(0x1a2, 0)),
  c('page-walk write', [], 'write', 0, 8, violation(0xaa, 0), NOT_FINAL),
  c('write without a linear address', [], 'write', 0, 8, violation(0x2a, 0), NOT_LINEAR),
  c('2-MiB page with bit 61', [[L2, 0x20_00b5, SPP]], 'write', 0, 4, violation(0x1aa, 0)),
  c('1-GiB page with bit 61', [[L3, 0xb5, SPP]], 'write', 0, 4, violation(0x1aa, 0)),
  c('SPPT level 4 not valid', [[S4, 0, 0]], 'write', 0, 4, miss(0)),
  c('SPPT level 3 not valid', [[S3, 0, 0]], 'write', 0, 4, miss(0)),
  c('SPPT level 2 not valid', [[S2, 0, 0]], 'write', 0x123, 4, miss(0x123)),
  c('SPPT level 2 not valid, address kept', [[S2, 0x8000, 0]], 'write', 0, 4, miss(0)),
  c('SPPT level 4, bit 1', [[S4, 0x6003, 0]], 'write', 0, 4, sppBad(0)),
  c('SPPT level 3, bit 11', [[S3, 0x7801, 0]], 'write', 0, 4, sppBad(0)),
  c('SPPT level 2, bit 1', [[S2, 0x8003, 0]], 'write', 0, 4, sppBad(0)),
  c('SPPT level 4, bit 52', [[S4, 0x6001, 0x0010_0000]], 'write', 0, 4, sppBad(0)),
  c('SPPT level 3, bit 63', [[S3, 0x7001, 0x8000_0000]], 'write', 0, 4, sppBad(0)),
  c('SPPT level 2, bit 46', [[S2, 0x8001, 0x0000_4000]], 'write', 0, 4, sppBad(0)),
  c('SPPT leaf, bit 1', [[S1, 0x0000_0003, 0]], 'write', 0, 4, sppBad(0)),
  c('SPPT leaf, bit 63, another sub-page', [[S1, 0x0000_0001, 0x8000_0000]], 'write', 0, 4, sppBad(0)),
  c('sub-page denied', [], 'write', 0x80, 4, violation(0x1aa, 0x80)),
  c('sub-page allowed', [], 'write', 0x7c, 4, okBySubPage),
  c('read of a denied sub-page', [], 'read', 0x80, 4, ok),
  c('fetch from a denied sub-page', [], 'fetch', 0x80, 1, ok),

  // Beside the table.
  c('control off', [], 'write', 0, 4, violation(0x1aa, 0), { controls: 0x2 }),
  c('W off at level 2 only, allowed', [[L2, 0x4005, 0], [L1, 0x1_0037, SPP]], 'write', 0, 4, okBySubPage),
  c('W off at level 2 only, denied', [[L2, 0x4005, 0], [L1, 0x1_0037, SPP]], 'write', 0x80, 4, violation(0x1aa, 0x80)),
  c('W off at level 3 only, denied', [[L3, 0x3005, 0], [L1, 0x1_0037, SPP]], 'write', 0x80, 4, violation(0x1aa, 0x80)),
  c('W off at level 4 only, allowed', [[L4, 0x2005, 0], [L1, 0x1_0037, SPP]], 'write', 0, 4, okBySubPage, UPPER),
  c('R off at level 3, leaf bit 61', [[L3, 0x3004, 0]], 'write', 0, 4, violation(0x1a2, 0)),
  c('not valid and reserved bits: a miss', [[S3, 0x7ffe, 0xffff_ffff]], 'write', 0, 4, miss(0)),
  c('all-zero leaf denies', [[S1, 0, 0]], 'write', 0, 1, violation(0x1aa, 0)),
  c('all-allowed leaf', [[S1, 0x5555_5555, 0x5555_5555]], 'write', 0xffc, 4, okBySubPage),
  c('last sub-page of the lower half', [[S1, 0x4000_0000, 0]], 'write', 0x780, 4, okBySubPage),
  c('first sub-page of the upper half', [[S1, 0x4000_0000, 0]], 'write', 0x800, 4, violation(0x1aa, 0x800)),
  c('sub-page 16 in bit 32', [[S1, 0, 0x0000_0001]], 'write', 0x87f, 1, okBySubPage),
  c('sub-page 31 in bit 62', [[S1, 0, 0x4000_0000]], 'write', 0xf80, 8, okBySubPage),
  c('sub-page 30 next to it', [[S1, 0, 0x4000_0000]], 'write', 0xf7f, 1, violation(0x1aa, 0xf7f)),
  c('a damaged entry elsewhere', [[S_NEXT, 0x2, 0]], 'write', 0, 4, okBySubPage),

  // EPT alone.
  c('read, page not present', [[L1, 0, 0]], 'read', 0x10, 4, violation(0x181, 0x10)),
  c('write, page not present', [[L1, 0, 0]], 'write', 0x10, 4, violation(0x182, 0x10)),
  c('fetch, page not present', [[L1, 0, 0]], 'fetch', 0x10, 1, violation(0x184, 0x10)),
  c('fetch without X', [[L1, 0x1_0033, 0]], 'fetch', 0x10, 1, violation(0x19c, 0x10)),
  c('read with X only', [[L1, 0x1_0034, 0]], 'read', 0, 4, violation(0x1a1, 0)),
  c('level 2 not present', [[L2, 0x4000, 0]], 'write', 0, 4, violation(0x182, 0)),
  c('level 3 not present', [[L3, 0, 0]], 'read', 0, 4, violation(0x181, 0)),
  c('write to a 2-MiB page', [[L2, 0x20_00b7, 0]], 'write', 0x1_2345, 4, ok),
  c('leaf W without R', [[L1, 0x1_0032, SPP]], 'write', 0, 4, misconfigured(0)),
  c('leaf W and X without R', [[L1, 0x1_0036, 0]], 'read', 0, 4, misconfigured(0)),
  c('level 2 W without R', [[L2, 0x4002, 0]], 'read', 0, 4, misconfigured(0)),
  c('leaf memory type 2', [[L1, 0x1_0015, SPP]], 'read', 0, 4, misconfigured(0)),
  c('leaf memory type 3', [[L1, 0x1_001d, SPP]], 'read', 0, 4, misconfigured(0)),
  c('leaf memory type 7', [[L1, 0x1_003d, SPP]], 'write', 0, 4, misconfigured(0)),
  c('leaf address bit 46', [[L1, 0x1_0035, 0x4000]], 'read', 0, 4, misconfigured(0)),
  c('level 2 reserved bit 3', [[L2, 0x400f, 0]], 'read', 0, 4, misconfigured(0)),
  c('level 2 reserved bit 6', [[L2, 0x4047, 0]], 'read', 0, 4, misconfigured(0)),
  c('level 4 reserved bit 7', [[L4, 0x2087, 0]], 'read', 0, 4, misconfigured(0), UPPER),
  c('2-MiB page, address bit 12', [[L2, 0x20_10b7, 0]], 'read', 0, 4, misconfigured(0)),
  c('1-GiB page, address bit 29', [[L3, 0x2000_00b7, 0]], 'read', 0, 4, misconfigured(0)),
  c('page-walk read, A/D off', [], 'read', 0, 8, ok, NOT_FINAL),
  c('page-walk read, A/D on', [], 'read', 0, 8, violation(0xab, 0), { ...NOT_FINAL, eptp: 0x105e }),
  c('data read, A/D on', [], 'read', 0x80, 8, ok, { eptp: 0x105e }),
  c('sub-page allowed, A/D on', [], 'write', 0, 8, okBySubPage, { eptp: 0x105e }),

  // Over the boundary of two sub-pages.
  c('straddle, second denied', [], 'write', 0x7c, 8, violation(0x1aa, 0x80)),
  c('straddle by one byte', [], 'write', 0x79, 8, violation(0x1aa, 0x80)),
  c('up to the boundary', [], 'write', 0x78, 8, okBySubPage),
  c('straddle, first denied', [[S1, 0x4, 0]], 'write', 0x7c, 8, violation(0x1aa, 0x7c)),
  c('straddle, both allowed', [[S1, 0x5, 0]], 'write', 0x7c, 8, okBySubPage),
  c('straddle over the halves, upper denied', [[S1, 0x4000_0000, 0]], 'write', 0x7fe, 4, violation(0x1aa, 0x800)),
  c('straddle over the halves, both', [[S1, 0x4000_0000, 0x1]], 'write', 0x7fe, 4, okBySubPage),
  c('read over the boundary', [], 'read', 0x7c, 8, ok),
  c('first byte only, second denied', [], 'write', 0x7c, 8, okBySubPage, { straddle: 'first' }),
  c('first byte only, first denied', [[S1, 0x4, 0]], 'write', 0x7c, 8, violation(0x1aa, 0x7c), { straddle: 'first' }),
  c('four sub-pages, third denied', [[S1, 0x45, 0]], 'write', 0, 512, violation(0x1aa, 0x100), WIDE),
  c('four sub-pages, all allowed', [[S1, 0x55, 0]], 'write', 0, 512, okBySubPage, WIDE),
  c('four sub-pages, last byte in the fifth', [[S1, 0x55, 0]], 'write', 1, 512, violation(0x1aa, 0x200), WIDE),

  // Over the boundary of two pages. Each page by itself, the first one first.
  c('pages: free next page', [[S1, 0, 0x4000_0000]], 'write', 0xffc, 8, okBySubPage),
  c('pages: first denied', [], 'write', 0xffc, 8, violation(0x1aa, 0xffc)),
  c('pages: second denied', [[S1, 0, 0x4000_0000], [NEXT, 0x1_1035, SPP]], 'write', 0xffc, 8, violation(0x1aa, 0x1000)),
  c('pages: second allowed', [[S1, 0, 0x4000_0000], [NEXT, 0x1_1035, SPP], [S_NEXT, 1, 0]], 'write', 0xffc, 8, okBySubPage),
  c('pages: both denied', [[NEXT, 0x1_1035, SPP]], 'write', 0xffc, 8, violation(0x1aa, 0xffc)),
  c('pages: second not present', [[S1, 0, 0x4000_0000], [NEXT, 0, 0]], 'write', 0xffc, 8, violation(0x182, 0x1000)),
  c('pages: second damaged', [[S1, 0, 0x4000_0000], [NEXT, 0x1_1035, SPP], [S_NEXT, 2, 0]], 'write', 0xffc, 8, sppBad(0x1000)),
  c('pages: second denied, first byte only', [[S1, 0, 0x4000_0000], [NEXT, 0x1_1035, SPP]], 'write', 0xffc, 8,
    violation(0x1aa, 0x1000), { straddle: 'first' }),
  c('pages: within the first', [[S1, 0, 0x4000_0000], [NEXT, 0, 0]], 'write', 0xff8, 8, okBySubPage),
];
