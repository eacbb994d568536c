/**
 * A machine whose KVM is the real one, wherever QEMU is: QEMU emulates a processor with AMD's SVM and nested paging, the stock
 * Debian kernel on it has its own kvm_amd, and this project runs there, out of an initial RAM file system.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CpioEntry } from '../../src/cli/guest-kit/cpio.ts';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import { debian, skipDebian } from './debian-guest.ts';
import { projectRoot } from './path.ts';

const QEMU = 'qemu-system-x86_64';
/**
 * Without XSAVE: QEMU 7.2 restores what XSAVE has saved wrongly in a nested guest whose XCR0 is 3 (its own KVM guests fail in
 * sigreturn, too). Without protection keys, which Node uses and which need XSAVE to be switched.
 */
const PROCESSOR = 'max,+svm,+npt,-xsave,-pku';
const MEMORY_MIB = 3072;
const MODULES = ['irqbypass', 'kvm', 'kvm-amd'] as const;
const PACKAGES = ['koffi', '@koromix', 'iced-x86', 'commander', 'yaml', 'xz-decompress', 'zstddec'];

/** Why there is no such machine here, or false. */
export function skipKvmHost(): string | false {
  if (process.env['WITNESSES'] === '0') return 'WITNESSES=0';
  if (skipDebian !== false) return skipDebian;
  if (MODULES.some((name) => debian?.modules[name] === undefined)) return 'the kernel in the cache has no KVM modules';
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the host is not x86-64 Linux';
  if (spawnSync(QEMU, ['--version']).error !== undefined) return `${QEMU} is not installed`;
  if (!existsSync(join(projectRoot, 'node_modules/koffi'))) return 'koffi is not installed';
  return libraries().length === 0 ? 'Node’s shared libraries are not known (ldd)' : false;
}

/**
 * Run shell lines on the machine, in the project's folder.
 * @param files more files for it, by absolute path
 * @returns what it has printed
 */
export async function runOnKvmHost(
  lines: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
  timeoutMs: number,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-kvm-host-'));
  try {
    const initrd = join(folder, 'initrd');
    writeFileSync(initrd, hostImage(lines, files));
    const options = ['-accel', 'tcg', '-cpu', PROCESSOR, '-m', String(MEMORY_MIB), '-nodefaults', '-no-reboot'];
    const screen = ['-display', 'none', '-serial', 'stdio'];
    const boot = ['-kernel', debian?.kernel ?? '', '-initrd', initrd, '-append', 'console=ttyS0 loglevel=1 panic=-1'];
    const child = spawn(QEMU, [...options, ...screen, ...boot], { stdio: ['ignore', 'pipe', 'inherit'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    let output = '';
    for await (const text of child.stdout.setEncoding('utf8')) output += text;
    clearTimeout(timer);
    return output.replaceAll('\r', '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hostImage(lines: readonly string[], files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const all = new Map<string, Uint8Array>(files);
  for (const path of [process.execPath, ...libraries()]) all.set(path, readFileSync(realpathSync(path)));
  for (const name of MODULES) all.set(`/modules/${name}.ko`, readFileSync(debian?.modules[name] ?? ''));
  all.set('/app/package.json', readFileSync(join(projectRoot, 'package.json')));
  const packages = PACKAGES.map((name) => `node_modules/${name}`).filter((name) => existsSync(join(projectRoot, name)));
  for (const name of [...packages, 'dist/src', 'dist/core.wasm']) {
    for (const path of filesBelow(join(projectRoot, name)))
      all.set(`/app/${path.slice(projectRoot.length + 1)}`, readFileSync(path));
  }
  const folders = new Set<string>();
  for (const path of all.keys()) for (let at = dirname(path); at !== '/'; at = dirname(at)) folders.add(at);
  const extra: CpioEntry[] = [...folders].sort().map((path) => ({ kind: 'directory', path: path.slice(1) }));
  for (const [path, bytes] of all) extra.push({ kind: 'file', path: path.slice(1), bytes, mode: 0o755 });
  return buildInitramfs({
    busybox: readFileSync(debian?.busybox ?? ''),
    extra,
    lines: [
      'mount -t tmpfs tmpfs /tmp',
      ...MODULES.map((name) => `busybox insmod /modules/${name}.ko`),
      'cd /app',
      `export HOME=/tmp LD_LIBRARY_PATH=${[...new Set(libraries().map(dirname))].join(':')}`,
      `subpage() { ${process.execPath} dist/src/cli/main.js "$@"; }`,
      ...lines,
    ],
    end: 'poweroff',
  });
}

/** Node's shared libraries and their loader, by the paths under which they are looked for. */
function libraries(): string[] {
  const { stdout } = spawnSync('ldd', [process.execPath], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/(\/\S+) \(0x/g)].map((match) => match[1] ?? '');
}

/** A file, or all files of a folder that Node needs to run. */
function filesBelow(path: string): string[] {
  if (/\.(wasm|json)$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(map|d\.ts|test\.js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
