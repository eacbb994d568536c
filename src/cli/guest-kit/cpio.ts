import { HvError } from '../../base/error.ts';

/** One entry of an initial RAM file system. Paths are relative to its root, without a leading slash. */
export type CpioEntry =
  | { readonly kind: 'directory'; readonly path: string; readonly mode?: number }
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array; readonly mode?: number }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  | { readonly kind: 'character'; readonly path: string; readonly major: number; readonly minor: number };

const HEADER_SIZE = 110;
const FORMAT_MAGIC = '070701';
const TRAILER = 'TRAILER!!!';
/** File types in the upper bits of the mode. */
const TYPE = { directory: 0o04_0000, file: 0o10_0000, symlink: 0o12_0000, character: 0o02_0000 } as const;
const DEFAULT_MODE = { directory: 0o755, file: 0o644, symlink: 0o777, character: 0o600 } as const;

/**
 * Writes a cpio archive in the `newc` format, which the kernel unpacks as its initial RAM file system. Owner is root,
 * times are 0: the same entries give the same bytes. Linux, Documentation/driver-api/early-userspace/buffer-format.rst.
 * @param entries in an order where directories come before what they contain
 * @throws HvError `invalid-argument` for an empty or absolute path
 */
export function writeCpio(entries: readonly CpioEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let inode = 1;
  for (const entry of entries) {
    if (entry.path === '' || entry.path.startsWith('/')) {
      throw new HvError('invalid-argument', `cpio: expected a relative path, got ${JSON.stringify(entry.path)}`);
    }
    const mode = 'mode' in entry && entry.mode !== undefined ? entry.mode : DEFAULT_MODE[entry.kind];
    const device = entry.kind === 'character' ? entry : { major: 0, minor: 0 };
    parts.push(...record(entry.path, TYPE[entry.kind] | mode, inode++, contents(entry), device));
  }
  parts.push(...record(TRAILER, 0, 0, new Uint8Array(0), { major: 0, minor: 0 }));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const archive = new Uint8Array(Math.ceil(length / 512) * 512);
  let at = 0;
  for (const part of parts) {
    archive.set(part, at);
    at += part.length;
  }
  return archive;
}

function contents(entry: CpioEntry): Uint8Array {
  if (entry.kind === 'file') return entry.bytes;
  return new TextEncoder().encode(entry.kind === 'symlink' ? entry.target : '');
}

/** Header with name, padded to 4 bytes; contents, padded to 4 bytes. */
function record(
  path: string,
  mode: number,
  inode: number,
  bytes: Uint8Array,
  device: { readonly major: number; readonly minor: number },
): Uint8Array[] {
  const name = new TextEncoder().encode(path);
  const links = 1;
  // inode, mode, uid, gid, links, mtime, size, device of the file (2), device node (2), name size, checksum
  const fields = [inode, mode, 0, 0, links, 0, bytes.length, 0, 0, device.major, device.minor, name.length + 1, 0];
  const header = FORMAT_MAGIC + fields.map((field) => field.toString(16).padStart(8, '0')).join('');
  const head = new Uint8Array(Math.ceil((HEADER_SIZE + name.length + 1) / 4) * 4);
  head.set(new TextEncoder().encode(header));
  head.set(name, HEADER_SIZE);
  return [head, bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)];
}
