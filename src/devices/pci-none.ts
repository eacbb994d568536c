import type { AccessSize, PlainValue, PortDevice, Stateful } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Configuration address and data ports, 0xcf8 to 0xcff. */
export const PCI_CONFIG_PORT = 0xcf8;
const RESET_CONTROL_PORT = 0xcf9;
const RESET_CPU = 0x04;

/**
 * PCI configuration mechanism 1 (PCI Local Bus Specification, "Configuration Mechanism #1") with nothing behind it:
 * the address register holds what is written, every device reads as ones. A byte at 0xcf9 is the reset control
 * register of PC chipsets: bit 2 set asks for a reset.
 */
export class PciNone implements PortDevice, Stateful {
  private readonly reset: () => void;
  private address = 0;

  /** @param reset the guest asks for a reset through port 0xcf9 */
  constructor(reset: () => void) {
    this.reset = reset;
  }

  readPort(port: number, size: AccessSize): number {
    // Only a whole read of the address register reaches it.
    if (port === PCI_CONFIG_PORT && size === 4) return this.address;
    return port === RESET_CONTROL_PORT && size === 1 ? 0 : 0xffff_ffff;
  }

  writePort(port: number, size: AccessSize, value: number): void {
    if (port === PCI_CONFIG_PORT && size === 4) this.address = (value & 0x80ff_fffc) >>> 0;
    else if (port === RESET_CONTROL_PORT && size === 1 && value & RESET_CPU) this.reset();
  }

  state(): PlainValue {
    return { address: this.address };
  }

  restore(state: PlainValue): void {
    this.address = new StateReader('pci', state).integer('address', 0, 0xffff_ffff);
  }
}
