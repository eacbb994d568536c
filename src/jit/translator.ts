/**
 * Translates hot code of the guest to WebAssembly. The core counts samples a block (assembly/exec/loop.ts) and asks for a
 * block that is met often; from then on whoever goes to that block runs the translation of the region around it.
 *
 * Nothing of it can be seen but the speed: every state at which the guest could be interrupted, stopped or looked at is
 * the interpreter's, instruction for instruction.
 */
import { emitRegion } from './emit-region.ts';
import { FUNCTIONS, GLOBALS } from './imports.ts';
import { chooseRegion, type Region } from './region.ts';
import type { TranslatorOptions } from './translator-options.ts';
import { I32, writeModule } from './wasm/module-writer.ts';

/** The core, as far as translation needs it. */
export interface TranslatedCore {
  readonly memory: WebAssembly.Memory;
  /** Size of the memory in pages of 64 KiB. */
  readonly memoryPages: number;
  readonly exports: TranslatorExports;
}

/** Exports of core.wasm for the translator (assembly/index.ts). */
export interface TranslatorExports {
  readonly table: WebAssembly.Table;
  /** How often the core has forgotten all blocks. */
  readonly resets: WebAssembly.Global;
  readonly hotBlock: WebAssembly.Global;
  sampleHeat(wanted: number, period: number): void;
  enterTranslated(block: number, place: number, extent: number): number;
  forgetBlocks(): void;
}

/** So much work, some 500,000 instructions, that it pays for making a function. */
const DEFAULT_HEAT = 64;
const DEFAULT_PERIOD = 5000;
/** The host's machine code for it is about five times as large. A boot of Linux makes less than 1 MiB. */
const DEFAULT_MAX_BYTES = 8 << 20;

export class Translator {
  /** Regions translated, their bytes of WebAssembly, regions with nothing to translate, and those that failed. */
  readonly statistics = { regions: 0, bytes: 0, refused: 0, failed: 0 };
  /** Why the last one failed. */
  failure = '';
  readonly #core: TranslatedCore;
  readonly #view: DataView;
  readonly #imports: Record<string, unknown> = {};
  /** Places of the function table that are in use, and those that are free again. */
  #used: number[] = [];
  #free: number[] = [];
  #resets: number;
  /** Bytes of the functions in use. */
  #bytes = 0;
  readonly #maxBytes: number;

  constructor(core: TranslatedCore, options: TranslatorOptions = {}) {
    this.#core = core;
    this.#view = new DataView(core.memory.buffer);
    this.#imports['memory'] = core.memory;
    const exports = core.exports as unknown as Record<string, unknown>;
    for (const { name } of [...FUNCTIONS, ...GLOBALS]) this.#imports[name] = exports[name];
    this.#resets = core.exports.resets.value;
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    core.exports.sampleHeat(options.heat ?? DEFAULT_HEAT, options.period ?? DEFAULT_PERIOD);
  }

  /** Translate the region around the block that the core has found hot. A failure leaves the interpreter to it. */
  translate(): void {
    const { exports } = this.#core;
    if (exports.resets.value !== this.#resets) this.#dropAll();
    if (this.#bytes > this.#maxBytes) {
      exports.forgetBlocks();
      this.#dropAll();
      return;
    }
    try {
      const block = exports.hotBlock.value >>> 0;
      const region = chooseRegion(this.#view, block);
      if (region === undefined) this.statistics.refused++;
      else this.#enter(block, region.extent, this.#compile(region));
    } catch (error) {
      // No memory, or a defect: it is counted, and the guest goes on as before.
      this.statistics.failed++;
      this.failure = String(error);
    }
  }

  #compile(region: Region): () => number {
    const bytes = writeModule({
      from: 'core',
      memoryPages: this.#core.memoryPages,
      functions: FUNCTIONS,
      globals: GLOBALS,
      type: { parameters: [], results: [I32] },
      body: emitRegion(this.#view, region),
    });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { core: this.#imports });
    this.statistics.bytes += bytes.length;
    this.#bytes += bytes.length;
    return exports['run'] as () => number;
  }

  #enter(block: number, extent: number, code: () => number): void {
    const { table, enterTranslated } = this.#core.exports;
    const place = this.#free.pop() ?? table.grow(1);
    table.set(place, code);
    if (enterTranslated(block, place, extent) === 0) {
      table.set(place, null);
      this.#free.push(place);
      return;
    }
    this.#used.push(place);
    this.statistics.regions++;
  }

  /** The core has forgotten all blocks: nothing leads to the functions any more. */
  #dropAll(): void {
    const { exports } = this.#core;
    for (const place of this.#used) exports.table.set(place, null);
    this.#free.push(...this.#used);
    this.#used = [];
    this.#bytes = 0;
    this.#resets = exports.resets.value;
  }
}
