/** `subpage explain`: what the tables in an image of physical memory decide about accesses, and why. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { HvError } from '../base/error.ts';
import { AccessProbe } from '../engine/soft/access-probe.ts';
import { describeDecision, describeEntry, hexEntry, hexNumber, maskText, rightsText } from '../mmu/entry-text.ts';
import { dumpEpt, dumpSppt, type TableDump, type TableRange } from '../mmu/table-dump.ts';
import { decideAccess, type EptAccess, type WalkDecision } from '../mmu/walk.ts';
import { SECONDARY_SPP } from '../spec/vmx/controls.ts';
import { readCore } from './core-file.ts';
import { type ExplainSettings, parseAccessLine } from './explain-settings.ts';
import { ImageFile } from './image-file.ts';

/** Longest line of input that is looked at. */
const LINE_LIMIT = 1 << 16;
const COPY_BYTES = 16 << 20;

const STATUS_OK = 0;
/** No decision on some access: a table outside the image. */
const STATUS_UNDECIDED = 1;
const STATUS_BAD_INPUT = 2;
/** Walker and processor disagree: a defect of one of them. */
const STATUS_DISAGREEMENT = 3;

/** Where answers go. Awaited, so that a slow reader slows us and not our memory. */
export type PrintLine = (line: string) => Promise<void> | void;

/** Lines to a stream. A reader that is gone ends the waiting, not the work. */
export function printTo(stream: Writable): PrintLine {
  return async (line) => {
    if (stream.write(`${line}\n`) || stream.destroyed) return;
    await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => undefined);
  };
}

/**
 * @param input what `--json` reads its accesses from, in pieces of any size
 * @returns exit status: 0; 1 when a table lies outside the image; 2 when a line of input was no access; 3 when walker and
 * processor disagree
 * @throws HvError for options and files that cannot be used
 */
export async function explain(
  settings: ExplainSettings,
  print: PrintLine,
  input: AsyncIterable<Uint8Array> | undefined,
): Promise<number> {
  const image = new ImageFile(settings.image, settings.base);
  try {
    if (settings.dump) await dump(settings, image, print);
    const explainer = new Explainer(settings, image);
    for (const access of settings.accesses) {
      for (const line of explainer.text(access)) await print(line);
    }
    if (settings.json && input !== undefined) {
      let number = 0;
      for await (const line of linesOf(input)) {
        number++;
        if (line.trim() !== '') await print(explainer.json(line, number));
      }
    }
    return explainer.status;
  } finally {
    image.close();
  }
}

class Explainer {
  status = STATUS_OK;
  readonly #settings: ExplainSettings;
  readonly #image: ImageFile;
  readonly #probe: AccessProbe | undefined;

  constructor(settings: ExplainSettings, image: ImageFile) {
    this.#settings = settings;
    this.#image = image;
    this.#probe = settings.processor ? makeProbe(settings, image) : undefined;
  }

  /** @returns lines for people */
  text(access: EptAccess): string[] {
    const decision = this.#decide(access);
    const lines = [
      `${access.op} of ${access.size} byte${access.size === 1 ? '' : 's'} at gpa ${hexNumber(access.gpa)}: ${describeDecision(decision)}`,
    ];
    for (const entry of decision.path) {
      const name = `${entry.table.toUpperCase()} level ${entry.level}`.padEnd(13);
      lines.push(
        `  ${name} at ${hexNumber(entry.address).padEnd(12)} ${hexEntry(entry.lo, entry.hi)}  ${describeEntry(entry)}`,
      );
    }
    const processor = this.#ask(access, decision);
    if (processor !== undefined) {
      if ('obstacle' in processor) lines.push(`  processor     not asked: ${processor.obstacle}`);
      else if (processor.agrees) lines.push('  processor     agrees');
      else {
        lines.push(
          `  processor     DISAGREES: exit reason ${processor.reason}, qualification ${hexNumber(processor.qualification)}` +
            (processor.faultGpa === undefined ? '' : `, gpa ${hexNumber(processor.faultGpa)}`),
        );
      }
    }
    return lines;
  }

  /** @returns a line of JSON */
  json(line: string, number: number): string {
    let access: EptAccess;
    try {
      if (line.length > LINE_LIMIT)
        throw new HvError('invalid-argument', `expected a line of at most ${LINE_LIMIT} bytes`);
      access = parseAccessLine(line);
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
      this.#raise(STATUS_BAD_INPUT);
      return JSON.stringify({ line: number, error: error.message });
    }
    const decision = this.#decide(access);
    const { outcome, reason, qualification, faultGpa } = decision;
    const processor = this.#ask(access, decision);
    return JSON.stringify({
      gpa: hexNumber(access.gpa),
      op: access.op,
      size: access.size,
      ...(outcome === 'outside-image'
        ? { error: 'a table lies outside the image' }
        : { outcome, reason, qualification: hexNumber(qualification) }),
      faultGpa: faultGpa === undefined ? null : hexNumber(faultGpa),
      ...(decision.hpa === undefined ? {} : { hpa: hexNumber(decision.hpa), bySubPage: decision.bySubPage }),
      path: decision.path.map((entry) => ({
        table: entry.table,
        level: entry.level,
        address: hexNumber(entry.address),
        entry: hexEntry(entry.lo, entry.hi),
        text: describeEntry(entry),
        ...(entry.fault === undefined ? {} : { fault: entry.fault }),
      })),
      ...(processor === undefined ? {} : { processor: processorJson(processor) }),
    });
  }

  #decide(access: EptAccess): WalkDecision {
    const { controls, maxPhyAddr, straddle } = this.#settings;
    const decision = decideAccess(this.#image, controls, access, { maxPhyAddr, straddle });
    if (decision.outcome === 'outside-image') this.#raise(STATUS_UNDECIDED);
    return decision;
  }

  #ask(access: EptAccess, decision: WalkDecision): ProcessorAnswer | undefined {
    if (this.#probe === undefined) return undefined;
    const obstacle = this.#probe.findObstacle(access, decision);
    if (obstacle !== undefined) return { obstacle };
    const { reason, qualification, faultGpa } = this.#probe.perform(access, decision);
    const agrees =
      reason === decision.reason && qualification === decision.qualification && faultGpa === decision.faultGpa;
    if (!agrees) this.#raise(STATUS_DISAGREEMENT);
    return { agrees, reason, qualification, faultGpa };
  }

  #raise(status: number): void {
    this.status = Math.max(this.status, status);
  }
}

type ProcessorAnswer =
  | { readonly obstacle: string }
  | {
      readonly agrees: boolean;
      readonly reason: number;
      readonly qualification: number;
      readonly faultGpa: number | undefined;
    };

function processorJson(answer: ProcessorAnswer): object {
  if ('obstacle' in answer) return { asked: false, why: answer.obstacle };
  const { agrees, reason, qualification, faultGpa } = answer;
  const at = faultGpa === undefined ? null : hexNumber(faultGpa);
  return { asked: true, agrees, reason, qualification: hexNumber(qualification), faultGpa: at };
}

function makeProbe(settings: ExplainSettings, image: ImageFile): AccessProbe {
  const { controls, maxPhyAddr, straddle } = settings;
  const root = controls.eptp - (controls.eptp % 4096);
  if (!image.hasRange(root, 4096)) {
    throw new HvError(
      'invalid-argument',
      `--processor: expected the table of --eptp in the image, got ${hexNumber(root)}`,
    );
  }
  const probe = new AccessProbe({
    core: readCore(),
    controls,
    maxPhyAddr,
    straddleFirstOnly: straddle === 'first',
    base: image.base,
    size: image.size,
  });
  const target = probe.image;
  for (let at = 0; at < target.length; at += COPY_BYTES) image.readInto(target.subarray(at, at + COPY_BYTES), at);
  return probe;
}

async function dump(settings: ExplainSettings, image: ImageFile, print: PrintLine): Promise<void> {
  const { controls, maxPhyAddr, json } = settings;
  const tables: [string, TableDump][] = [['ept', dumpEpt(image, controls.eptp, maxPhyAddr)]];
  if (controls.secondaryControls & SECONDARY_SPP) tables.push(['sppt', dumpSppt(image, controls.spptp, maxPhyAddr)]);
  for (const [name, { ranges, tables: count, isCut }] of tables) {
    if (!json) await print(`${name.toUpperCase()}: ${count} tables`);
    for (const range of ranges) await print(json ? rangeJson(name, range) : `  ${rangeText(range)}`);
    if (isCut) await print(json ? JSON.stringify({ dump: name, cut: count }) : `  stopped after ${count} tables`);
  }
}

function rangeText(range: TableRange): string {
  const { gpa, length, kind } = range;
  const where = `${hexNumber(gpa)}-${hexNumber(gpa + length - 1)}`.padEnd(30);
  switch (kind) {
    case 'mapped': {
      const entry = { table: 'ept', level: levelOf(range), lo: range.lo as number, hi: range.hi as number } as const;
      const words = describeEntry(entry).split(', ').slice(2).join(', ');
      return `${where} -> ${hexNumber(range.hpa as number)}  ${rightsText(range.rights as number)}, ${words}`;
    }
    case 'mask':
      return `${where} writable sub-pages: ${maskText(range.mask as number)}`;
    case 'damaged':
      return `${where} misconfigured at level ${range.level}: ${hexEntry(range.lo as number, range.hi as number)}: ${range.fault}`;
    case 'outside-image':
      return `${where} the table at ${hexNumber(range.address as number)} is outside the image`;
  }
}

function levelOf(range: TableRange): number {
  return range.pageSize === 4096 ? 1 : range.pageSize === 0x20_0000 ? 2 : 3;
}

function rangeJson(name: string, range: TableRange): string {
  const { gpa, length, kind } = range;
  const entry = range.lo === undefined ? {} : { entry: hexEntry(range.lo, range.hi as number) };
  return JSON.stringify({
    dump: name,
    gpa: hexNumber(gpa),
    length: hexNumber(length),
    kind,
    ...(range.hpa === undefined ? {} : { hpa: hexNumber(range.hpa), pageSize: range.pageSize }),
    ...(range.rights === undefined ? {} : { rights: rightsText(range.rights) }),
    ...entry,
    ...(range.mask === undefined ? {} : { mask: hexNumber(range.mask) }),
    ...(range.level === undefined ? {} : { level: range.level }),
    ...(range.fault === undefined ? {} : { fault: range.fault }),
    ...(range.address === undefined ? {} : { table: hexNumber(range.address) }),
  });
}

/** Lines of a stream. A line that goes beyond the limit is cut there, its rest is dropped. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const piece of input) {
    const lines = (rest + decoder.write(Buffer.from(piece))).split('\n');
    rest = (lines.pop() as string).slice(0, LINE_LIMIT + 1);
    yield* lines;
  }
  if (rest !== '') yield rest;
}
