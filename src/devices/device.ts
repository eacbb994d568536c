/**
 * What a device is: registers that the guest can poke, and lines it drives. A device knows nothing of the VM, of
 * memory or of the processor; time comes from a Clock, interrupts leave through an IrqLine.
 */

/**
 * Drives one interrupt line; `true` means asserted, whatever the electrical polarity.
 * Devices call it when the level changes; calling it again with the same level is harmless.
 */
export type IrqLine = (level: boolean) => void;

/** Width in bytes of one access to a register. */
export type AccessSize = 1 | 2 | 4;

/** Virtual time. Devices never ask the host for the time. */
export interface Clock {
  /** Virtual time in ns since the machine was switched on: an integer, never decreasing. */
  now(): number;
  /**
   * Calls `callback` once, when virtual time has reached `deadlineNs` (at once-or-later when that is past already,
   * but never from inside this call).
   * @returns a function that cancels the call; calling it late or twice does nothing
   */
  at(deadlineNs: number, callback: () => void): () => void;
}

/** A device in port space. */
export interface PortDevice {
  /**
   * @param port absolute port number
   * @returns the value; the bus keeps its low `size` bytes
   */
  readPort(port: number, size: AccessSize): number;
  /** @param value unsigned integer of `size` bytes */
  writePort(port: number, size: AccessSize, value: number): void;
}

/** A device in memory space. Accesses arrive in pieces of at most 4 bytes; the bus splits wider ones. */
export interface MmioDevice {
  /**
   * @param offset bytes from the start of the region
   * @returns the value; the bus keeps its low `size` bytes
   */
  readMmio(offset: number, size: AccessSize): number;
  /** @param value unsigned integer of `size` bytes */
  writeMmio(offset: number, size: AccessSize, value: number): void;
}

/** Anything that JSON carries without loss. */
export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** A part whose whole state goes in and out as a plain value. */
export interface Stateful {
  /** The state now; times in it are absolute virtual times. */
  state(): PlainValue;
  /**
   * Takes a state that `state()` gave, with the clock already set to the time of saving or later.
   * Drives the output lines to their levels and sets the timers again.
   * @throws HvError `invalid-argument` for a value that is not such a state; the device is then unchanged
   */
  restore(state: PlainValue): void;
}
