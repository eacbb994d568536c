/**
 * Call stacks by frame pointers, for kernels that keep them (CONFIG_UNWINDER_FRAME_POINTER) and have no ORC tables: RBP points
 * at the caller's RBP, above which lies the return address.
 *
 * What is read is only as true as the guest's stack. A function that has not set up its frame yet, or has none, hides its
 * caller.
 */
import type { GuestView } from '../objects/guest-view.ts';

/** Frames that are followed at most; a guest can build endless stacks. */
const MAXIMUM_FRAMES = 64;
/** Kernel stacks have 16 KiB; those of exceptions and interrupts, which link to them, lie elsewhere. */
const MAXIMUM_FRAME_BYTES = 0x4000n;

/**
 * Return addresses from the innermost caller outwards, as long as they are code.
 * @param isCode whether an address is in the text of the kernel or a module
 */
export function followFramePointers(rbp: bigint, view: GuestView, isCode: (address: bigint) => boolean): bigint[] {
  const frames: bigint[] = [];
  let frame = rbp;
  while (frames.length < MAXIMUM_FRAMES && frame % 8n === 0n) {
    const next = view.pointer(frame);
    const caller = view.pointer(frame + 8n);
    if (next === undefined || caller === undefined || !isCode(caller)) break;
    frames.push(caller);
    // Stacks grow downwards: a caller's frame lies above, and not far.
    if (next <= frame || next - frame > MAXIMUM_FRAME_BYTES) break;
    frame = next;
  }
  return frames;
}
