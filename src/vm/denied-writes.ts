/** What becomes of the writes of a VM's vCPUs that vectors deny: judged piece by piece, and the end of their instruction. */
import { unreachable } from '../base/error.ts';
import type { GuardEvent, WriterContext } from '../introspect/events/event.ts';
import type { GuardedMemory, WriteOutcome } from '../introspect/guard/guarded-memory.ts';
import type { GuestMemory } from '../memory/guest-memory.ts';
import type { StoreTarget } from '../memory/held-stores.ts';
import type { Vcpu, WriteSink } from './engine.ts';
import type { VcpuExit } from './exit.ts';
import type { VmStop } from './stop.ts';
import type { Turns } from './turns.ts';
import { describeWriter, type ExitAccess, type WriterNames } from './writer-context.ts';

/** What DeniedWrites stands on. */
export interface DeniedWritesParts {
  readonly memory: GuestMemory;
  readonly guarded: GuardedMemory;
  readonly turns: Turns;
  /** Asked at each event: they can be set at any time. */
  readonly names: WriterNames;
  /** Whether the vCPUs' counts of instructions are such. */
  readonly countsInstructions: boolean;
  /** Make an event of a judged piece. */
  readonly record: (outcome: WriteOutcome) => GuardEvent | undefined;
}

/** The sink of the vCPUs, and what it remembers of the instruction at hand. */
export class DeniedWrites {
  readonly sink: WriteSink = { write: (gpa, bytes, old, into) => this.#judge(gpa, bytes, old, into) };
  readonly #parts: DeniedWritesParts;
  /** What the verdict on the instruction at hand wants when it was undone. */
  #undone: { verdict: 'skip' | 'stop'; stop: VmStop } | undefined;
  /** The exit that is being completed: linear address of its access. */
  #access: ExitAccess | undefined;

  constructor(parts: DeniedWritesParts) {
    this.#parts = parts;
  }

  /** Whether an exit is being completed, so that no vCPU runs. */
  get isCompleting(): boolean {
    return this.#access !== undefined;
  }

  /** Complete the write of an exit. @returns why the VM stops, if it does */
  complete(vcpu: Vcpu, exit: VcpuExit & { kind: 'protected-write' }): VmStop | undefined {
    this.#access = exit;
    try {
      return vcpu.completeWrite(this.sink) === 'stopped' ? this.endUndone(vcpu) : undefined;
    } finally {
      this.#access = undefined; // also when a handler of events throws
    }
  }

  /** An instruction was undone for `skip` or `stop`. A skip that is impossible (event delivery) becomes a stop. */
  endUndone(vcpu: Vcpu): VmStop | undefined {
    const undone = this.#undone;
    this.#undone = undefined;
    if (undone === undefined) return undefined;
    if (undone.verdict === 'skip' && vcpu.skipInstruction()) return undefined;
    this.#parts.turns.hold();
    return undone.stop;
  }

  /** Where the vCPU is whose turn it is, which writes at an address. */
  writerOf(gpa: number): WriterContext {
    const { turns, memory, names, countsInstructions } = this.#parts;
    const { vcpu } = turns;
    const icount = countsInstructions ? vcpu.instructions : 0;
    return describeWriter(gpa, { vcpu, icount, access: this.#access, memory, names });
  }

  /** One piece of a write by the vCPU: judge it, store what may be stored, say what happens to the instruction. */
  #judge(gpa: number, bytes: Uint8Array, old?: Uint8Array, into?: StoreTarget): 'done' | 'stop' | 'fault' {
    const { guarded, memory, record } = this.#parts;
    const outcome = old === undefined ? guarded.emulatedWrite(gpa, bytes) : guarded.deniedWrite(gpa, bytes, old, into);
    const event = record(outcome);
    switch (outcome.verdict) {
      case 'allow':
      case 'report':
      case 'deny':
        return 'done';
      case 'fault':
        return 'fault';
      case 'skip':
      case 'stop': {
        const names = outcome.guards.map((guard) => guard.name).join(', ');
        const sequence = event?.seq ?? 0;
        const instructionLength = this.#access?.instructionLength ?? 0;
        this.#undone = {
          verdict: outcome.verdict,
          stop:
            outcome.guards.length > 0
              ? { kind: 'guard', guard: names, gpa, sequence, instructionLength }
              : { kind: 'protected-write', gpa: memory.findDenied(gpa, bytes.length) ?? gpa, instructionLength },
        };
        return 'stop';
      }
      default:
        return unreachable(outcome.verdict);
    }
  }
}
