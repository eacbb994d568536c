import type { AccessSize, PlainValue, PortDevice, Stateful } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Ports that kernels write to for a short delay; 0x80 also shows a PC's power-on self-test code. */
export const POST_PORT = 0x80;
export const DELAY_PORT = 0xed;

/** The power-on self-test display: keeps the last byte written, which `lastCode` shows; reads as ones. */
export class PostPort implements PortDevice, Stateful {
  /** The last byte that the guest wrote. */
  lastCode = 0;

  readPort(_port: number, _size: AccessSize): number {
    return 0xff;
  }

  writePort(_port: number, _size: AccessSize, value: number): void {
    this.lastCode = value;
  }

  state(): PlainValue {
    return { lastCode: this.lastCode };
  }

  restore(state: PlainValue): void {
    this.lastCode = new StateReader('post', state).integer('lastCode', 0, 0xff);
  }
}
