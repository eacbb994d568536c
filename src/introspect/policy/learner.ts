/** Learns which writers a policy's guards have to allow. */
import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { GuardEvent } from '../events/event.ts';
import type { KernelNames } from '../target/target-placement.ts';
import { type Policy, targetsOf } from './policy.ts';

/** A place of code that wrote to guarded bytes. */
interface Writer {
  writes: number;
  /** Guest time of the first and the last write, ns. */
  readonly first: number;
  last: number;
  readonly processes: Set<string>;
}

/** Processes that a comment names. */
const SHOWN_PROCESSES = 5;
/** Writers that are told apart for one guard; what comes behind is counted. */
const MAXIMUM_WRITERS = 1000;

/**
 * Collects the writes that no rule allowed, and writes the policy again with a rule for each of their writers.
 * @example
 * const learner = new PolicyLearner(policy, text, kernel);
 * const run = new PolicyRun(learner.policy, binder, surroundings);
 * vm.onEvent = (event) => learner.add(event);
 * await vm.run();
 * learner.result(); // YAML, for a person to read
 */
export class PolicyLearner {
  /** The policy with every verdict `report` and without escalation, so that the guest gets to its end. */
  readonly policy: Policy;
  /** Writers that were not told apart any more. */
  lost = 0;
  readonly #text: string;
  readonly #kernel: Pick<KernelNames, 'table' | 'isLocated'> | undefined;
  readonly #moduleAt: (address: bigint) => string | undefined;
  readonly #owners = new Map<string, number>();
  readonly #writers: Map<string, Writer>[];

  /** @param text the file that `policy` was read from: its comments and its order are kept */
  constructor(
    policy: Policy,
    text: string,
    kernel: Pick<KernelNames, 'table' | 'isLocated'> | undefined,
    moduleAt: (address: bigint) => string | undefined = () => undefined,
  ) {
    this.#text = text;
    this.#kernel = kernel;
    this.#moduleAt = moduleAt;
    this.policy = {
      ...policy,
      guards: policy.guards.map(({ escalate: _, ...guard }) => ({ ...guard, verdict: 'report' as const })),
    };
    this.#writers = policy.guards.map((guard, index) => {
      for (const target of targetsOf(guard)) this.#owners.set(target, index);
      return new Map();
    });
  }

  /** Take an event of the run. Writes of devices and of the host are left out: no rule about code could allow them. */
  add(event: GuardEvent): void {
    const { writer } = event;
    if (writer === undefined) return;
    const code = this.#codeOf(writer.rip);
    for (const name of event.guards) {
      const writers = this.#writers[this.#owners.get(name) ?? -1];
      if (writers === undefined) continue;
      let known = writers.get(code);
      if (known === undefined) {
        if (writers.size >= MAXIMUM_WRITERS) {
          this.lost++;
          continue;
        }
        known = { writes: 0, first: event.time, last: event.time, processes: new Set() };
        writers.set(code, known);
      }
      known.writes++;
      known.last = event.time;
      if (writer.process !== undefined && known.processes.size <= SHOWN_PROCESSES)
        known.processes.add(writer.process.name);
    }
  }

  /** The policy file with one more rule for each writer, and a comment that says what was seen. */
  result(): string {
    const document = parseDocument(this.#text);
    const guards = document.get('guards');
    if (isSeq(guards)) {
      for (const [index, guard] of guards.items.entries()) {
        if (isMap(guard) && this.#writers[index].size > 0) addRules(document, guard, this.#writers[index]);
      }
    }
    return document.toString({ lineWidth: 120 });
  }

  #codeOf(rip: bigint): string {
    const module = this.#moduleAt(rip);
    if (module !== undefined) return `module:${module}`;
    const position = this.#kernel?.isLocated === false ? undefined : this.#kernel?.table.at(rip);
    if (position === undefined) return `0x${rip.toString(16)}-0x${rip.toString(16)}`;
    return position.symbol.name;
  }
}

function addRules(document: Document, guard: YAMLMap, writers: ReadonlyMap<string, Writer>): void {
  let allow = guard.get('allow') as YAMLSeq | undefined;
  if (!isSeq(allow)) {
    allow = document.createNode([]) as YAMLSeq;
    guard.set('allow', allow);
  }
  // `[]` and `{}` in one line would have no room for comments.
  allow.flow = false;
  guard.flow = false;
  const sorted = [...writers].sort((a, b) => b[1].writes - a[1].writes);
  for (const [code, { writes, first, last, processes }] of sorted) {
    const rule = document.createNode({ code }) as YAMLMap;
    const names = [...processes].slice(0, SHOWN_PROCESSES).join(', ');
    const more = processes.size > SHOWN_PROCESSES ? ', …' : '';
    const span = `${(first / 1e9).toFixed(3)} to ${(last / 1e9).toFixed(3)} s`;
    const what = `${writes} ${writes === 1 ? 'write' : 'writes'}, ${span}${names === '' ? '' : `, by ${names}${more}`}`;
    const scalar = rule.get('code', true);
    if (isScalar(scalar)) scalar.comment = ` learned: ${what}`;
    allow.add(rule);
  }
}
