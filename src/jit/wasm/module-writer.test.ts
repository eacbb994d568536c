import assert from 'node:assert/strict';
import { test } from 'node:test';
import { I32, I64, writeModule } from './module-writer.ts';

/** What the test needs of WebAssembly; neither @types/node 20 nor the ES libraries declare it. */
interface Api {
  readonly Memory: new (limits: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Global: new (type: { value: 'i64'; mutable: true }, value: bigint) => { value: bigint };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: Api };

test('a module takes memory, functions and globals from its host, and gives its function', () => {
  // i32.const 8 = hook(6, …); counter += 1; return the word of the memory at 8 + hook's answer
  const code = Uint8Array.of(
    ...[0x41, 6, 0x42, 7, 0x10, 1, 0x21, 0], // local 0 = hook(6, 7)
    ...[0x23, 0, 0x42, 1, 0x7c, 0x24, 0], // counter = counter + 1
    ...[0x20, 0, 0x28, 0, 8], // the word at local 0 + 8
  );
  const bytes = writeModule({
    from: 'core',
    memoryPages: 2,
    functions: [
      { name: 'unused', type: { parameters: [], results: [] } },
      { name: 'hook', type: { parameters: [I32, I64], results: [I32] } },
    ],
    globals: [{ name: 'counter', type: I64 }],
    type: { parameters: [], results: [I32] },
    body: { locals: [I32, I32, I64, I32], code },
  });
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2 });
  new Uint32Array(memory.buffer)[(100 + 8) / 4] = 4711;
  const counter = new WebAssembly.Global({ value: 'i64', mutable: true }, 41n);
  const called: unknown[] = [];
  const hook = (a: number, b: bigint): number => {
    called.push(a, b);
    return 100;
  };
  const core = { memory, counter, unused: () => {}, hook };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { core });
  assert.equal((exports['run'] as () => number)(), 4711);
  assert.deepEqual(called, [6, 7n]);
  assert.equal(counter.value, 42n);
  // A memory of another size is refused: it is declared as one that never grows.
  const other = { ...core, memory: new WebAssembly.Memory({ initial: 3, maximum: 3 }) };
  assert.throws(() => new WebAssembly.Instance(new WebAssembly.Module(bytes), { core: other }));
});
