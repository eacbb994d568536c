/** Notices an instruction that the kernel begins again and again instead of ending it. */
import { isBegunAgain } from './instruction-completion.ts';

/**
 * An instruction that is not known for standing still does so when so many alarms in a row find the guest at it. On a busy host
 * a guest gets no turn at all between two alarms: with two, one boot in twenty had a step that nobody needed.
 */
const ALARMS = 10;
/** Instructions that are remembered as harmless; a short loop is found at the same few all the time. */
const REMEMBERED = 16;

export class Standstill {
  /** The guest has left for another reason than an alarm since the last one. */
  hasLeft = false;
  #rip: bigint | undefined;
  /** How many alarms in a row have found the guest at #rip, without an exit between them. */
  #alarms = 0;
  readonly #harmless = new Set<bigint>();

  /**
   * An alarm has come: is it the same instruction as at the last one? Only those count at once that are known for it: where
   * the guest has left in between, it may be a loop that comes by here; where it has not, it may have had no turn.
   * @param readCode reads the code at RIP; costs more than an exit, so it is called rarely
   */
  isAt(rip: bigint, readCode: () => Uint8Array): boolean {
    const isSame = rip === this.#rip;
    const mayGetOn = this.hasLeft;
    this.#rip = rip;
    this.hasLeft = false;
    this.#alarms = isSame && !mayGetOn ? this.#alarms + 1 : 1;
    if (!isSame) return false;
    if (this.#alarms >= ALARMS) return true;
    if (this.#harmless.has(rip)) return false;
    if (isBegunAgain(readCode())) return true;
    if (this.#harmless.size >= REMEMBERED) this.#harmless.clear();
    this.#harmless.add(rip);
    return false;
  }
}
