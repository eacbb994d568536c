/** When hot code of the guest is translated, and how much of it is kept. Defaults suit most guests; only speed changes. */
export interface TranslatorOptions {
  /** Samples that must meet a block before it is translated, at least 1. */
  readonly heat?: number;
  /** Instructions between two samples, at least 1: at least so many, less than twice as many. */
  readonly period?: number;
  /** WebAssembly that is kept, bytes. At more all of it is dropped, and what is still hot is translated anew. */
  readonly maxBytes?: number;
}
