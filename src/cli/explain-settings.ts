/** The options of `subpage explain`, from text to values. */
import { type Command, Option } from 'commander';
import { HvError } from '../base/error.ts';
import type { EptAccess } from '../mmu/walk.ts';
import { type EptControls, findEntryFailure, SECONDARY_EPT, SECONDARY_SPP } from '../spec/vmx/controls.ts';
import { EPTP_MEMTYPE_WB, EPTP_WALK_4 } from '../spec/vmx/ept.ts';
import { findInteger } from './quantity.ts';

/** What is to be explained. */
export interface ExplainSettings {
  readonly image: string;
  readonly base: number;
  readonly controls: EptControls;
  readonly maxPhyAddr: number;
  readonly straddle: 'all' | 'first';
  readonly json: boolean;
  readonly dump: boolean;
  readonly processor: boolean;
  readonly accesses: readonly EptAccess[];
}

interface RawOptions {
  image: string;
  base: string;
  eptp: string;
  spptp?: string;
  spp: boolean;
  maxphyaddr: string;
  straddle: 'all' | 'first';
  json: boolean;
  dump: boolean;
  processor: boolean;
}

const OPERATIONS = ['read', 'write', 'fetch'] as const;
const ACCESS_LIMIT = 4096;

/** Define `explain` on the program. @param action called with the settings once they are valid */
export function addExplainCommand(program: Command, action: (settings: ExplainSettings) => Promise<void>): void {
  program
    .command('explain')
    .description('what EPT and SPPT in an image of physical memory decide about accesses, and why')
    .argument('[access...]', 'OP:GPA or OP:GPA+SIZE, for instance write:0x40000080+8; OP is read, write or fetch')
    .requiredOption('--image <file>', 'raw image of physical memory')
    .option('--base <address>', "host-physical address of the image's first byte", '0')
    .requiredOption('--eptp <value>', 'EPT pointer; with bits 11:0 all 0, the address of the level-4 table')
    .option('--spptp <address>', 'SPPT pointer')
    .option('--no-spp', 'sub-page write permissions off, whatever --spptp says')
    .option('--maxphyaddr <bits>', 'physical-address width of the processor, 32 to 52', '46')
    .addOption(
      new Option('--straddle <rule>', 'which sub-pages of a straddling write are checked')
        .choices(['all', 'first'])
        .default('all'),
    )
    .option('--json', 'accesses as JSON lines on stdin, answers as JSON lines', false)
    .option('--dump', 'decode the whole tables, ranges folded', false)
    .option('--processor', 'put the accesses through the processor core, too; both must agree', false)
    .action((accesses: string[], options: RawOptions) => action(toExplainSettings(accesses, options)));
}

/** @throws HvError `invalid-argument`: one line that names the option */
export function toExplainSettings(accesses: readonly string[], raw: RawOptions): ExplainSettings {
  const maxPhyAddr = Number(raw.maxphyaddr);
  if (!/^\d+$/.test(raw.maxphyaddr) || maxPhyAddr < 32 || maxPhyAddr > 52) {
    throw new HvError('invalid-argument', `--maxphyaddr: expected 32 to 52, got ${JSON.stringify(raw.maxphyaddr)}`);
  }
  const eptp = parsePhysical(raw.eptp, '--eptp');
  const spptp = raw.spptp === undefined ? undefined : parsePhysical(raw.spptp, '--spptp');
  const hasSpp = raw.spp && spptp !== undefined;
  const controls = {
    eptp: eptp % 4096 === 0 ? eptp + (EPTP_MEMTYPE_WB | EPTP_WALK_4) : eptp,
    spptp: hasSpp ? (spptp as number) : 0,
    secondaryControls: SECONDARY_EPT | (hasSpp ? SECONDARY_SPP : 0),
  };
  const failure = findEntryFailure(controls, maxPhyAddr);
  if (failure !== undefined) {
    throw new HvError('invalid-argument', `explain: expected controls that VM entry takes, got: ${failure}`);
  }
  if (raw.json && accesses.length > 0) {
    throw new HvError('invalid-argument', 'explain: expected accesses on stdin with --json, got them as arguments');
  }
  if (!raw.json && !raw.dump && accesses.length === 0) {
    throw new HvError('invalid-argument', 'explain: expected an access such as write:0x1000+8, --json or --dump');
  }
  return {
    image: raw.image,
    base: parsePhysical(raw.base, '--base'),
    controls,
    maxPhyAddr,
    straddle: raw.straddle,
    json: raw.json,
    dump: raw.dump,
    processor: raw.processor,
    accesses: accesses.map(parseAccess),
  };
}

/** @throws HvError `invalid-argument` @example parseAccess('write:0x1000+8') // { op: 'write', gpa: 0x1000, size: 8 } */
export function parseAccess(text: string): EptAccess {
  const match = /^(read|write|fetch):([0-9a-fx]+)(?:\+(\d+))?$/i.exec(text);
  const gpa = match ? findInteger(match[2]) : undefined;
  if (match === null || gpa === undefined) {
    throw new HvError('invalid-argument', `explain: expected OP:GPA+SIZE, got ${JSON.stringify(text.slice(0, 80))}`);
  }
  const op = match[1].toLowerCase() as EptAccess['op'];
  return checkAccess({ op, gpa: Number(gpa), size: match[3] === undefined ? 1 : Number(match[3]) });
}

/**
 * An access from a line of JSON: `{"gpa":"0x…","op":"read|write|fetch","size":N}`, and optionally `"linear":false` or
 * `"final":false`. Other members are ignored.
 * @throws HvError `invalid-argument`
 */
export function parseAccessLine(line: string): EptAccess {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new HvError('invalid-argument', 'expected an object of JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HvError('invalid-argument', 'expected an object of JSON');
  }
  const { gpa, op, size = 1, linear, final } = value as Record<string, unknown>;
  const address = typeof gpa === 'string' ? findInteger(gpa) : typeof gpa === 'number' ? gpa : undefined;
  if (address === undefined) throw new HvError('invalid-argument', 'gpa: expected a string such as "0x1000"');
  const known = OPERATIONS.find((name) => name === op);
  if (known === undefined) throw new HvError('invalid-argument', 'op: expected "read", "write" or "fetch"');
  for (const flag of [linear, final]) {
    if (flag !== undefined && typeof flag !== 'boolean') {
      throw new HvError('invalid-argument', 'linear, final: expected true or false');
    }
  }
  return checkAccess({
    gpa: Number(address),
    op: known,
    size: typeof size === 'number' ? size : NaN,
    ...(linear === undefined ? {} : { linear: linear as boolean }),
    ...(final === undefined ? {} : { final: final as boolean }),
  });
}

function checkAccess(access: EptAccess): EptAccess {
  const { gpa, size } = access;
  if (!Number.isInteger(size) || size < 1 || size > ACCESS_LIMIT) {
    throw new HvError('invalid-argument', `size: expected 1 to ${ACCESS_LIMIT} bytes`);
  }
  if (!Number.isSafeInteger(gpa) || gpa < 0 || gpa + size > 2 ** 52) {
    throw new HvError('invalid-argument', 'gpa: expected an access below 2^52');
  }
  return access;
}

function parsePhysical(text: string, option: string): number {
  const value = findInteger(text);
  if (value === undefined || value >= 1n << 52n) {
    throw new HvError('invalid-argument', `${option}: expected an address below 2^52, got ${JSON.stringify(text)}`);
  }
  return Number(value);
}
