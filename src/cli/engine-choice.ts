/** Which engine a run gets: `--engine soft | kvm | auto`. */
import { HvError } from '../base/error.ts';
import { KvmEngine } from '../engine/kvm/kvm-engine.ts';
import { type KvmProbe, probeKvm } from '../engine/kvm/probe.ts';
import type { Engine } from '../vm/engine.ts';
import { softEngine } from './core-file.ts';
import type { EngineName } from './run-settings.ts';

/** What a run needs, as far as engines differ in it. */
export interface EngineNeeds {
  readonly memoryBytes: number;
  /** Time by instructions, or a limit in instructions. */
  readonly virtualTime: boolean;
  /** An option that only the built-in engine has, as the person wrote it. */
  readonly softOption?: string | undefined;
}

/**
 * Make the engine. `auto` takes KVM where it works for the run at hand, else the built-in engine.
 * @param say told which engine `auto` took, and why
 * @throws HvError with one line when the engine that was named cannot be had
 */
export async function chooseEngine(name: EngineName, needs: EngineNeeds, say: (line: string) => void): Promise<Engine> {
  if (name === 'soft') return softEngine();
  if (name === 'kvm') {
    const obstacle = obstacleOf(needs);
    if (obstacle !== undefined) throw new HvError('unsupported', `--engine kvm: ${obstacle}`);
    return new KvmEngine();
  }
  try {
    const obstacle = obstacleOf(needs);
    if (obstacle !== undefined) throw new HvError('unsupported', obstacle);
    const engine = new KvmEngine();
    if (needs.memoryBytes > engine.capabilities.maxMemoryBytes) {
      throw new HvError('unsupported', 'KVM engine: not so much guest memory');
    }
    const probe = await probeKvm(engine);
    const why = probe.guardObstacle ?? probe.kernelObstacle;
    if (why !== undefined) throw new HvError('unsupported', why);
    say('subpage: engine kvm');
    return engine;
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    say(`subpage: engine soft (${error.message})`);
    return softEngine();
  }
}

function obstacleOf(needs: EngineNeeds): string | undefined {
  if (needs.softOption !== undefined) return `${needs.softOption} is an option of the built-in engine`;
  return needs.virtualTime ? 'virtual time and limits in instructions are options of the built-in engine' : undefined;
}

/** A probe as lines for `subpage doctor`. */
export function describeProbe(engine: KvmEngine, probe: KvmProbe): string[] {
  const { features, capabilities } = engine;
  const yes = (value: boolean): string => (value ? 'yes' : 'no');
  const spp = probe.nativeSpp;
  return [
    `engine kvm: works; guest memory up to ${Math.floor(capabilities.maxMemoryBytes / 2 ** 20)} MiB, ${capabilities.maxVcpus} vCPU`,
    `kvm memslots: ${features.memslots}, deleting one leaves the others mapped: ${yes(features.slotZapQuirk)}`,
    `kvm MSR exits: ${yes(features.msrExits)}; exits for instructions it cannot emulate: ${yes(features.exitOnEmulationFailure)}`,
    `kvm guards: ${probe.guardObstacle ?? `work; ${(probe.judgedStoreNs / 1000).toFixed(1)} us a store to a guarded page`}`,
    `kvm kernels: ${probe.kernelObstacle === undefined ? 'kernel code runs' : `not to be expected: ${probe.kernelObstacle}`}`,
    `kvm sub-page permissions in the processor: ${spp.kind}${spp.kind === 'unusable' ? ` (${spp.reason})` : ''}`,
  ];
}
