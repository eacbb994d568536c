import type { AccessSize, PortDevice } from './device.ts';

/** Where test guests expect it. */
export const DEBUG_EXIT_PORT = 0xf4;

/**
 * The port through which a test guest ends its run: writing `value` asks for exit status `(value << 1) | 1`, so a
 * guest cannot claim the status 0 of a proper power-off. Reads as ones. One register, up to 4 bytes wide.
 */
export class DebugExit implements PortDevice {
  private readonly exit: (status: number) => void;

  /** @param exit takes the status, an unsigned 32-bit number; a host process keeps its low 8 bits */
  constructor(exit: (status: number) => void) {
    this.exit = exit;
  }

  readPort(_port: number, _size: AccessSize): number {
    return 0xffff_ffff;
  }

  writePort(_port: number, _size: AccessSize, value: number): void {
    this.exit(((value << 1) | 1) >>> 0);
  }
}
