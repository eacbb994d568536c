import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import asc from 'assemblyscript/asc';
import { projectRoot } from './path.ts';

/** The part of the WebAssembly API that tests need; neither @types/node 20 nor the ES libraries declare it. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
}
const wasm = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;
interface WasmApi {
  Memory: new (descriptor: { initial: number }) => WasmMemory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
}

/** An instantiated test module. */
export interface TestWasm {
  readonly exports: Readonly<Record<string, (...args: (number | bigint)[]) => number | bigint>>;
  readonly memory: WasmMemory;
}

/**
 * Compile an AssemblyScript entry for a test, with the core's own flags, and instantiate it.
 * @param entry path from the project's root, without extension: `assembly/test/float`
 * @param replaced modules to put in the place of the real ones: path from the root without extension → source text
 * @param imports what the module imports besides `env.memory`
 * @throws Error with the compiler's messages
 */
export async function testWasm(
  entry: string,
  replaced: Readonly<Record<string, string>> = {},
  imports: Readonly<Record<string, unknown>> = {},
): Promise<TestWasm> {
  let binary: Uint8Array | undefined;
  const messages: string[] = [];
  const result = await asc.main(
    // biome-ignore format: one line is the command line
    [`${entry}.ts`, '-o', 'out.wasm', '--runtime', 'stub', '-O3', '--importMemory', '--noExportMemory', '--enable', 'simd', '--memoryBase', '65536'],
    {
      readFile: (name: string) => {
        const path = name.replaceAll('\\', '/');
        const stub = replaced[path.replace(/\.ts$/, '')];
        if (stub !== undefined && path.endsWith('.ts')) return stub;
        try {
          return readFileSync(isAbsolute(name) ? name : join(projectRoot, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (_name: string, data: string | Uint8Array) => {
        if (typeof data !== 'string') binary = data;
      },
      listFiles: () => [],
      stderr: { write: (text: string | Uint8Array) => void messages.push(String(text)) },
    },
  );
  if (result.error !== null || binary === undefined) {
    throw new Error(`testWasm: expected ${entry} to compile, got ${result.error?.message}\n${messages.join('')}`);
  }
  const memory = new wasm.Memory({ initial: 32 });
  const instance = new wasm.Instance(new wasm.Module(binary), { env: { memory, ...imports } });
  return { exports: instance.exports as TestWasm['exports'], memory };
}
