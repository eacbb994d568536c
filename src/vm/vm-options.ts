/** How a VM is made and run. */
import type { EventLogLimits } from '../introspect/events/event-log.ts';
import type { Engine } from './engine.ts';
import type { TimeSource } from './time.ts';

/** How a VM is made. */
export interface VmOptions {
  readonly engine: Engine;
  /** Guest memory, a multiple of 4 KiB, at least 2 MiB and at most `engine.capabilities.maxMemoryBytes`. */
  readonly memoryBytes: number;
  /** How many vCPUs, 1 to `engine.capabilities.maxVcpus`; default 1. They take turns: docs/engines.md. */
  readonly vcpus?: number;
  /** Default `virtual`, time is the number of executed instructions, and runs repeat exactly; where the engine has it. */
  readonly time?: TimeSource;
  /** Seed of RDRAND and RDSEED; default 1. */
  readonly seed?: bigint;
  /** What the guest's real-time clock says at the start, seconds since 1970; default 2024-01-01. */
  readonly epochSeconds?: number;
  /** Bytes that the guest sends to its serial console. */
  readonly onConsole?: (byte: number) => void;
  /** Map the debug-exit port 0xf4. Default false. */
  readonly debugExit?: boolean;
  /** Judge a write that straddles sub-pages by its first byte only. Default false. */
  readonly straddleFirstOnly?: boolean;
  /** Let writes beside guarded bytes through inside of the processor, where the engine can. Default true. */
  readonly byteMaps?: boolean;
  /**
   * Keep accessed and dirty flags in the EPT, where the engine can: for `space.dirty` in mode `dirty-flag` and for cheap access
   * tracking. Page tables of the guest in a guarded page then exit on every walk. Default false.
   */
  readonly accessedDirty?: boolean;
  /** Bounds of the event log. */
  readonly events?: EventLogLimits;
}

/** How far and how `Vm.run()` runs. */
export interface RunOptions {
  /** Stop after about so many instructions of this call, of all vCPUs together; 0 or more. Default: no limit. */
  readonly maxInstructions?: number;
  /** Run this vCPU only, by its number: the others stand still. For debuggers; who waits for another one then waits for ever. */
  readonly vcpu?: number;
  /** Instructions between two calls of `onSlice`, at least 1. Default 4,000,000, some 10 ms. */
  readonly sliceInstructions?: number;
  /** Called between slices. A promise is awaited: the way to let timers and input of the host happen. */
  readonly onSlice?: () => unknown;
  /**
   * Asked between slices, and every 50,000 instructions or so: a guest whose instructions are slow, one caught write each, say,
   * can make a slice as long as a minute. True ends the run with `time-limit`.
   */
  readonly isTimeUp?: () => boolean;
  /**
   * Asked as often. A promise is awaited in the middle of the slice: for signals and output of the host, not for anything that
   * the guest could notice, which would depend on the host's speed then.
   */
  readonly breathe?: () => Promise<void> | undefined;
  /**
   * The guest waits for an interrupt: sleep until `ns` have passed (undefined: no timer is set) or input has come, or for
   * less; answer how many ns it was, or undefined: nothing can come any more. Needed for time from the host and for
   * guests that wait for console input; without it a guest that only the host could wake is `halted`.
   */
  readonly sleep?: (ns: number | undefined) => Promise<number | undefined>;
  /**
   * With virtual time: an idle guest waits as long as it takes on the host, instead of jumping to its next timer. For a
   * person at the console; how far time gets then depends on the person. Default false.
   */
  readonly paceIdle?: boolean;
}

/** Stores to one guarded page. All of them: silent + letThrough + judged; to its denied sub-pages: letThrough + judged. */
export interface StoreCounts {
  readonly gfn: number;
  /** To writable sub-pages, without leaving the processor. NaN where the engine cannot tell. */
  readonly silent: number;
  /** To denied sub-pages but no guarded byte, let through by the processor's byte maps. */
  readonly letThrough: number;
  /** Left the processor: one exit each. */
  readonly judged: number;
  /** Hit a denied sub-page, but no guarded byte: those let through, and some of those judged. */
  readonly falseSharing: number;
}
