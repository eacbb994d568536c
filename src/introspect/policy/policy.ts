/** Policies: which bytes are guarded, who may write them, and what happens to other writes. */
import { isNode, Lexer, LineCounter, Parser, parseDocument } from 'yaml';
import { HvError } from '../../base/error.ts';
import { DENY_STRENGTH, type Verdict, verdictStrength } from '../guard/verdict.ts';
import { parseGuardTarget } from '../target/guard-target.ts';
import { type CodePlace, parseCodePlace } from './code-place.ts';
import { POLICY_SCHEMA } from './schema.ts';
import { findViolations, type Violation } from './violation.ts';

/** A number in a policy: as it stands, or as text (0x… or decimal) where it is larger than a Number can be. */
export type PolicyInteger = number | string;

/** A policy as it stands in a file, and as programs write it. */
export interface Policy {
  readonly version: 1;
  /** Verdict of guards that name none. Default `report`. */
  readonly default?: Verdict;
  readonly markers?: Readonly<Record<string, MarkerPolicy>>;
  readonly guards: readonly GuardPolicy[];
}

/** A moment: the first write to a target, or the first that leaves `equals` there (of at most 8 bytes). */
export interface MarkerPolicy {
  readonly write: string;
  readonly equals?: PolicyInteger;
}

/** Guards on one or more targets with common rules and counts. */
export interface GuardPolicy {
  readonly name?: string;
  /** As parseGuardTarget() takes it. */
  readonly target: string | readonly string[];
  /** For writes that no rule allows. */
  readonly verdict?: Verdict;
  readonly allow?: readonly AllowRule[];
  /** Stronger verdicts after so many writes that no rule allowed. */
  readonly escalate?: readonly EscalationStep[];
}

/** A write is allowed when all conditions of one rule hold. At least one condition. */
export interface AllowRule {
  readonly why?: string;
  /** Where the writing instruction is: see parseCodePlace(). */
  readonly code?: string | readonly string[];
  /** Name of the current process (`kworker*` too), or `pid:1`. */
  readonly process?: string | readonly string[];
  readonly value?: ValueRule;
  readonly before?: string;
  readonly after?: string;
  /** At most so many writes in a span of guest time (`10s`). */
  readonly limit?: { readonly writes: number; readonly per: string };
  /** Default `allow`. */
  readonly verdict?: 'allow' | 'report';
}

/** Little-endian over the guarded bytes that the write touches; bits count from the first guarded byte. */
export type ValueRule =
  | 'unchanged'
  | 'increasing'
  | 'decreasing'
  | { readonly bits?: PolicyInteger; readonly equals?: readonly PolicyInteger[] };

/** From the write number `after` + 1 on that no rule allowed. */
export interface EscalationStep {
  readonly after: number;
  readonly verdict: Verdict;
}

/** Bytes of a policy file that are read. */
const MAXIMUM_BYTES = 4 << 20;
/** Problems that are told of one file. */
const SHOWN_PROBLEMS = 20;
/** Aliases that a file may repeat its nodes by. */
const MAXIMUM_ALIASES = 100;
/** Nodes within nodes. A policy needs ten; the YAML library needs stack for each, and the process does not survive its end. */
const MAXIMUM_DEPTH = 50;
/** Keys of one node. The YAML library compares each with all others. */
const MAXIMUM_KEYS = 10_000;

/**
 * Read a policy from YAML (JSON is YAML, too).
 * @param name what to call the file in messages
 * @throws HvError `bad-policy`: a line `name:line:column: key: what is wrong` for each problem
 * @example parsePolicy('version: 1\nguards: [{ target: modules_disabled, verdict: deny }]', 'p.yaml')
 */
export function parsePolicy(text: string, name: string): Policy {
  if (text.length > MAXIMUM_BYTES) throw new HvError('bad-policy', `${name}: more than ${MAXIMUM_BYTES} bytes`);
  checkSize(text, name);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => `${at(pos[0])}: ${firstLine(message)}`);
    throw new HvError('bad-policy', joined(problems));
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAXIMUM_ALIASES });
  } catch (cause) {
    throw new HvError('bad-policy', `${name}: ${cause instanceof Error ? firstLine(cause.message) : cause}`, { cause });
  }
  const violations = findPolicyViolations(value);
  if (violations.length === 0) return value as Policy;
  const problems = violations.map(({ path, message }) => {
    let offset: number | undefined;
    // The nearest node that has a place: a missing key has none.
    for (let depth = path.length; offset === undefined && depth >= 0; depth--) {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      if (isNode(node)) offset = node.range?.[0];
    }
    return `${at(offset ?? 0)}: ${describePath(path)}${message}`;
  });
  throw new HvError('bad-policy', joined(problems));
}

/** Refuses what the YAML library would not come to an end with. @throws HvError `bad-policy` */
function checkSize(text: string, name: string): void {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    parser.next(lexeme).next();
    const { stack } = parser;
    if (stack.length > MAXIMUM_DEPTH) {
      throw new HvError('bad-policy', `${name}: lists and keys in more than ${MAXIMUM_DEPTH} others`);
    }
    const top = stack[stack.length - 1];
    const hasKeys = top?.type === 'block-map' || (top?.type === 'flow-collection' && top.start.source === '{');
    if (hasKeys && top.items.length > MAXIMUM_KEYS) {
      throw new HvError('bad-policy', `${name}: more than ${MAXIMUM_KEYS} keys in one place`);
    }
  }
}

/**
 * What is wrong with a value as a policy: its form first; with that right, targets and places that cannot be read, names
 * that are not there, rules that contradict each other. Needs no kernel; see checkPolicy() for the rest.
 */
export function findPolicyViolations(value: unknown): Violation[] {
  const violations = findViolations(value, POLICY_SCHEMA);
  return violations.length > 0 ? violations : findContradictions(value as Policy);
}

/** The targets of a guard as a list. */
export function targetsOf(guard: GuardPolicy): readonly string[] {
  return typeof guard.target === 'string' ? [guard.target] : guard.target;
}

/** A list out of one or several. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The code places of a rule. @throws HvError `bad-policy` */
export function codePlacesOf(rule: AllowRule): CodePlace[] {
  return listOf(rule.code).map(parseCodePlace);
}

function findContradictions(policy: Policy): Violation[] {
  const found: Violation[] = [];
  const markers = policy.markers ?? {};
  const attempt = (path: readonly (string | number)[], action: () => unknown): void => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
      found.push({ path, message: error.message });
    }
  };
  for (const [name, marker] of Object.entries(markers)) {
    attempt(['markers', name, 'write'], () => parseGuardTarget(marker.write));
  }
  const owners = new Map<string, { index: number; verdict: Verdict }>();
  for (const [index, guard] of policy.guards.entries()) {
    const path = ['guards', index];
    const verdict = guard.verdict ?? policy.default ?? 'report';
    for (const [i, target] of targetsOf(guard).entries()) {
      const at = [...path, 'target', ...(typeof guard.target === 'string' ? [] : [i])];
      attempt(at, () => parseGuardTarget(target));
      const owner = owners.get(target);
      if (owner !== undefined && (owner.verdict !== verdict || owner.index === index)) {
        const message = `${target} is guarded by guards[${owner.index}] already, with verdict ${owner.verdict}`;
        found.push({ path: at, message });
      }
      owners.set(target, { index, verdict });
    }
    const rules = (guard.allow ?? []).map(conditionsOf);
    for (const [i, rule] of (guard.allow ?? []).entries()) {
      checkRule(rule, [...path, 'allow', i], Object.keys(markers), attempt, found);
      const wider = findWider(rules, i);
      if (wider >= 0) {
        found.push({
          path: [...path, 'allow', i],
          message: `never asked: allow[${wider}] holds whenever this rule does`,
        });
      }
    }
    checkEscalation(guard, verdict, path, found);
  }
  return found;
}

function checkRule(
  rule: AllowRule,
  path: readonly (string | number)[],
  markers: readonly string[],
  attempt: (path: readonly (string | number)[], action: () => unknown) => void,
  found: Violation[],
): void {
  const { before, after, code, process, value, limit } = rule;
  if ([before, after, code, process, value, limit].every((condition) => condition === undefined)) {
    found.push({ path, message: 'a rule without a condition would allow every write' });
  }
  for (const [key, name] of [
    ['before', before],
    ['after', after],
  ] as const) {
    if (name !== undefined && !markers.includes(name)) {
      const known = markers.length > 0 ? `the markers are ${markers.join(', ')}` : 'the policy has no markers';
      found.push({ path: [...path, key], message: `no marker ${JSON.stringify(name)}: ${known}` });
    }
  }
  if (before !== undefined && before === after) {
    found.push({ path: [...path, 'after'], message: `never holds: before and after ${before} at the same time` });
  }
  for (const [i, place] of listOf(code).entries()) {
    attempt([...path, 'code', ...(typeof code === 'string' ? [] : [i])], () => parseCodePlace(place));
  }
  if (typeof value === 'object') {
    if (value.bits === undefined && value.equals === undefined) {
      found.push({ path: [...path, 'value'], message: 'expected bits or equals' });
    }
    if (value.bits !== undefined && BigInt(value.bits) === 0n) {
      found.push({ path: [...path, 'value', 'bits'], message: 'no bits: write value: unchanged' });
    }
  }
  for (const [i, who] of listOf(process).entries()) {
    if (/^pid:/.test(who) ? !/^pid:\d{1,7}$/.test(who) : !/^[^*]{1,15}\*?$|^\*$/.test(who)) {
      const at = [...path, 'process', ...(typeof process === 'string' ? [] : [i])];
      found.push({
        path: at,
        message: `expected a name of at most 15 characters or pid:N, got ${JSON.stringify(who)}`,
      });
    }
  }
  if (limit !== undefined && spanNs(limit.per) === 0) {
    found.push({ path: [...path, 'limit', 'per'], message: 'expected a span above 0' });
  }
}

/** A rule's conditions as text, always in the same order: made once, since each rule is compared with all before it. */
function conditionsOf({ limit, code, process, value, before, after }: AllowRule): {
  readonly hasLimit: boolean;
  readonly texts: readonly (string | undefined)[];
} {
  return {
    hasLimit: limit !== undefined,
    texts: [code, process, value, before, after].map((it) => JSON.stringify(it)),
  };
}

/** The first rule before `index` that has no condition which rule `index` has not, and so leaves nothing for it; -1: none. */
function findWider(rules: readonly ReturnType<typeof conditionsOf>[], index: number): number {
  const { texts } = rules[index];
  for (let i = 0; i < index; i++) {
    const earlier = rules[i];
    if (!earlier.hasLimit && earlier.texts.every((text, k) => text === undefined || text === texts[k])) return i;
  }
  return -1;
}

function checkEscalation(
  guard: GuardPolicy,
  verdict: Verdict,
  path: readonly (string | number)[],
  found: Violation[],
): void {
  let before = { after: 0, verdict };
  for (const [i, step] of (guard.escalate ?? []).entries()) {
    const at = [...path, 'escalate', i];
    if (step.after <= before.after) {
      found.push({ path: [...at, 'after'], message: `expected more than ${before.after}, which is reached before` });
    }
    if (verdictStrength(step.verdict) <= verdictStrength(before.verdict)) {
      found.push({ path: [...at, 'verdict'], message: `expected a stronger verdict than ${before.verdict}` });
    }
    before = step;
  }
  if (verdict === 'allow' && guard.allow !== undefined && guard.escalate === undefined) {
    found.push({ path: [...path, 'allow'], message: 'rules mean nothing where every write is allowed' });
  }
}

const UNITS = { ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 } as const;

/** `10s`, `500ms`, `2m`, `1h` in nanoseconds; the schema has checked the form. */
export function spanNs(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? ['', '0', 'ms'];
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}

/** Whether a policy can refuse writes at all. */
export function canRefuse(policy: Policy): boolean {
  const verdicts = policy.guards.flatMap((guard) => [
    guard.verdict ?? policy.default ?? 'report',
    ...(guard.escalate ?? []).map((step) => step.verdict),
  ]);
  return verdicts.some((verdict) => verdictStrength(verdict) >= DENY_STRENGTH);
}

/** `guards[0].allow[1].code: ` */
function describePath(path: readonly (string | number)[]): string {
  if (path.length === 0) return '';
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return `${text.replace(/^\./, '').slice(0, 200)}: `;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0];
}

function joined(problems: readonly string[]): string {
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
  return shown.join('\n');
}
