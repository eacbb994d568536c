/**
 * Call stacks of a kernel by its own unwind tables (CONFIG_UNWINDER_ORC). Linux, Documentation/x86/orc-unwinder.rst,
 * arch/x86/include/asm/orc_types.h, arch/x86/kernel/unwind_orc.c.
 *
 * Two tables, sorted by address: in `.orc_unwind_ip` 32-bit distances from each entry to the code that it is about, in
 * `.orc_unwind` 6 bytes each that say where the caller's frame is from there on:
 *
 *     s16 sp_offset   s16 bp_offset   u16: sp_reg 3:0  bp_reg 7:4  type 9:8 (from 6.4: 10:8)
 */
import { HvError } from '../../base/error.ts';
import { type Elf, elfSections } from '../../boot/elf.ts';
import type { GuestView } from '../objects/guest-view.ts';

/** The registers that unwinding starts from. */
export interface FrameRegisters {
  readonly rip: bigint;
  readonly rsp: bigint;
  readonly rbp: bigint;
  readonly rdx: bigint;
  readonly rdi: bigint;
  readonly r10: bigint;
  readonly r13: bigint;
}

const ENTRY = 6;
const REG = { PREV_SP: 1, DX: 2, DI: 3, BP: 4, SP: 5, R10: 6, R13: 7, BP_INDIRECT: 8, SP_INDIRECT: 9 } as const;
/** Types as we number them; the two formats differ. */
const TYPE = { END: 0, CALL: 1, REGS: 2, REGS_PARTIAL: 3 } as const;
/** By the value in the entry: up to 6.3, and from 6.4 on. */
const OLD_TYPES = [TYPE.CALL, TYPE.REGS, TYPE.REGS_PARTIAL, TYPE.END] as const;
const NEW_TYPES = [TYPE.END, TYPE.END, TYPE.CALL, TYPE.REGS, TYPE.REGS_PARTIAL, TYPE.END, TYPE.END, TYPE.END] as const;
/** Offsets in pt_regs, bytes. */
const PT_REGS = { bp: 32n, ip: 128n, sp: 152n } as const;
/** Frames that are followed at most; a guest can build endless stacks. */
const MAXIMUM_FRAMES = 64;
const UPPER_HALF = 0xffff_8000_0000_0000n;

/** The unwind tables of a kernel image. */
export class OrcTable {
  readonly #ips: DataView;
  readonly #entries: DataView;
  /** Link-time address of the first distance. */
  readonly #base: bigint;
  readonly #count: number;
  readonly #types: readonly number[];

  /**
   * @param ips contents of `.orc_unwind_ip`
   * @param base its link-time address
   * @param entries contents of `.orc_unwind`
   */
  constructor(ips: Uint8Array, base: bigint, entries: Uint8Array) {
    this.#ips = new DataView(ips.buffer, ips.byteOffset, ips.byteLength);
    this.#entries = new DataView(entries.buffer, entries.byteOffset, entries.byteLength);
    this.#base = base;
    this.#count = Math.min(Math.floor(ips.length / 4), Math.floor(entries.length / ENTRY));
    // Nearly all code is in plain functions: what most entries say is CALL.
    let plain = 0;
    for (let i = 0; i < this.#count; i++) if (((this.#flags(i) >>> 8) & 7) === 2) plain++;
    this.#types = plain * 2 > this.#count ? NEW_TYPES : OLD_TYPES;
  }

  /**
   * Return addresses from the innermost caller outwards, up to user space, an interrupted user process, or where the
   * tables end (modules, generated code).
   * @param slide what is added to link-time addresses (KASLR)
   */
  unwind(start: FrameRegisters, view: GuestView, slide = 0n): bigint[] {
    const frames: bigint[] = [];
    let { rip: ip, rsp: sp, rbp: bp } = start;
    // What registers a frame is found by is known of the innermost one only.
    let scratch: FrameRegisters | undefined = start;
    let isReturn = false;
    while (frames.length < MAXIMUM_FRAMES) {
      // A return address may be the first of the next function, behind a call that does not return.
      const index = this.#find(ip - slide - (isReturn ? 1n : 0n));
      if (index === undefined) break;
      const flags = this.#flags(index);
      const type = this.#types[(flags >>> 8) & (this.#types.length - 1)];
      if (type === TYPE.END) break;
      const frame = this.#frame(index, flags, sp, bp, scratch, view);
      if (frame === undefined) break;
      const isCall = type === TYPE.CALL;
      const ipAt = isCall ? frame - 8n : type === TYPE.REGS ? frame + PT_REGS.ip : frame;
      const next = view.pointer(ipAt);
      const nextSp = isCall ? frame : view.pointer(type === TYPE.REGS ? frame + PT_REGS.sp : frame + 24n);
      if (next === undefined || nextSp === undefined || next < UPPER_HALF) break;
      const nextBp =
        type === TYPE.REGS ? view.pointer(frame + PT_REGS.bp) : this.#basePointer(index, flags, frame, bp, view);
      if (nextBp === undefined || (isCall && nextSp <= sp)) break;
      frames.push(next);
      [ip, sp, bp] = [next, nextSp, nextBp];
      scratch = undefined;
      isReturn = isCall;
    }
    return frames;
  }

  #flags(index: number): number {
    return this.#entries.getUint16(index * ENTRY + 4, true);
  }

  /** The last entry at or before an address; undefined outside of the table. */
  #find(address: bigint): number | undefined {
    const distance = Number(address - this.#base);
    const at = (index: number): number => index * 4 + this.#ips.getInt32(index * 4, true);
    if (!Number.isSafeInteger(distance) || this.#count === 0 || distance < at(0)) return undefined;
    let low = 0;
    let high = this.#count;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (at(middle) <= distance) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The stack pointer of the caller, or where saved registers are. */
  #frame(
    index: number,
    flags: number,
    sp: bigint,
    bp: bigint,
    scratch: FrameRegisters | undefined,
    view: GuestView,
  ): bigint | undefined {
    const offset = BigInt(this.#entries.getInt16(index * ENTRY, true));
    switch (flags & 0xf) {
      case REG.SP:
        return sp + offset;
      case REG.BP:
        return bp + offset;
      case REG.SP_INDIRECT: {
        const base = view.pointer(sp);
        return base === undefined ? undefined : base + offset;
      }
      case REG.BP_INDIRECT:
        return view.pointer(bp + offset);
      case REG.DX:
        return scratch?.rdx;
      case REG.DI:
        return scratch?.rdi;
      case REG.R10:
        return scratch?.r10;
      case REG.R13:
        return scratch?.r13;
      default:
        return undefined;
    }
  }

  #basePointer(index: number, flags: number, frame: bigint, bp: bigint, view: GuestView): bigint | undefined {
    const offset = BigInt(this.#entries.getInt16(index * ENTRY + 2, true));
    const reg = (flags >>> 4) & 0xf;
    if (reg === REG.PREV_SP) return view.pointer(frame + offset);
    if (reg === REG.BP) return view.pointer(bp + offset);
    return bp;
  }
}

/** The unwind tables of a kernel image; undefined when it has none, or none that are sorted. */
export function readOrc(elf: Elf): OrcTable | undefined {
  let sections: ReturnType<typeof elfSections>;
  try {
    sections = elfSections(elf);
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    return undefined;
  }
  const ips = sections.find(({ name }) => name === '.orc_unwind_ip');
  const entries = sections.find(({ name }) => name === '.orc_unwind');
  if (ips === undefined || entries === undefined || ips.bytes.length < 4) return undefined;
  if (!isSorted(ips.bytes)) return undefined;
  return new OrcTable(ips.bytes, ips.address, entries.bytes);
}

/** Kernels before 5.6 sort their tables when they boot. */
function isSorted(ips: Uint8Array): boolean {
  const view = new DataView(ips.buffer, ips.byteOffset, ips.byteLength);
  let before = -Infinity;
  for (let at = 0; at + 4 <= ips.length; at += 4) {
    const address = at + view.getInt32(at, true);
    if (address < before) return false;
    before = address;
  }
  return true;
}
