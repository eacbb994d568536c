/** The engines that guests under guards are run on: one table of cases, every engine. */
import { existsSync, readFileSync } from 'node:fs';
import { HvError } from '../../src/base/error.ts';
import { KvmEngine } from '../../src/engine/kvm/kvm-engine.ts';
import { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import type { Engine } from '../../src/vm/engine.ts';
import { sourcePath } from './path.ts';

export interface Driver {
  readonly name: 'soft' | 'jit' | 'kvm';
  /** Why it cannot run here; false when it can. */
  readonly skip: string | false;
  /** The engine; only when `skip` is false. */
  engine(): Engine;
}

let soft: Engine | undefined;
/** The soft engine, which translates each block before it runs for the first time. */
let jit: Engine | undefined;
let kvm: Engine | string | undefined;

/** All engines; those that are absent say why. */
export function drivers(): Driver[] {
  const core = sourcePath('dist/core.wasm');
  return [
    {
      name: 'soft',
      skip: existsSync(core) ? false : 'dist/core.wasm is not built',
      engine: () => {
        soft ??= new SoftEngine(readFileSync(core), { jit: false });
        return soft;
      },
    },
    {
      name: 'jit',
      skip: existsSync(core) ? false : 'dist/core.wasm is not built',
      engine: () => {
        jit ??= new SoftEngine(readFileSync(core), { jit: { heat: 1, period: 1 } });
        return jit;
      },
    },
    {
      name: 'kvm',
      skip: typeof findKvm() === 'string' ? (findKvm() as string) : false,
      engine: () => findKvm() as Engine,
    },
  ];
}

/** The KVM engine, or why there is none. */
export function findKvm(): KvmEngine | string {
  if (kvm === undefined) {
    try {
      kvm = new KvmEngine();
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
      kvm = error.message;
    }
  }
  return kvm as KvmEngine | string;
}
