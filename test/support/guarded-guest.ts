/** An address space with guards and a WalkingProcessor, for tests of the hypervisor's memory side. */
import { GuardSet } from '../../src/introspect/guard/guard-set.ts';
import { GuardedMemory } from '../../src/introspect/guard/guarded-memory.ts';
import type { Verdict } from '../../src/introspect/guard/verdict.ts';
import { HostMemory } from '../../src/memory/host-memory.ts';
import { GuestAddressSpace, type GuestAddressSpaceOptions } from '../../src/mmu/guest-address-space.ts';
import { WalkingProcessor } from './walking-processor.ts';

export interface GuardedGuest {
  readonly host: HostMemory;
  readonly processor: WalkingProcessor;
  readonly space: GuestAddressSpace;
  readonly guards: GuardSet;
  readonly guarded: GuardedMemory;
  /** One more vCPU. It knows nothing of the past: its controls are what the address space says now. */
  addProcessor(): WalkingProcessor;
}

/** @param options `memory`: bytes of host-physical memory, default 8 MiB; `limitFrames` as for HostMemory */
export function guardedGuest(
  options: Partial<Omit<GuestAddressSpaceOptions, 'host' | 'flush'>> & {
    memory?: number;
    limitFrames?: number;
    vectorVerdict?: Verdict;
  } = {},
): GuardedGuest {
  const size = options.memory ?? 8 << 20;
  const limit = options.limitFrames === undefined ? {} : { limitFrames: options.limitFrames };
  const host = new HostMemory({ buffer: new ArrayBuffer(size), base: 0, size, ...limit });
  const processors: WalkingProcessor[] = [];
  const space = new GuestAddressSpace({
    ...options,
    host,
    flush: () => {
      for (const each of processors) each.flush();
    },
    onControls: (controls) => {
      for (const each of processors) each.controls = controls;
    },
  });
  const addProcessor = (): WalkingProcessor => {
    const added = new WalkingProcessor(host, processors.length);
    added.controls = space.controls;
    processors.push(added);
    return added;
  };
  const processor = addProcessor();
  const guards = new GuardSet(space.protection, options.vectorVerdict ?? 'deny');
  return {
    host,
    processor,
    space,
    guards,
    guarded: new GuardedMemory(space.memory, space.slots, guards),
    addProcessor,
  };
}
