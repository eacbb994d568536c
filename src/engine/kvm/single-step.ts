/**
 * One instruction of the guest, executed by the processor with its guarded pages open, and taken back: what it writes is
 * learned from what is different afterwards. For writes that the kernel does not tell the bytes of.
 */
import type { GuestMemory } from '../../memory/guest-memory.ts';
import { findTranslation, type PagingState } from '../../mmu/guest-paging.ts';
import { KVM_EXIT } from '../../spec/kvm/abi.ts';
import type { GuardBackend } from './guard-backend.ts';
import type { WritePiece } from './pending-write.ts';
import { EINTR } from './system.ts';
import type { VcpuFile } from './vcpu-file.ts';
import type { WritingInstruction } from './written-operands.ts';

const PAGE = 4096;
const RFLAGS_TF = 1 << 8;
/** Exits that want an answer and do not come again: in the middle of an instruction, or in a handler. HLT wants no answer. */
const ACCESSES: ReadonlySet<number> = new Set([KVM_EXIT.MMIO, KVM_EXIT.IO, KVM_EXIT.X86_RDMSR, KVM_EXIT.X86_WRMSR]);
/**
 * A step that has not ended after so many returns from the kernel will not end. On a busy host a few are alarms that come before the
 * guest gets its turn; all alarms would take a second.
 */
const MAX_RETURNS = 64;

/** An instruction that was executed and taken back. */
export interface SteppedInstruction {
  /** What it writes, in the order of its operands; at least one piece. */
  readonly pieces: readonly WritePiece[];
  /**
   * Put all registers to behind the instruction. Undefined when it has raised an exception: the guest is in its handler and
   * stays there, since a handler that has begun cannot be taken back. `pieces` is what has been written since, perhaps nothing.
   */
  readonly finish: (() => void) | undefined;
}

/** What it takes to step. */
export interface StepParts {
  readonly vcpu: VcpuFile;
  readonly memory: GuestMemory;
  /** As GuardBackend.withOpenPages(). */
  readonly withOpenPages: GuardBackend['withOpenPages'];
  /** The kernel needs a device or an MSR, or a store to guarded memory comes out; answers what the run page asks. */
  readonly onAccess: () => void;
  /** The guest has halted, in a handler. */
  readonly onHalt: () => void;
  /** Before each entry: a step that does not end is to be ended by a signal. */
  readonly onEntry: () => void;
}

/**
 * Execute the instruction at RIP and take it back.
 * @param pages guest frames to be opened for it
 * @returns undefined when it did not come to an end, or wrote nothing there; nothing has happened then
 * @throws HvError when the pages cannot be opened or closed again; nothing has happened then
 */
export function stepInstruction(
  parts: StepParts,
  instruction: WritingInstruction,
  paging: PagingState,
  pages: readonly number[],
): SteppedInstruction | undefined {
  const { registers } = parts.vcpu.page;
  // What is on its way into the guest would come first: the step would go through the beginning of a handler.
  if (registers.isEventWaiting) return undefined;
  // All of it while the pages are open: where they cannot be closed, what was written is gone already.
  return parts.withOpenPages(pages, () => stepOpen(parts, instruction, paging, pages));
}

function stepOpen(
  parts: StepParts,
  instruction: WritingInstruction,
  paging: PagingState,
  pages: readonly number[],
): SteppedInstruction | undefined {
  const { vcpu, memory } = parts;
  const { registers } = vcpu.page;
  const operands = operandPieces(memory, instruction, paging);
  const watched = new Set([...pages, ...operands.map(({ gpa }) => Math.floor(gpa / PAGE))]);
  const copies = [...watched].map((gfn) => ({ gpa: gfn * PAGE, bytes: memory.read(gfn * PAGE, PAGE) }));
  const before = vcpu.page.saveRegisters();
  const start = registers.rip;
  const isTraced = (registers.rflags & RFLAGS_TF) !== 0;
  const next = BigInt.asUintN(registers.codeBits === 64 ? 64 : 32, start + BigInt(instruction.length));
  const unitsBefore = instruction.changesUnits ? vcpu.readXsave() : undefined;
  if (instruction.changesUnits && unitsBefore === undefined) return undefined;
  const isDone = run(parts);
  const { rip } = registers;
  const isElsewhere = rip !== start && (isDone ? instruction.goesOn && rip !== next : true);
  const changed = copies.map(({ gpa }) => ({ gpa, bytes: memory.read(gpa, PAGE) }));
  copies.forEach(({ gpa, bytes }, index) => {
    if (!equal(bytes, changed[index].bytes)) memory.store(gpa, bytes);
  });
  if (isElsewhere) return { pieces: collectPieces([], copies, changed), finish: undefined };
  if (isTraced) registers.setFlags(registers.rflags | RFLAGS_TF); // which the kernel has taken for the debugger's
  const after = vcpu.page.saveRegisters();
  const unitsAfter = unitsBefore === undefined ? undefined : vcpu.readXsave();
  const pieces = isDone ? collectPieces(operands, copies, changed) : [];
  // Where the processor was without the trap flag, what it pushed must not have the debugger's.
  if (instruction.pushesFlags && !isTraced && pieces.length > 0) {
    pieces[0].bytes[1] &= ~(RFLAGS_TF >>> 8);
  }
  vcpu.page.restoreRegisters(before);
  if (unitsBefore !== undefined) vcpu.writeXsave(unitsBefore);
  if (pieces.length === 0) return undefined;
  const finish = (): void => {
    vcpu.page.restoreRegisters(after);
    if (unitsAfter !== undefined) vcpu.writeXsave(unitsAfter);
  };
  return { pieces, finish };
}

/** @returns whether the instruction came to its end */
function run({ vcpu, onAccess, onHalt, onEntry }: StepParts): boolean {
  if (vcpu.setSingleStep(true) < 0) return false;
  vcpu.page.wantsInterruptWindow = false;
  try {
    for (let i = 0; i < MAX_RETURNS; i++) {
      onEntry();
      const result = vcpu.enter();
      // Whoever kicks has left a request, too, which is looked at after the step.
      if (result === -EINTR) vcpu.page.immediateExit = false;
      else if (result < 0) return false;
      else if (vcpu.page.exitReason === KVM_EXIT.DEBUG) return true;
      else if (ACCESSES.has(vcpu.page.exitReason)) onAccess();
      else {
        if (vcpu.page.exitReason === KVM_EXIT.HLT) onHalt();
        return false;
      }
    }
    return false;
  } finally {
    vcpu.setSingleStep(false);
  }
}

/** Where the operands lie, cut at page boundaries; parts that are not mapped or no memory are left out. */
function operandPieces(
  memory: GuestMemory,
  { operands }: WritingInstruction,
  paging: PagingState,
): { gpa: number; length: number }[] {
  const pieces: { gpa: number; length: number }[] = [];
  for (const { gla, size } of operands) {
    // Of an operand without a size only the page counts; what was written shows.
    for (let at = 0; at < Math.max(size, 1); ) {
      const gpa = findTranslation(memory, paging, BigInt.asUintN(64, gla + BigInt(at)))?.gpa;
      if (gpa === undefined) break;
      const length = Math.min(Math.max(size, 1) - at, PAGE - (gpa % PAGE));
      if (memory.hasRange(gpa, length)) pieces.push({ gpa, length: size === 0 ? 0 : length });
      at += length;
    }
  }
  return pieces;
}

/** The operands with what is in them now, and whatever else is different. */
function collectPieces(
  operands: readonly { gpa: number; length: number }[],
  before: readonly WritePiece[],
  after: readonly WritePiece[],
): WritePiece[] {
  const pieces: WritePiece[] = [];
  const isOperand = (gpa: number): boolean => operands.some((o) => gpa >= o.gpa && gpa < o.gpa + o.length);
  for (const { gpa, length } of operands) {
    const page = after.find((candidate) => candidate.gpa === Math.floor(gpa / PAGE) * PAGE);
    if (page !== undefined && length > 0)
      pieces.push({ gpa, bytes: page.bytes.slice(gpa - page.gpa, gpa - page.gpa + length) });
  }
  before.forEach(({ gpa, bytes }, index) => {
    const now = after[index].bytes;
    const isOther = (i: number): boolean => bytes[i] !== now[i] && !isOperand(gpa + i);
    for (let i = 0; i < PAGE; i++) {
      if (!isOther(i)) continue;
      const from = i;
      while (i < PAGE && isOther(i)) i++;
      pieces.push({ gpa: gpa + from, bytes: now.slice(from, i) });
    }
  });
  return pieces;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
