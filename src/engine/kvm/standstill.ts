/** Notices an instruction that the kernel begins again and again instead of ending it. */
import { isBegunAgain } from './instruction-completion.ts';

/** Instructions that are remembered as harmless; a short loop is found at the same few all the time. */
const REMEMBERED = 16;

export class Standstill {
  /** The guest has left for another reason than an alarm since the last one. */
  hasLeft = false;
  #rip: bigint | undefined;
  readonly #harmless = new Set<bigint>();

  /**
   * An alarm has come: is it the same instruction as at the last one? Where the guest has left in between, it may be a loop
   * that comes by here, or interrupts while the instruction stands: then only those count that are known for it.
   * @param readCode reads the code at RIP; costs more than an exit, so it is called rarely
   */
  isAt(rip: bigint, readCode: () => Uint8Array): boolean {
    const isSame = rip === this.#rip;
    const mayGetOn = this.hasLeft;
    this.#rip = rip;
    this.hasLeft = false;
    if (!isSame) return false;
    if (!mayGetOn) return true;
    if (this.#harmless.has(rip)) return false;
    if (isBegunAgain(readCode())) return true;
    if (this.#harmless.size >= REMEMBERED) this.#harmless.clear();
    this.#harmless.add(rip);
    return false;
  }
}
