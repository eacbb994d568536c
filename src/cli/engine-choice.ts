/** Which engine a run gets: `--engine soft | kvm | auto`. */
import { HvError } from '../base/error.ts';
import type { ImageKind } from '../boot/plan.ts';
import { KvmEngine, type KvmEngineOptions } from '../engine/kvm/kvm-engine.ts';
import { findKernelObstacle, type KvmProbe, probeKvm } from '../engine/kvm/probe.ts';
import type { SoftEngineOptions } from '../engine/soft/soft-engine.ts';
import type { Engine, EngineCapabilities } from '../vm/engine.ts';
import { softEngine } from './core-file.ts';
import type { EngineName } from './run-settings.ts';

/** What a run needs, as far as engines differ in it. */
export interface EngineNeeds {
  readonly memoryBytes: number;
  readonly cpus: number;
  /** Time by instructions, or a limit in instructions. */
  readonly virtualTime: boolean;
  /** An option that only the built-in engine has, as the person wrote it. */
  readonly softOption?: string | undefined;
  /** An option that only the KVM engine has, as the person wrote it. */
  readonly kvmOption?: string | undefined;
  /** How a KVM engine is to be made. */
  readonly kvm?: Pick<KvmEngineOptions, 'spp' | 'audit'>;
  /** What the built-in engine gets, when it is taken. */
  readonly soft?: SoftEngineOptions;
}

/**
 * Make the engine. `auto` takes KVM where it works for the run at hand, else the built-in engine.
 * @param say told which engine `auto` took, and why
 * @throws HvError with one line when the engine that was named cannot be had
 */
export async function chooseEngine(name: EngineName, needs: EngineNeeds, say: (line: string) => void): Promise<Engine> {
  if (name === 'soft') {
    if (needs.kvmOption === undefined) return softEngine(needs.soft);
    throw new HvError('unsupported', `--engine soft: ${needs.kvmOption} is an option of the KVM engine: --engine kvm`);
  }
  if (name === 'kvm') {
    const obstacle = obstacleOf(needs);
    if (obstacle !== undefined) throw new HvError('unsupported', `--engine kvm: ${obstacle}`);
    return new KvmEngine(needs.kvm);
  }
  try {
    const obstacle = obstacleOf(needs);
    if (obstacle !== undefined) throw new HvError('unsupported', obstacle);
    const engine = new KvmEngine(needs.kvm);
    const { maxMemoryBytes, maxVcpus } = engine.capabilities;
    if (needs.cpus > maxVcpus) throw new HvError('unsupported', `KVM engine: ${vcpusOf(engine.capabilities)}`);
    if (needs.memoryBytes > maxMemoryBytes) {
      throw new HvError(
        'unsupported',
        `KVM engine: at most ${maxMemoryBytes / 2 ** 20} MiB of guest memory on this host`,
      );
    }
    const probe = await probeKvm(engine);
    const why = probe.guardObstacle ?? probe.kernelObstacle;
    if (why !== undefined) throw new HvError('unsupported', why);
    say('subpage: engine kvm');
    return engine;
  } catch (error) {
    if (!(error instanceof HvError) || needs.kvmOption !== undefined) throw error;
    say(`subpage: engine soft (${error.message})`);
    return softEngine(needs.soft);
  }
}

/**
 * A stock kernel on a KVM that cannot run one would come to its first unknown instruction after minutes: tell at once.
 * @throws HvError `unsupported` with that instruction
 */
export async function checkImage(engine: Engine, kind: ImageKind): Promise<void> {
  if (!(engine instanceof KvmEngine) || !KERNELS.includes(kind)) return;
  const obstacle = await findKernelObstacle(engine);
  if (obstacle === undefined) return;
  throw new HvError('unsupported', `--engine kvm: kernels do not run here: ${obstacle}; --engine soft runs them`);
}
const KERNELS: readonly ImageKind[] = ['linux-bzimage', 'linux-elf', 'pvh'];

function obstacleOf(needs: EngineNeeds): string | undefined {
  if (needs.softOption !== undefined) return `${needs.softOption} is an option of the built-in engine`;
  return needs.virtualTime ? 'virtual time and limits in instructions are options of the built-in engine' : undefined;
}

/** A probe as lines for `subpage doctor`: all that the engine's choices depend on. */
export function describeProbe(engine: KvmEngine, probe: KvmProbe): string[] {
  const { features, capabilities, nativeSpp } = engine;
  const yes = (value: boolean | undefined): string => (value === undefined ? 'unknown' : value ? 'yes' : 'no');
  const memory = Math.floor(capabilities.maxMemoryBytes / 2 ** 20);
  const where = engine.guardMode === 'processor' ? 'in the processor' : 'in read-only memslots';
  const cost =
    probe.guardObstacle === undefined ? `; ${(probe.judgedStoreNs / 1000).toFixed(1)} us a judged store` : '';
  return [
    `engine kvm: works; guest memory up to ${memory} MiB, ${vcpusOf(capabilities)}`,
    `kvm memslots: ${features.memslots}, deleting one leaves the others mapped: ${yes(features.slotZapQuirk)}`,
    `kvm MSR exits: ${yes(features.msrExits)}; exits for instructions it cannot emulate: ${yes(features.exitOnEmulationFailure)}`,
    `kvm guards: ${probe.guardObstacle ?? `work, ${where}${cost}`}`,
    `kvm store exits: RIP ${probe.storeRip} the instruction; bytes of unknown instructions: ${yes(probe.showsFailedBytes)}`,
    `kvm single steps: kernel code ${yes(probe.steps.kernel)}, user code ${yes(probe.steps.user)}`,
    `kvm kernels: ${probe.kernelObstacle === undefined ? 'kernel code runs' : `not to be expected: ${probe.kernelObstacle}`}`,
    `kvm sub-page permissions in the processor: ${nativeSpp.kind}${nativeSpp.kind === 'unusable' ? ` (${nativeSpp.reason})` : ''}`,
    `kvm cannot keep: ${limitsOf(capabilities)}`,
  ];
}

/** How many vCPUs a VM can have, for people. */
export function vcpusOf({ maxVcpus }: EngineCapabilities): string {
  return maxVcpus === 1 ? '1 vCPU' : `up to ${maxVcpus} vCPUs`;
}

/** What a guard does not mean on this engine, for people; docs/engines.md has the whole of it. */
function limitsOf(capabilities: EngineCapabilities): string {
  const limits = [
    capabilities.exactUndo ? undefined : 'some instructions cannot be undone for stop, skip and fault',
    capabilities.wholeStores ? undefined : 'a store over two pages is judged by page',
    capabilities.silentSubPages ? undefined : 'stores to open sub-pages of a guarded page leave the guest',
    capabilities.atomicUpdates ? undefined : 'LOCK would not hold against other vCPUs',
  ];
  return limits.filter((limit) => limit !== undefined).join('; ') || 'nothing';
}
