/** The instruction that a vCPU stands at, carried out here when it is a store to a guarded page that the kernel cannot do. */
import type { GuestMemory } from '../../memory/guest-memory.ts';
import { findTranslation, type PagingState } from '../../mmu/guest-paging.ts';
import { loadIced } from './disassembler.ts';
import { linearAddress, takeApart } from './operand-address.ts';
import { type CompletedStore, completeStore } from './store-completion.ts';
import type { SyncRegisters } from './sync-registers.ts';

const CR0_EM_TS = (1 << 2) | (1 << 3);
const CR0_WP = 1 << 16;
const CR4_UMIP = 1 << 11;
const PAGE = 4096;

/** Bytes before the opcode: operand and address size, segments, LOCK, REP, and REX. Outside of 64-bit code 40 to 4F are INC and DEC. */
const PREFIX = /^(?:[23][6e]|4.|6[4-7]|f[023])*/;
/** SGDT, SIDT (0F 01 /0, /1) and FXSAVE (0F AE /0) with a memory operand. */
const BEGUN_AGAIN = /^0f(?:01[048][0-9a-f]|ae[048][0-7])/;

/**
 * Whether code begins with an instruction that Linux's emulator begins again and again where its store is not for plain
 * memory: SGDT, SIDT, FXSAVE.
 */
export function isBegunAgain(code: Uint8Array): boolean {
  const hex = Array.from(code, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return BEGUN_AGAIN.test(hex.replace(PREFIX, ''));
}

/** A store that was worked out, and not yet made. */
export interface Completion {
  readonly length: number;
  readonly gla: bigint;
  readonly next: bigint;
  readonly store: CompletedStore;
  /** What it writes, page by page. */
  readonly pieces: readonly { readonly gpa: number; readonly bytes: Uint8Array }[];
}

/** What it takes to work it out. */
export interface Standing {
  readonly registers: SyncRegisters;
  readonly paging: PagingState;
  readonly memory: GuestMemory;
  /** Code at RIP. */
  readonly code: Uint8Array;
  readonly isGuarded: (gfn: number) => boolean;
  /** KVM_GET_XSAVE; undefined when the kernel refuses. */
  readonly readXsave: () => Uint8Array | undefined;
}

/**
 * @returns undefined when the instruction is not one of those that are known, does not touch a guarded page, or would
 * raise an exception: nothing has happened then
 */
export function findCompletion(standing: Standing): Completion | undefined {
  const { registers, code } = standing;
  if (code.length === 0) return undefined;
  const { Decoder, DecoderOptions, InstructionInfoFactory, Mnemonic, OpAccess } = loadIced();
  const decoder = new Decoder(registers.codeBits, code, DecoderOptions.None);
  decoder.ip = registers.rip;
  const instruction = decoder.decode();
  const factory = new InstructionInfoFactory();
  const info = factory.info(instruction);
  const used = info.usedMemory();
  try {
    if (instruction.isInvalid || used.length !== 1 || instruction.isStringInstruction) return undefined;
    const isTable = instruction.mnemonic === Mnemonic.Sgdt || instruction.mnemonic === Mnemonic.Sidt;
    if (isTable && registers.cpl > 0 && registers.cr4 & CR4_UMIP) return undefined; // #GP
    const usesUnits = !isTable && instruction.mnemonic !== Mnemonic.Cmpxchg16b;
    if (usesUnits && registers.cr0 & CR0_EM_TS) return undefined; // #NM, or #UD
    const isRead = used[0].access === OpAccess.Read || used[0].access === OpAccess.CondRead;
    if (isRead || used[0].access === OpAccess.NoMemAccess) return undefined;
    const bits = registers.codeBits;
    const gla = linearAddress(takeApart(used[0], instruction, bits), registers);
    const xsave = standing.readXsave();
    if (xsave === undefined) return undefined;
    const store = completeStore(instruction, {
      bits,
      general: (index) => registers.general(index),
      rflags: registers.rflags,
      gdtr: registers.table('gdtr'),
      idtr: registers.table('idtr'),
      xsave,
      gla,
      readMemory: (length) => concatenated(standing, gla, length),
    });
    if (store === undefined) return undefined;
    const pieces = piecesOf(standing, gla, store.bytes);
    if (pieces === undefined || !pieces.some(({ gpa }) => standing.isGuarded(Math.floor(gpa / PAGE)))) return undefined;
    const next = BigInt.asUintN(bits === 64 ? 64 : 32, registers.rip + BigInt(instruction.length));
    return { length: instruction.length, gla, next, store, pieces };
  } finally {
    for (const memory of used) memory.free();
    info.free();
    factory.free();
    instruction.free();
    decoder.free();
  }
}

/** The store cut at page boundaries; undefined where paging does not allow it or no memory is. */
function piecesOf(standing: Standing, gla: bigint, bytes: Uint8Array): Completion['pieces'] | undefined {
  const { registers, memory } = standing;
  const isUser = registers.cpl === 3;
  const pieces: { gpa: number; bytes: Uint8Array }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const linear = BigInt.asUintN(64, gla + BigInt(at));
    const translation = findTranslation(memory, standing.paging, linear);
    if (translation === undefined || (isUser && !translation.user)) return undefined;
    if (!translation.writable && (isUser || registers.cr0 & CR0_WP)) return undefined;
    const length = Math.min(bytes.length - at, PAGE - (translation.gpa % PAGE));
    if (!memory.hasRange(translation.gpa, length)) return undefined;
    pieces.push({ gpa: translation.gpa, bytes: bytes.slice(at, at + length) });
    at += length;
  }
  return pieces;
}

function concatenated(standing: Standing, gla: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const gpa = findTranslation(standing.memory, standing.paging, BigInt.asUintN(64, gla + BigInt(at)))?.gpa;
    if (gpa === undefined) return bytes.slice(0, at);
    const piece = Math.min(length - at, PAGE - (gpa % PAGE));
    if (!standing.memory.hasRange(gpa, piece)) return bytes.slice(0, at);
    standing.memory.readInto(gpa, bytes.subarray(at, at + piece));
    at += piece;
  }
  return bytes;
}
