/**
 * Stores that the kernel or the processor has left undone: what the instruction at RIP writes is worked out here, by its
 * bytes or by a single step that is taken back.
 */
import { findTranslation, type PagingState } from '../../mmu/guest-paging.ts';
import { FULL_ACCESS } from '../../spec/vmx/sppt.ts';
import type { GuestCode } from './guest-code.ts';
import { type Completion, findCompletion } from './instruction-completion.ts';
import type { KvmAddressSpace } from './kvm-address-space.ts';
import { PendingWrite, type WritePiece } from './pending-write.ts';
import { type StepParts, stepInstruction } from './single-step.ts';
import { normalizeSppAddress } from './spp-exit.ts';
import type { SyncRegisters } from './sync-registers.ts';
import type { VcpuCounters } from './vcpu-counters.ts';
import type { VcpuFile } from './vcpu-file.ts';
import { findWrittenOperands, type WritingInstruction } from './written-operands.ts';

const PAGE = 4096;
const MAX_INSTRUCTION = 15;

/** Whether single steps work in kernel code and in user code. */
export interface StepSupport {
  readonly kernel: boolean;
  readonly user: boolean;
}

/** What stores are judged with. */
export interface StoreParts {
  readonly vcpu: VcpuFile;
  readonly space: KvmAddressSpace;
  readonly counters: VcpuCounters;
  readonly paging: () => PagingState;
  /** Asked when an instruction comes up that can only be stepped. */
  readonly stepSupport: () => StepSupport;
  readonly onAccess: StepParts['onAccess'];
  readonly onHalt: StepParts['onHalt'];
  readonly onEntry: StepParts['onEntry'];
}

export class LeftStores {
  readonly #parts: StoreParts;
  readonly #code: GuestCode;

  constructor(parts: StoreParts, code: GuestCode) {
    this.#parts = parts;
    this.#code = code;
  }

  /** The store at RIP that the kernel cannot emulate. @returns undefined: there is no way to carry it out */
  complete(): PendingWrite | undefined {
    const { vcpu, counters } = this.#parts;
    const { memory } = this.#parts.space;
    const registers = this.#registers;
    const paging = this.#parts.paging();
    const code = this.#code.readAt(registers.rip, MAX_INSTRUCTION, paging);
    const completion = findCompletion({
      registers,
      paging,
      memory,
      code,
      isGuarded: (gfn) => memory.vectorOf(gfn) !== FULL_ACCESS,
      readXsave: () => vcpu.readXsave(),
    });
    if (completion !== undefined) {
      counters.completed++;
      const { pieces, length, gla, next } = completion;
      const found = { rip: registers.rip, length, gla, next, undo: [] };
      const finish = (): void => this.#finish(completion);
      return new PendingWrite(pieces, () => found, finish);
    }
    const support = this.#parts.stepSupport();
    if (!(registers.cpl === 3 ? support.user : support.kernel)) return undefined;
    const instruction = findWrittenOperands({ registers, paging, code });
    return instruction === undefined ? undefined : this.#step(instruction, this.#guardedPages(instruction));
  }

  /**
   * The store at RIP that the processor refuses by its own sub-page permissions.
   * @param address what the exit says: an address, or a frame number
   */
  refused(address: number): PendingWrite | undefined {
    const { memory } = this.#parts.space;
    const instruction = this.#instruction();
    if (instruction === undefined) return undefined;
    const pages = this.#guardedPages(instruction);
    const gpa = normalizeSppAddress(address, pages, (gfn) => memory.vectorOf(gfn) !== FULL_ACCESS);
    if (gpa !== undefined && !pages.includes(Math.floor(gpa / PAGE))) pages.push(Math.floor(gpa / PAGE));
    return this.#step(instruction, pages);
  }

  /** What the store at RIP writes, by a single step; undefined: that does not work. */
  stepOnce(): readonly WritePiece[] | undefined {
    const instruction = this.#instruction();
    if (instruction === undefined) return undefined;
    const pages = this.#guardedPages(instruction);
    const stepped = stepInstruction(this.#stepParts, instruction, this.#parts.paging(), pages);
    return stepped?.finish === undefined ? undefined : stepped.pieces;
  }

  get #registers(): SyncRegisters {
    return this.#parts.vcpu.page.registers;
  }

  #instruction(): WritingInstruction | undefined {
    const registers = this.#registers;
    const paging = this.#parts.paging();
    return findWrittenOperands({ registers, paging, code: this.#code.readAt(registers.rip, MAX_INSTRUCTION, paging) });
  }

  /** The rest of an instruction that is carried out here, when its store is made. */
  #finish({ store, next }: Completion): void {
    const registers = this.#registers;
    for (const { index, value } of store.general ?? []) registers.setGeneral(index, value);
    if (store.rflags !== undefined) registers.setFlags(store.rflags);
    if (store.xsave !== undefined) this.#parts.vcpu.writeXsave(store.xsave);
    registers.setRip(next);
  }

  get #stepParts(): StepParts {
    const { vcpu, space, onAccess, onHalt, onEntry } = this.#parts;
    const withOpenPages = space.withOpenPages.bind(space);
    return { vcpu, memory: space.memory, withOpenPages, onAccess, onHalt, onEntry };
  }

  #step(instruction: WritingInstruction, pages: readonly number[]): PendingWrite | undefined {
    if (pages.length === 0) return undefined;
    const { rip, codeBits } = this.#registers;
    const stepped = stepInstruction(this.#stepParts, instruction, this.#parts.paging(), pages);
    if (stepped === undefined) return undefined;
    this.#parts.counters.stepped++;
    const { finish } = stepped;
    // The guest has gone into a handler. What has been written is judged as that of an instruction that is not known.
    if (finish === undefined) return new PendingWrite(stepped.pieces, () => undefined);
    const { length, operands } = instruction;
    const next = BigInt.asUintN(codeBits === 64 ? 64 : 32, rip + BigInt(length));
    const found = { rip, length, gla: operands[0]?.gla ?? 0n, next, undo: [] };
    return new PendingWrite(stepped.pieces, () => found, finish);
  }

  /** Guarded pages that the operands of an instruction touch. */
  #guardedPages({ operands }: WritingInstruction): number[] {
    const { memory } = this.#parts.space;
    const paging = this.#parts.paging();
    const pages = new Set<number>();
    for (const { gla, size } of operands) {
      for (const at of [gla, gla + BigInt(Math.max(size, 1) - 1)]) {
        const gpa = findTranslation(memory, paging, BigInt.asUintN(64, at))?.gpa;
        if (gpa !== undefined && memory.vectorOf(Math.floor(gpa / PAGE)) !== FULL_ACCESS)
          pages.add(Math.floor(gpa / PAGE));
      }
    }
    return [...pages];
  }
}
