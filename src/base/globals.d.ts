/**
 * The host globals that the portable part of subpage uses; every JavaScript host that we run on has them.
 * Declared here, and no more than these, so that the compiler keeps Node and the DOM out of src/.
 */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: ArrayBufferView | ArrayBuffer);
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
  class Global {
    value: number;
  }
  class Table {
    get(index: number): unknown;
    set(index: number, value: unknown): void;
    /** @returns the size before */
    grow(delta: number): number;
  }
  class RuntimeError extends Error {}
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(input?: ArrayBufferView | ArrayBuffer): string;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array;
}
