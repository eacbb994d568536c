/**
 * What only Node has: the bytes of the processor core that come with this package, and the engine on /dev/kvm.
 * Everything else is in `subpage`, which knows no host.
 * @example import { softEngine } from 'subpage/node';
 */
export { readCore, softEngine } from './cli/core-file.ts';
export { SwapFile } from './cli/swap-file.ts';
export { disassembler } from './engine/kvm/disassembler.ts';
export { KvmEngine, type KvmEngineOptions } from './engine/kvm/kvm-engine.ts';
export { findKernelObstacle, type KvmProbe, probeKvm } from './engine/kvm/probe.ts';
