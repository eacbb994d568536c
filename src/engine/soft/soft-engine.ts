/** The soft engine: the processor of core.wasm over real EPT and SPPT in one host-physical memory. */
import { HvError } from '../../base/error.ts';
import { checkWebAssembly } from '../../base/web-assembly.ts';
import { fitCoreToMemory } from '../../cpu/core-module.ts';
import { MAX_BREAKPOINTS, MAX_HOST_PHYSICAL_BYTES, type Processor } from '../../cpu/processor.ts';
import type { Translator } from '../../jit/translator.ts';
import type { TranslatorOptions } from '../../jit/translator-options.ts';
import { HostMemory } from '../../memory/host-memory.ts';
import { GuestAddressSpace } from '../../mmu/guest-address-space.ts';
import { MAX_VCPUS } from '../../spec/pc/board.ts';
import { AREA, STATE } from '../../spec/state/layout.ts';
import type { EptControls } from '../../spec/vmx/controls.ts';
import { EXIT_REASON } from '../../spec/vmx/exit.ts';
import type { Engine, EngineCapabilities, EngineVm, EngineVmOptions } from '../../vm/engine.ts';
import { SharedCore } from './shared-core.ts';
import { SoftVcpu } from './soft-vcpu.ts';

/** MAXPHYADDR that the guest is offered, bits. */
export const PHYSICAL_ADDRESS_BITS = 46;

/**
 * Host-physical memory for so much guest memory: the guest's frames, and room for tables when every region is mapped
 * and guarded (a page of EPT and one of SPPT for 2 MiB each) and the levels above.
 */
function hostPhysicalBytesFor(memoryBytes: number): number {
  return memoryBytes + Math.ceil(memoryBytes / 128) + (2 << 20);
}

/** Largest guest memory of the engine, bytes, rounded down to 1 MiB. */
const MAX_MEMORY_BYTES = Math.floor((MAX_HOST_PHYSICAL_BYTES - (2 << 20)) / (1 + 1 / 128) / 2 ** 20) * 2 ** 20;

/** How the soft engine works. */
export interface SoftEngineOptions {
  /** When hot code is translated to WebAssembly; false: never. What a guest does is the same in any case. */
  readonly jit?: TranslatorOptions | false;
}

/**
 * @example
 * const engine = new SoftEngine(readFileSync('core.wasm'));
 * const vm = new Vm({ engine, memoryBytes: 64 << 20 });
 */
export class SoftEngine implements Engine {
  readonly name = 'soft';
  readonly capabilities: EngineCapabilities = {
    maxMemoryBytes: MAX_MEMORY_BYTES,
    maxVcpus: MAX_VCPUS,
    physicalAddressBits: PHYSICAL_ADDRESS_BITS,
    virtualTime: true,
    deniesWrites: true,
    silentSubPages: true,
    silentFalseSharing: true,
    wholeStores: true,
    exactUndo: true,
    atomicUpdates: true,
    breakpoints: MAX_BREAKPOINTS,
  };
  readonly #core: Uint8Array;

  readonly #options: SoftEngineOptions;

  /** @param core bytes of core.wasm. @throws HvError `invalid-argument` for other bytes and bad options, `unsupported` without WebAssembly */
  constructor(core: Uint8Array, options: SoftEngineOptions = {}) {
    checkWebAssembly('SoftEngine');
    fitCoreToMemory(core, 1); // tells at once whether these are the bytes
    checkTranslator(options.jit);
    this.#core = core;
    this.#options = options;
  }

  createVm(options: EngineVmOptions): EngineVm {
    const { memoryBytes } = options;
    if (!(memoryBytes > 0) || memoryBytes > MAX_MEMORY_BYTES) {
      throw new HvError(
        'out-of-memory',
        `createVm: expected at most ${MAX_MEMORY_BYTES / 2 ** 20} MiB of guest memory on the soft engine, ` +
          `got ${Math.ceil(memoryBytes / 2 ** 20)} MiB`,
      );
    }
    return new SoftVm(this.#core, options, this.#options.jit ?? {});
  }
}

/** @throws HvError `invalid-argument`: the core would take other numbers for a period without end, or none */
function checkTranslator(options: SoftEngineOptions['jit']): void {
  if (options === false || options === undefined) return;
  const { heat = 1, period = 1, maxBytes = 0 } = options;
  for (const [name, value, least] of [
    ['heat', heat, 1],
    ['period', period, 1],
    ['maxBytes', maxBytes, 0],
  ] as const) {
    if (Number.isInteger(value) && value >= least && value < 2 ** 31) continue;
    throw new HvError('invalid-argument', `SoftEngine: expected jit.${name} of ${least} to 2^31 - 1, got ${value}`);
  }
}

class SoftVm implements EngineVm {
  readonly space: GuestAddressSpace;
  readonly vcpus: readonly SoftVcpu[];
  /** Stores counted for a page while it had other frames than now. */
  readonly #formerStores = new Map<number, number>();

  readonly #translator: Translator | undefined;
  readonly #core: SharedCore;

  constructor(core: Uint8Array, options: EngineVmOptions, jit: TranslatorOptions | false) {
    const shared = new SharedCore(core, hostPhysicalBytesFor(options.memoryBytes));
    const { processor } = shared;
    this.#core = shared;
    this.vcpus = options.boards.map((board, id) => new SoftVcpu({ id, core: shared, board }));
    this.#translator = jit === false ? undefined : processor.translateHotCode(jit);
    const host = new HostMemory({
      buffer: processor.memory.buffer,
      base: AREA.HOST_PHYS,
      size: processor.hostPhysicalBytes,
    });
    this.space = new GuestAddressSpace({
      host,
      flush: () => processor.invept(),
      onControls: (controls) => loadControls(processor, controls),
      largestPage: '1G',
      byteMaps: options.byteMaps ?? false,
      accessedDirty: options.accessedDirty ?? false,
    });
    this.space.onFrameLeft = (gfn, frame) => {
      const stores = processor.takeStoresToFrame(frame);
      if (stores > 0) this.#formerStores.set(gfn, (this.#formerStores.get(gfn) ?? 0) + stores);
    };
    this.space.memory.onStore = (hpa, length) => processor.invalidateCode(hpa, length);
    for (const vcpu of this.vcpus) vcpu.space = this.space;
    processor.setControls({
      byteMapPointer: this.space.byteMapPointer,
      physicalAddressBits: PHYSICAL_ADDRESS_BITS,
      straddleFirstOnly: options.straddleFirstOnly ?? false,
    });
    loadControls(processor, this.space.controls);
    processor.randomSeed = options.seed;
    if (options.tsc === 'host') processor.setTsc(0n, 0, 'host');
    else processor.setTsc(0n, options.tsc.perInstruction, 'instructions');
  }

  get memory(): GuestAddressSpace['memory'] {
    return this.space.memory;
  }

  findSilentStores(gfn: number): number | undefined {
    const frame = this.space.memory.findFrame(gfn);
    const now = frame === 0 ? 0 : this.#core.processor.storesToFrame(frame);
    return now + (this.#formerStores.get(gfn) ?? 0);
  }

  setBreakpoints(addresses: readonly bigint[]): void {
    this.#core.processor.setBreakpoints(addresses);
  }

  statistics(): Readonly<Record<string, number>> {
    const { processor } = this.#core;
    const exits: Record<string, number> = {};
    let emulated = 0;
    for (const vcpu of this.vcpus) {
      emulated += vcpu.emulated;
      for (const [reason, count] of vcpu.exits) {
        const name = `exits.${EXIT_NAMES[reason] ?? reason}`;
        exits[name] = (exits[name] ?? 0) + count;
      }
    }
    return {
      instructions: processor.allInstructions,
      ...(this.vcpus.length > 1 ? { turns: this.#core.turns } : {}),
      emulatedInstructions: emulated,
      tlbFills: processor.statistic(STATE.STAT_TLB_FILLS),
      blocks: processor.statistic(STATE.STAT_BLOCKS),
      translatedRegions: this.#translator?.statistics.regions ?? 0,
      failedTranslations: this.#translator?.statistics.failed ?? 0,
      codeInvalidations: processor.statistic(STATE.STAT_CODE_INVALIDATIONS),
      storesThroughSubPages: processor.countSubPageStores(),
      ...this.space.counters,
      ...exits,
    };
  }

  dispose(): void {
    this.space.dispose();
  }
}

function loadControls(processor: Processor, { eptp, spptp, secondaryControls }: EptControls): void {
  processor.setControls({ eptp, spptp, secondary: secondaryControls });
}

const EXIT_NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(EXIT_REASON).map(([name, reason]) => [reason, name.toLowerCase().replaceAll('_', '-')]),
);
