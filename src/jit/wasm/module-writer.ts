/**
 * A WebAssembly module that imports one memory, functions and mutable globals, and exports functions.
 * WebAssembly Core Specification, "Binary Format", "Modules".
 */
import { ByteWriter } from './byte-writer.ts';

export const I32 = 0x7f;
export const I64 = 0x7e;
export type WasmType = typeof I32 | typeof I64;

export interface FunctionType {
  readonly parameters: readonly WasmType[];
  readonly results: readonly WasmType[];
}
/** An imported function; its index is its position. */
export interface FunctionImport {
  readonly name: string;
  readonly type: FunctionType;
}
/** An imported mutable global; its index is its position. */
export interface GlobalImport {
  readonly name: string;
  readonly type: WasmType;
}
export interface FunctionCode {
  /** Types of the locals, parameters not counted. */
  readonly locals: readonly WasmType[];
  /** Instructions, the final `end` not included. */
  readonly code: Uint8Array;
}
export interface ModuleDescription {
  /** All imports are of this module name. */
  readonly from: string;
  /** Size of the memory "memory", pages of 64 KiB; it is declared as one that never grows. */
  readonly memoryPages: number;
  readonly functions: readonly FunctionImport[];
  readonly globals: readonly GlobalImport[];
  /** Type of the defined function. */
  readonly type: FunctionType;
  /** The defined function, exported as "run". */
  readonly body: FunctionCode;
}

const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;

/** @returns the module's bytes */
export function writeModule(module: ModuleDescription): Uint8Array {
  const out = new ByteWriter();
  out.append(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const types = [...module.functions.map(({ type }) => type), module.type];
  section(out, SECTION.type, (to) => {
    to.u32(types.length);
    for (const { parameters, results } of types) {
      to.byte(0x60);
      to.sized(Uint8Array.from(parameters));
      to.sized(Uint8Array.from(results));
    }
  });
  section(out, SECTION.import, (to) => {
    to.u32(1 + module.functions.length + module.globals.length);
    to.name(module.from);
    to.name('memory');
    to.append(Uint8Array.of(2, 1));
    to.u32(module.memoryPages);
    to.u32(module.memoryPages);
    module.functions.forEach(({ name }, type) => {
      to.name(module.from);
      to.name(name);
      to.byte(0);
      to.u32(type);
    });
    for (const { name, type } of module.globals) {
      to.name(module.from);
      to.name(name);
      to.append(Uint8Array.of(3, type, 1));
    }
  });
  section(out, SECTION.function, (to) => {
    to.u32(1);
    to.u32(types.length - 1);
  });
  section(out, SECTION.export, (to) => {
    to.u32(1);
    to.name('run');
    to.byte(0);
    to.u32(module.functions.length);
  });
  section(out, SECTION.code, (to) => {
    to.u32(1);
    const body = new ByteWriter();
    const runs = runsOf(module.body.locals);
    body.u32(runs.length);
    for (const { count, type } of runs) {
      body.u32(count);
      body.byte(type);
    }
    body.append(module.body.code);
    body.byte(0x0b);
    to.sized(body.bytes);
  });
  return out.bytes.slice();
}

function section(out: ByteWriter, id: number, write: (to: ByteWriter) => void): void {
  const content = new ByteWriter();
  write(content);
  out.byte(id);
  out.sized(content.bytes);
}

/** Locals of one type that follow one another are declared together. */
function runsOf(types: readonly WasmType[]): { count: number; type: WasmType }[] {
  const runs: { count: number; type: WasmType }[] = [];
  for (const type of types) {
    const last = runs.at(-1);
    if (last?.type === type) last.count++;
    else runs.push({ count: 1, type });
  }
  return runs;
}
