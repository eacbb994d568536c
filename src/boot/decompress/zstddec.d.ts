/** The part of the package `zstddec` that zstd.ts uses. */
declare module 'zstddec' {
  export class ZSTDDecoder {
    init(): Promise<void>;
    decode(array: Uint8Array, uncompressedSize?: number): Uint8Array;
  }
}
