/** Allow-rules and escalation, as they judge writes. */
import { HvError } from '../../base/error.ts';
import type { GuardedWrite, GuardSpec } from '../guard/guard.ts';
import type { Verdict } from '../guard/verdict.ts';
import type { ProcessInfo } from '../objects/current-process.ts';
import type { SymbolTable } from '../symbols/symbol-table.ts';
import type { KernelNames } from '../target/target-placement.ts';
import type { CodePlace } from './code-place.ts';
import { type AllowRule, codePlacesOf, type GuardPolicy, listOf, spanNs, type ValueRule } from './policy.ts';

/** What rules ask about the moment of a write. */
export interface PolicyContext {
  /** Address of the writing instruction. */
  rip(): bigint;
  process(): ProcessInfo | undefined;
  /** Name of the loaded module that an address is in. */
  moduleAt(address: bigint): string | undefined;
  /** Guest time, ns. */
  now(): number;
  isReached(marker: string): boolean;
  /** The kernel's names; undefined: it has none. While it is not located, no symbol matches. */
  readonly kernel: Pick<KernelNames, 'table' | 'isLocated'> | undefined;
}

type Condition = (write: GuardedWrite, guard: GuardSpec) => boolean;

/** What became of the writes that a guard of a policy met. */
export interface PolicyCounters {
  /** Writes that a rule allowed, by rule. */
  readonly allowed: number[];
  /** Writes that none did. */
  notAllowed: number;
}

/**
 * The verdict function of one guard of a policy. Counts, limits and escalation are common to all its targets.
 * @throws HvError `bad-policy` for symbols that are not there
 */
export function verdictRule(
  guard: GuardPolicy,
  base: Verdict,
  context: PolicyContext,
  counters: PolicyCounters,
): (write: GuardedWrite, guard: GuardSpec) => Verdict {
  const rules = (guard.allow ?? []).map((rule) => ({
    conditions: conditionsOf(rule, context),
    verdict: rule.verdict ?? ('allow' as const),
  }));
  const steps = [...(guard.escalate ?? [])].reverse();
  return (write, spec) => {
    for (const [index, { conditions, verdict }] of rules.entries()) {
      if (!conditions.every((holds) => holds(write, spec))) continue;
      counters.allowed[index] = (counters.allowed[index] ?? 0) + 1;
      return verdict;
    }
    const before = counters.notAllowed++;
    return steps.find(({ after }) => before >= after)?.verdict ?? base;
  };
}

/** The conditions of a rule, the cheap ones first; the limit last, because asking it counts. */
function conditionsOf(rule: AllowRule, context: PolicyContext): Condition[] {
  const { before, after, value, limit } = rule;
  const conditions: Condition[] = [];
  if (before !== undefined) conditions.push(() => !context.isReached(before));
  if (after !== undefined) conditions.push(() => context.isReached(after));
  if (value !== undefined) conditions.push(valueCondition(value));
  if (rule.code !== undefined) conditions.push(codeCondition(codePlacesOf(rule), context));
  if (rule.process !== undefined) conditions.push(processCondition(listOf(rule.process), context));
  if (limit !== undefined) conditions.push(limitCondition(limit.writes, spanNs(limit.per), context));
  return conditions;
}

function codeCondition(places: readonly CodePlace[], context: PolicyContext): Condition {
  const { kernel } = context;
  // The table is another one when a kernel that moves itself has been found.
  let table = kernel?.table;
  let ranges = places.flatMap((place) => codeRanges(place, table));
  const current = (): typeof ranges => {
    if (kernel?.table !== table) {
      table = kernel?.table;
      ranges = places.flatMap((place) => codeRanges(place, table));
    }
    return kernel?.isLocated === false ? ranges.filter(({ isFixed }) => isFixed) : ranges;
  };
  const modules = places.flatMap((place) => (place.kind === 'module' ? [place.module] : []));
  return ({ origin }) => {
    // A device's or the host's write has no instruction.
    if (origin !== 'cpu') return false;
    const rip = context.rip();
    if (current().some(({ from, end }) => rip >= from && rip < end)) return true;
    const module = modules.length > 0 ? context.moduleAt(rip) : undefined;
    return module !== undefined && modules.includes(module.replaceAll('-', '_'));
  };
}

/**
 * The addresses of a place. A function is all of its symbols, also the parts that compilers make of it
 * (`name.cold`, `name.isra.0`).
 * @throws HvError `bad-policy` for a symbol that is not there, with near names
 */
export function codeRanges(place: CodePlace, symbols: SymbolTable | undefined): CodeRange[] {
  if (place.kind === 'range') return [{ from: place.from, end: place.to + 1n, isFixed: true }];
  if (place.kind === 'module') return [];
  if (symbols === undefined) throw new HvError('bad-policy', 'the image has no symbols; give code as 0xSTART-0xEND');
  if (place.kind === 'kernel') {
    const from = symbols.find('_stext') ?? symbols.find('_text');
    const end = symbols.find('_end');
    if (from === undefined || end === undefined)
      throw new HvError('bad-policy', 'the kernel has no symbols _stext and _end');
    return [{ from: from.address, end: end.address, isFixed: false }];
  }
  const { symbol: name, offset } = place;
  const parts = symbols.findParts(name);
  if (parts.length === 0) {
    const near = symbols.suggest(name);
    const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '';
    throw new HvError('bad-policy', `no symbol ${name}${hint}`);
  }
  if (offset === 0)
    return parts.map(({ address, size }) => ({
      from: address,
      end: address + BigInt(Math.max(size, 1)),
      isFixed: false,
    }));
  return parts
    .filter((symbol) => symbol.name === name)
    .map(({ address }) => ({ from: address + BigInt(offset), end: address + BigInt(offset) + 1n, isFixed: false }));
}

/** Addresses of code; `end` is one behind the last. */
export interface CodeRange {
  readonly from: bigint;
  readonly end: bigint;
  /** Given as addresses, not by a symbol: true wherever the kernel is. */
  readonly isFixed: boolean;
}

function processCondition(names: readonly string[], context: PolicyContext): Condition {
  return ({ origin }) => {
    const process = origin === 'cpu' ? context.process() : undefined;
    if (process === undefined) return false;
    return names.some((name) => {
      if (name.startsWith('pid:')) return Number(name.slice(4)) === process.pid;
      return name.endsWith('*') ? process.name.startsWith(name.slice(0, -1)) : process.name === name;
    });
  };
}

function limitCondition(writes: number, span: number, context: PolicyContext): Condition {
  let start = -Infinity;
  let count = 0;
  return () => {
    const now = context.now();
    if (now - start >= span) {
      start = now;
      count = 0;
    }
    return ++count <= writes;
  };
}

/** Whether a write to guarded bytes is one of those that a rule means. */
export function valueCondition(rule: ValueRule): Condition {
  if (rule === 'unchanged') return (write, guard) => touched(write, guard).every(([old, value]) => old === value);
  // The bytes that the write does not touch are the same before and after.
  if (rule === 'increasing') return (write, guard) => compare(touched(write, guard)) >= 0;
  if (rule === 'decreasing') return (write, guard) => compare(touched(write, guard)) <= 0;
  const conditions: Condition[] = [];
  if (rule.bits !== undefined) conditions.push(bitsCondition(BigInt(rule.bits)));
  if (rule.equals !== undefined) conditions.push(equalsCondition(rule.equals.map(BigInt)));
  return (write, guard) => conditions.every((holds) => holds(write, guard));
}

/** Only bits of the mask change. */
function bitsCondition(mask: bigint): Condition {
  return (write, guard) => {
    const first = Math.max(write.gpa - guard.gpa, 0);
    return touched(write, guard).every(([old, value], i) => {
      const allowed = Number((mask >> BigInt((first + i) * 8)) & 0xffn);
      return ((old ^ value) & ~allowed & 0xff) === 0;
    });
  };
}

/** All guarded bytes (at most 8) are written, and what they hold then is one of the values. */
export function equalsCondition(values: readonly bigint[]): Condition {
  return (write, guard) => {
    if (guard.length > 8 || write.gpa > guard.gpa || write.gpa + write.new.length < guard.gpa + guard.length)
      return false;
    const bytes = touched(write, guard);
    const value = bytes.reduceRight((sum, [, byte]) => (sum << 8n) | BigInt(byte), 0n);
    return values.includes(value);
  };
}

/** Old and new value of each guarded byte that a write touches. */
function touched(write: GuardedWrite, guard: GuardSpec): [old: number, value: number][] {
  const from = Math.max(guard.gpa - write.gpa, 0);
  const end = Math.min(guard.gpa + guard.length - write.gpa, write.new.length);
  const bytes: [number, number][] = [];
  for (let at = from; at < end; at++) bytes.push([write.old[at], write.new[at]]);
  return bytes;
}

/** Sign of new minus old, the highest byte last. */
function compare(bytes: readonly [old: number, value: number][]): number {
  for (let at = bytes.length - 1; at >= 0; at--) {
    const [old, value] = bytes[at];
    if (old !== value) return value - old;
  }
  return 0;
}
