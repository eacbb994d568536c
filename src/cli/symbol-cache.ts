/** Symbols and types of kernels in the cache folder, so that an image is searched once. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import { decodeKernelTables, encodeKernelTables } from '../introspect/symbols/kernel-tables.ts';
import { cacheDirectory } from './guest-kit/debian.ts';
import { makeFolder } from './make-folder.ts';

/** Kernels that are kept; the ones that were not used for longest go first. Each takes some 10 MB. */
const KEPT = 16;
const DIGEST_BYTES = 32;
const NAME = /^[0-9a-f]{64}\.tables$/;
/** dist/src/cli/ is three folders below the project. */
const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * A folder of files, each named by the SHA-256 of the image that it is about, and beginning with the SHA-256 of the rest
 * of itself. A file that is damaged, of another version, or not to be read is as none; a folder that cannot be written
 * is no error, only slower.
 */
export class SymbolCache {
  readonly #folder: string;

  /** @param folder default: `symbols` in the cache folder */
  constructor(folder = join(cacheDirectory(PROJECT), 'symbols')) {
    this.#folder = folder;
  }

  /** @param key SHA-256 of the image, hexadecimal */
  find(key: string): KernelSymbols | undefined {
    const path = this.#path(key);
    try {
      const bytes = readFileSync(path);
      const body = bytes.subarray(DIGEST_BYTES);
      const isWhole = createHash('sha256').update(body).digest().equals(bytes.subarray(0, DIGEST_BYTES));
      const symbols = isWhole ? decodeKernelTables(body) : undefined;
      if (symbols === undefined) rmSync(path, { force: true });
      else utimesSync(path, new Date(), new Date());
      return symbols;
    } catch {
      return undefined;
    }
  }

  /** Keep symbols, as a whole file or not at all. */
  put(key: string, symbols: KernelSymbols): void {
    const path = this.#path(key);
    const temporary = `${path}.${process.pid}.part`;
    try {
      makeFolder(this.#folder);
      const body = encodeKernelTables(symbols);
      writeFileSync(temporary, Buffer.concat([createHash('sha256').update(body).digest(), body]));
      renameSync(temporary, path);
      this.#trim();
    } catch {
      try {
        rmSync(temporary, { force: true });
      } catch {
        // The folder cannot be used at all.
      }
    }
  }

  #path(key: string): string {
    return join(this.#folder, `${key}.tables`);
  }

  #trim(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => NAME.test(name))
      .map((name) => ({ name, used: statSync(join(this.#folder, name)).mtimeMs }))
      .sort((a, b) => b.used - a.used);
    for (const { name } of files.slice(KEPT)) rmSync(join(this.#folder, name), { force: true });
  }
}

/**
 * SHA-256 of a file, hexadecimal, read piece by piece: whole images take most of their time to find memory for.
 * @throws what node:fs throws
 */
export function digestFile(path: string): string {
  const hash = createHash('sha256');
  const piece = new Uint8Array(1 << 18);
  const fd = openSync(path, 'r');
  try {
    for (let length = readSync(fd, piece); length > 0; length = readSync(fd, piece)) {
      hash.update(piece.subarray(0, length));
    }
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex');
}

/** SHA-256, hexadecimal. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
