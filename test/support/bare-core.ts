/** The core alone, as a test guest or a benchmark kernel finds it: EPT off, a serial line and the debug-exit port. */
import { Processor } from '../../src/cpu/processor.ts';
import { EMPTY_HOST } from './core-runner.ts';

export const BARE_MEMORY_BYTES = 64 << 20;

export interface BareCore {
  readonly processor: Processor;
  /** What the guest has sent to the serial line. */
  readonly output: string;
  /** Whether the guest has written to the debug-exit port. */
  readonly exited: boolean;
}

/**
 * A processor with BARE_MEMORY_BYTES, in the state in which multiboot 1 enters a kernel: flat 32-bit code without paging.
 * @param core bytes of core.wasm
 * @param entry linear address of the first instruction
 * @example const bare = bareCore(bytes, 0x10_0000); bare.processor.run(1000);
 */
export function bareCore(core: Uint8Array, entry: number): BareCore {
  let output = '';
  let exited = false;
  let divisorLatch = false;
  const processor = new Processor(core, BARE_MEMORY_BYTES, {
    ...EMPTY_HOST,
    portIn: (port) => (port === 0x3fd ? 0x60 : 0xff),
    portOut(port, _size, value) {
      if (port === 0x3fb) divisorLatch = (value & 0x80) !== 0;
      if (port === 0x3f8 && !divisorLatch) output += String.fromCharCode(value & 0xff);
      if (port === 0xf4) {
        exited = true;
        processor.requestExit();
      }
    },
  });
  processor.setControls({ physicalAddressBits: 39 });
  const flat = (attributes: number, selector: number) => ({ selector, base: 0n, limit: 0xffff_ffff, attributes });
  const data = flat(0xc093, 0x10);
  processor.setRegisters({
    ...{ rip: BigInt(entry), rflags: 2n, rax: 0x2bad_b002n, rbx: 0n },
    ...{ cr0: 0x11n, cr3: 0n, cr4: 0n, efer: 0n, cpl: 0 },
    ...{ cs: flat(0xc09b, 8), ss: data, ds: data, es: data, fs: data, gs: data },
  });
  return {
    processor,
    get output() {
      return output;
    },
    get exited() {
      return exited;
    },
  };
}
