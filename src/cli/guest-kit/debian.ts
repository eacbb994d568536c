import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HvError } from '../../base/error.ts';
import { makeFolder } from '../make-folder.ts';
import { reason } from '../output-file.ts';
import { Apt, isInstalled } from './apt.ts';
import { extractFromDeb } from './deb-archive.ts';

/** A stock Debian kernel and a static busybox, unpacked. */
export interface DebianGuest {
  /** Path of the kernel, a bzImage. */
  readonly kernel: string;
  /** Path of the busybox binary. */
  readonly busybox: string;
  /** Paths of those MODULES that the package has, by name. */
  readonly modules: { readonly [name in (typeof MODULES)[number]]?: string };
  /** The packages that they are from, as `linux-image-6.1.0-56-cloud-amd64 6.1.192-2`. */
  readonly packages: readonly string[];
}

export interface DebianGuestOptions {
  /** Where everything goes; see cacheDirectory(). */
  readonly cache: string;
  /** Takes lines for a person: what is being done that takes longer than a second, and why something cannot be. */
  readonly report: (line: string) => void;
  /** Answer out of the cache or not at all: for tests, which must not use the network. */
  readonly offline?: boolean;
  /** Another kernel than the newest of the cloud flavour: name of its package. It gets a folder of its own in the cache. */
  readonly kernelPackage?: string;
}

/** The package that always depends on the newest kernel of the release, and how those are named. */
const META_PACKAGE = 'linux-image-cloud-amd64';
const KERNEL_PACKAGE = /^linux-image-(6\.\S*)-cloud-amd64$/;
/**
 * Modules of the kernel that are kept, for tests: crc7 needs no other, and what follows modules is tried with it; the others make
 * a guest a KVM host.
 */
const MODULES = ['crc7', 'irqbypass', 'kvm', 'kvm-amd'] as const;
/** What is taken out of a kernel's package. */
const KERNEL_FILES = new RegExp(`^boot/vmlinuz-[^/]+$|/(${MODULES.join('|')})\\.ko$`);
const BUSYBOX_PACKAGE = 'busybox-static';
const RECORD = 'guest.json';

/**
 * The folder for downloads: $SUBPAGE_CACHE, else `.cache` in the project.
 * @param project root folder of the project
 */
export function cacheDirectory(project: string): string {
  return process.env['SUBPAGE_CACHE'] || join(project, '.cache');
}

/**
 * The unmodified Debian cloud kernel and busybox-static, downloaded with apt on first use.
 *
 * apt works with private lists, so that root is not needed; a download that was interrupted goes on where it stopped,
 * and files appear under their names only when they are whole. Once there, they are used without network.
 * @returns undefined where they cannot be had (no apt, no network, no Debian); the reason has been reported then
 * @throws HvError `io` when the cache folder cannot be written, `bad-image` for a damaged package
 * @example const guest = await fetchDebianGuest({ cache: '.cache', report: console.error });
 */
export async function fetchDebianGuest(options: DebianGuestOptions): Promise<DebianGuest | undefined> {
  const { report, offline = false, kernelPackage } = options;
  const folder = join(options.cache, kernelPackage ?? 'debian');
  const present = await readRecord(folder);
  if (present) return present;
  if (offline) return undefined;
  if (!(await isInstalled('apt-get'))) {
    report('No apt-get on this machine: the stock Debian kernel cannot be downloaded.');
    return undefined;
  }
  try {
    makeFolder(folder);
  } catch (cause) {
    const got = `got ${folder} (${reason(cause)}); SUBPAGE_CACHE can name another`;
    throw new HvError('io', `cache: expected a folder that can be written, ${got}`, { cause });
  }
  try {
    return await download(folder, report, kernelPackage);
  } catch (cause) {
    if (cause instanceof HvError) throw cause;
    throw new HvError('io', `${folder}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

async function download(
  folder: string,
  report: (line: string) => void,
  wanted: string | undefined,
): Promise<DebianGuest | undefined> {
  const apt = new Apt(join(folder, 'apt'));
  report('Fetching Debian package lists (private to this project) …');
  const updated = await apt.update();
  if (updated.status !== 0) {
    report(`apt-get update failed, so the Debian kernel cannot be downloaded: ${lastLine(updated.stderr)}`);
    return undefined;
  }
  const kernelPackage = wanted ?? newestKernel(await apt.dependencies(META_PACKAGE));
  if (kernelPackage === undefined) {
    report(`The package sources of this system have no ${META_PACKAGE}: is this Debian?`);
    return undefined;
  }
  const debs = join(folder, 'debs');
  const files = [];
  for (const name of [kernelPackage, BUSYBOX_PACKAGE]) {
    const file = await apt.findFile(name);
    if (!file) {
      report(`The package sources of this system have no ${name}.`);
      return undefined;
    }
    if (!(await isWhole(join(debs, file.name), file.size))) {
      report(`Downloading ${name} (${(file.size / 1e6).toFixed(1)} MB) …`);
      const result = await apt.download([name], debs);
      if (result.status !== 0) {
        report(`apt-get download ${name} failed: ${lastLine(result.stderr)}`);
        return undefined;
      }
    }
    files.push({ name, path: join(debs, file.name), version: versionOf(file.name) });
  }
  const [kernel, busybox] = files as [(typeof files)[number], (typeof files)[number]];
  report('Unpacking …');
  const names = await unpack(kernel.path, KERNEL_FILES, folder);
  const record = {
    kernel: only(names, /^vmlinuz-/, kernel.path),
    busybox: only(await unpack(busybox.path, /^(usr\/)?bin\/busybox$/, folder), /./, busybox.path),
    modules: names.filter((name) => name.endsWith('.ko')),
    packages: files.map(({ name, version }) => `${name} ${version}`),
  };
  await writeWhole(join(folder, RECORD), Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
  // What apt needs to know is fetched again when it is needed again.
  await rm(join(folder, 'apt'), { recursive: true, force: true });
  await rm(debs, { recursive: true, force: true });
  return locate(folder, record);
}

/** Names inside the folder, so that the cache can be moved. */
interface GuestRecord {
  readonly kernel: string;
  readonly busybox: string;
  readonly modules: readonly string[];
  readonly packages: readonly string[];
}

function locate(folder: string, record: GuestRecord): DebianGuest {
  const { kernel, busybox, modules, packages } = record;
  const place = (name: string): string => join(folder, name);
  return {
    kernel: place(kernel),
    busybox: place(busybox),
    modules: Object.fromEntries(modules.map((name) => [name.replace(/\.ko$/, ''), place(name)])),
    packages,
  };
}

/** What an earlier run has left, when it is all there. */
async function readRecord(folder: string): Promise<DebianGuest | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(join(folder, RECORD), 'utf8'));
    if (!isRecord(record)) return undefined;
    const guest = locate(folder, record);
    for (const path of [guest.kernel, guest.busybox, ...Object.values(guest.modules)])
      if ((await stat(path)).size === 0) return undefined;
    return guest;
  } catch {
    // Not there or not whole: as if there was nothing.
    return undefined;
  }
}

function isRecord(value: unknown): value is GuestRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { kernel, busybox, modules, packages } = value as Record<string, unknown>;
  const isName = (name: unknown) => typeof name === 'string' && /^[\w.+~-]+$/.test(name);
  return (
    isName(kernel) &&
    isName(busybox) &&
    Array.isArray(modules) &&
    modules.every(isName) &&
    Array.isArray(packages) &&
    packages.every((p) => typeof p === 'string')
  );
}

/** Takes the files that match out of a package; returns their names in the folder. */
async function unpack(deb: string, pattern: RegExp, folder: string): Promise<string[]> {
  const names = [];
  for (const [path, bytes] of await extractFromDeb(deb, (path) => pattern.test(path))) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await writeWhole(join(folder, name), bytes);
    names.push(name);
  }
  return names;
}

/** The one name that matches. @throws HvError `bad-image` */
function only(names: readonly string[], pattern: RegExp, deb: string): string {
  const [name, ...others] = names.filter((one) => pattern.test(one));
  if (name === undefined || others.length > 0) {
    throw new HvError('bad-image', `${deb}: expected one file like ${pattern.source}`);
  }
  return name;
}

/** Writes under another name first, so that a file of this name is always whole. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function isWhole(path: string, size: number): Promise<boolean> {
  try {
    return (await stat(path)).size === size;
  } catch {
    return false;
  }
}

/**
 * The newest of the kernel packages among the names; versions are compared number by number.
 * @example newestKernel(['linux-image-6.1.0-9-cloud-amd64', 'linux-image-6.1.0-56-cloud-amd64'])
 */
export function newestKernel(names: readonly string[]): string | undefined {
  const numbers = (name: string) => (KERNEL_PACKAGE.exec(name)![1]!.match(/\d+/g) ?? []).map(Number);
  const kernels = names.filter((name) => KERNEL_PACKAGE.test(name));
  kernels.sort((a, b) => {
    const left = numbers(a);
    const right = numbers(b);
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const difference = (left[i] ?? 0) - (right[i] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return kernels.at(-1);
}

/** `6.1.192-2` of `linux-image-…_6.1.192-2_amd64.deb`; apt writes the colon of an epoch as %3a. */
function versionOf(fileName: string): string {
  return (fileName.split('_')[1] ?? '').replaceAll('%3a', ':');
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
