/**
 * Memory of a VM as a program of the series has it: regions of the program's own memory that are put into slots.
 *
 * A program's memory is what it got from mmap(). Ours gives out addresses that mean something to KVM_SET_USER_MEMORY_REGION
 * and findGuestAddress() only; the bytes are read and written through `vm.memory`.
 * Linux, Documentation/virt/kvm/api.rst, KVM_SET_USER_MEMORY_REGION and KVM_GET_DIRTY_LOG.
 */
import type { MemoryBlock } from '../memory/memory-block.ts';
import { MEMSLOT_LIMIT } from '../memory/memslots.ts';
import { KVM_MEM_LOG_DIRTY_PAGES, KVM_MEM_READONLY, KvmDirtyLog, KvmUserspaceMemoryRegion } from '../spec/kvm/abi.ts';
import type { Vm } from '../vm/vm.ts';
import { ERRNO, errnoOf, viewOf } from './errno.ts';

const PAGE = 4096n;
const FIRST_ADDRESS = 0x7f00_0000_0000n;
const FLAGS = KVM_MEM_LOG_DIRTY_PAGES | KVM_MEM_READONLY;

/** A piece of the program's memory. */
interface Mapping {
  readonly address: bigint;
  readonly size: bigint;
  /** Its content, from the first time that it was in a slot. */
  block: MemoryBlock | undefined;
  slot: number | undefined;
}

/** One request, out of struct kvm_userspace_memory_region. */
interface Region {
  readonly slot: number;
  readonly flags: number;
  readonly gpa: bigint;
  readonly size: bigint;
  readonly address: bigint;
}

export class SeriesSlots {
  readonly #vm: Vm;
  readonly #mappings: Mapping[] = [];
  #next = FIRST_ADDRESS;

  constructor(vm: Vm) {
    this.#vm = vm;
  }

  /** Anonymous memory of the program. @param size bytes, a multiple of 4096 @returns its address, or an errno value below 0 */
  mmap(size: number): bigint {
    if (!Number.isSafeInteger(size) || size <= 0 || size % Number(PAGE) !== 0) return BigInt(-ERRNO.EINVAL);
    const address = this.#next;
    // A hole behind each, so that running over the end is noticed.
    this.#next += BigInt(size) + PAGE;
    this.#mappings.push({ address, size: BigInt(size), block: undefined, slot: undefined });
    return address;
  }

  /** Guest-physical address of a byte of the program's memory; undefined while no slot has it. */
  findGuestAddress(address: bigint): number | undefined {
    const mapping = this.#mappings.find((each) => address >= each.address && address < each.address + each.size);
    if (mapping?.block === undefined || mapping.slot === undefined) return undefined;
    return mapping.block.gfn * Number(PAGE) + Number(address - mapping.address);
  }

  /** KVM_SET_USER_MEMORY_REGION: make, move, delete a slot, or change its flags. */
  set(argument: unknown): number {
    const view = viewOf(argument, KvmUserspaceMemoryRegion.size);
    if (view === undefined) return -ERRNO.EFAULT;
    const { at } = KvmUserspaceMemoryRegion;
    const region: Region = {
      slot: view.getUint32(at.slot, true),
      flags: view.getUint32(at.flags, true),
      gpa: view.getBigUint64(at.guest_phys_addr, true),
      size: view.getBigUint64(at.memory_size, true),
      address: view.getBigUint64(at.userspace_addr, true),
    };
    const { slot, flags, gpa, size, address } = region;
    const isWhole = size % PAGE === 0n && gpa % PAGE === 0n && address % PAGE === 0n;
    if ((flags & ~FLAGS) !== 0 || !isWhole || slot >= MEMSLOT_LIMIT || gpa + size >= 1n << 64n) return -ERRNO.EINVAL;
    const isThere = this.#vm.space.slots.all.some(({ id }) => id === slot);
    if (size === 0n) return isThere ? this.#delete(slot) : -ERRNO.EINVAL;
    return isThere ? this.#change(region) : this.#make(region);
  }

  /**
   * KVM_GET_DIRTY_LOG, get and clear.
   * @param bitmap what dirty_bitmap points to: a bit a page, in whole u64
   */
  takeDirtyLog(argument: unknown, bitmap: unknown): number {
    const view = viewOf(argument, KvmDirtyLog.size);
    if (view === undefined) return -ERRNO.EFAULT;
    const id = view.getUint32(KvmDirtyLog.at.slot, true);
    if (id >= MEMSLOT_LIMIT) return -ERRNO.EINVAL;
    const slot = this.#vm.space.slots.all.find((each) => each.id === id);
    if (slot?.block.log === undefined) return -ERRNO.ENOENT;
    const target = viewOf(bitmap, Math.ceil(slot.pages / 64) * 8);
    if (target === undefined) return -ERRNO.EFAULT;
    this.#vm.space.dirty.take(id).forEach((word, i) => {
      target.setUint32(i * 4, word, true);
    });
    return 0;
  }

  #make({ slot, flags, gpa, size, address }: Region): number {
    const mapping = this.#mappings.find((each) => each.address === address && each.size === size);
    // What is not the program's memory, or is in a slot already; a part of a mapping is not offered.
    if (mapping === undefined || mapping.slot !== undefined) return -ERRNO.EINVAL;
    const { space } = this.#vm;
    const memory = mapping.block === undefined ? { size: Number(size) } : { block: mapping.block };
    const readOnly = (flags & KVM_MEM_READONLY) !== 0;
    return errnoOf(() => {
      mapping.block = space.addSlot({ id: slot, gpa: Number(gpa), readOnly, ...memory }).block;
      try {
        if (flags & KVM_MEM_LOG_DIRTY_PAGES) space.dirty.start(slot);
      } catch (error) {
        space.removeSlot(slot); // an engine without logs
        throw error;
      }
      mapping.slot = slot;
    }, ERRNO.EINVAL);
  }

  #change({ slot, flags, gpa, size, address }: Region): number {
    const { space } = this.#vm;
    const old = space.slots.getSlot(slot);
    const mapping = this.#mappings.find((each) => each.slot === slot);
    const isSame = mapping?.address === address && mapping.size === size;
    if (!isSame || old.readOnly !== ((flags & KVM_MEM_READONLY) !== 0)) return -ERRNO.EINVAL;
    const isLogged = old.block.log !== undefined;
    const wanted = (flags & KVM_MEM_LOG_DIRTY_PAGES) !== 0;
    return errnoOf(() => {
      if (wanted && !isLogged) space.dirty.start(slot);
      try {
        if (BigInt(old.gfn) * PAGE !== gpa) space.moveSlot(slot, Number(gpa));
      } catch (error) {
        if (wanted && !isLogged) space.dirty.stop(slot);
        throw error;
      }
      if (!wanted && isLogged) space.dirty.stop(slot);
    }, ERRNO.EINVAL);
  }

  #delete(slot: number): number {
    const { space } = this.#vm;
    const mapping = this.#mappings.find((each) => each.slot === slot);
    return errnoOf(() => {
      if (space.slots.getSlot(slot).block.log !== undefined) space.dirty.stop(slot);
      const block = space.removeSlot(slot);
      if (mapping === undefined) block.release();
      else mapping.slot = undefined;
    }, ERRNO.EINVAL);
  }
}
