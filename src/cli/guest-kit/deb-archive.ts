import { readFile } from 'node:fs/promises';
import { HvError } from '../../base/error.ts';
import { GZIP_MAGIC, unpackGzip } from '../../boot/decompress/gzip.ts';
import { measureXz, unpackXz, XZ_MAGIC } from '../../boot/decompress/xz.ts';
import { isInstalled, runCommand } from './apt.ts';

/** Most bytes that a package may unpack to. */
const TAR_MAXIMUM = 0x2000_0000;
const AR_MAGIC = '!<arch>\n';
const AR_HEADER_SIZE = 60;
const TAR_BLOCK = 512;

/**
 * Takes files out of a Debian package: with dpkg-deb where it is installed, else by itself (xz and gzip; packages with
 * zstd, which Debian does not build, need dpkg-deb). deb(5), "FORMAT".
 * @param wanted tells the files to take by their path, e.g. `boot/vmlinuz-6.1.0-56-cloud-amd64`
 * @returns contents by path
 * @throws HvError `bad-image` for a damaged package
 */
export async function extractFromDeb(
  path: string,
  wanted: (path: string) => boolean,
): Promise<ReadonlyMap<string, Uint8Array>> {
  let tar: Uint8Array;
  if (await isInstalled('dpkg-deb')) {
    const { status, stdout, stderr } = await runCommand('dpkg-deb', ['--fsys-tarfile', path]);
    if (status !== 0) throw new HvError('bad-image', `${path}: ${stderr.trim() || 'dpkg-deb failed'}`);
    tar = stdout;
  } else {
    tar = await unpackData(findDataMember(await readFile(path), path), path);
  }
  return readTar(tar, wanted, path);
}

/** The member `data.tar*` of a package, which is an `ar` archive. ar(5). */
export function findDataMember(archive: Uint8Array, name: string): Uint8Array {
  const text = (at: number, length: number) => new TextDecoder('latin1').decode(archive.subarray(at, at + length));
  if (text(0, AR_MAGIC.length) !== AR_MAGIC) throw new HvError('bad-image', `${name}: not a Debian package`);
  for (let at = AR_MAGIC.length; at + AR_HEADER_SIZE <= archive.length; ) {
    const member = text(at, 16).trim().replace(/\/$/, '');
    const size = Number(text(at + 48, 10).trim());
    const start = at + AR_HEADER_SIZE;
    if (!Number.isInteger(size) || size < 0 || size > archive.length - start) break;
    if (member.startsWith('data.tar')) return archive.subarray(start, start + size);
    at = start + size + (size % 2);
  }
  throw new HvError('bad-image', `${name}: no data in the package, or cut short`);
}

async function unpackData(member: Uint8Array, name: string): Promise<Uint8Array> {
  const startsWith = (magic: readonly number[]) => magic.every((byte, index) => member[index] === byte);
  let size: number;
  if (startsWith(XZ_MAGIC)) size = measureXz(member);
  else if (startsWith(GZIP_MAGIC) && member.length >= 18) size = Buffer.from(member.slice(-4)).readUInt32LE(0);
  else throw new HvError('unsupported', `${name}: packed in a way that needs dpkg-deb, which is not installed`);
  if (size > TAR_MAXIMUM) throw new HvError('bad-image', `${name}: unpacks to ${size} bytes`);
  return startsWith(XZ_MAGIC) ? await unpackXz(member, size) : await unpackGzip(member, size);
}

/**
 * Reads regular files out of a tar archive (ustar with GNU long names). tar(5).
 * @param wanted tells the files to take by their path without leading `./`
 * @throws HvError `bad-image` when the archive is cut short
 */
export function readTar(
  tar: Uint8Array,
  wanted: (path: string) => boolean,
  name: string,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const text = (at: number, length: number) => {
    const end = tar.subarray(at, at + length).indexOf(0);
    return new TextDecoder().decode(tar.subarray(at, at + (end < 0 ? length : end)));
  };
  let longName: string | undefined;
  for (let at = 0; at + TAR_BLOCK <= tar.length; ) {
    if (tar[at] === 0) break;
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const type = String.fromCharCode(tar[at + 156]!);
    const start = at + TAR_BLOCK;
    if (!Number.isInteger(size) || size < 0 || size > tar.length - start) {
      throw new HvError('bad-image', `${name}: archive cut short`);
    }
    const prefix = text(at + 257, 5) === 'ustar' && text(at + 263, 2) === '00' ? text(at + 345, 155) : '';
    const path = (longName ?? (prefix ? `${prefix}/` : '') + text(at, 100)).replace(/^\.?\//, '');
    longName = type === 'L' ? text(start, size) : undefined;
    if ((type === '0' || type === '\0') && wanted(path)) files.set(path, tar.slice(start, start + size));
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return files;
}
