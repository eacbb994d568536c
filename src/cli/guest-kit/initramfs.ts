import { type CpioEntry, writeCpio } from './cpio.ts';

/** What the initial RAM file system of a guest is to do. */
export interface InitramfsOptions {
  /** A static busybox binary. */
  readonly busybox: Uint8Array;
  /** Printed first; tells that user space was reached. */
  readonly greeting?: string;
  /** Shell lines to run, in order; a line that fails does not stop the next. */
  readonly lines: readonly string[];
  /** What comes after the last line: `poweroff` (needs ACPI), `reboot`, or a `shell` on the console. */
  readonly end?: 'poweroff' | 'reboot' | 'shell';
  /** More entries, e.g. programs. */
  readonly extra?: readonly CpioEntry[];
}

/** The commands that get a link of their own; the others are there as `busybox NAME`. */
const APPLETS = [
  '[ ash awk base64 cat chmod chown chroot clear cmp cp cut date dd df dirname dmesg du echo env expr false find free',
  'grep gunzip gzip halt head hexdump hostname id kill killall ln ls lsmod md5sum mkdir mknod mktemp modprobe mount mv',
  'nproc od poweroff printf ps pwd readlink reboot rm rmdir sed seq setsid sh sha256sum sleep sort stat stty sync sysctl',
  'tail tar tee test time touch tr true umount uname uniq uptime usleep vi wc which xargs xxd yes zcat',
]
  .join(' ')
  .split(' ');

/**
 * An initial RAM file system around busybox: mounts /proc, /sys and /dev, greets, runs the lines, ends as told.
 * Uncompressed, because unpacking it would only cost the guest time.
 * @returns a cpio archive to be given to the kernel as its initrd
 * @example buildInitramfs({ busybox, lines: ['uname -a'], end: 'reboot' })
 */
export function buildInitramfs(options: InitramfsOptions): Uint8Array {
  const { busybox, lines, greeting, end = 'reboot', extra = [] } = options;
  const directory = (path: string): CpioEntry => ({ kind: 'directory', path });
  return writeCpio([
    ...['bin', 'dev', 'etc', 'proc', 'root', 'sys', 'tmp'].map(directory),
    // The kernel opens /dev/console for init before anything can mount /dev.
    { kind: 'character', path: 'dev/console', major: 5, minor: 1 },
    { kind: 'character', path: 'dev/null', major: 1, minor: 3 },
    { kind: 'character', path: 'dev/ttyS0', major: 4, minor: 64 },
    { kind: 'file', path: 'bin/busybox', bytes: busybox, mode: 0o755 },
    ...APPLETS.map((name): CpioEntry => ({ kind: 'symlink', path: `bin/${name}`, target: 'busybox' })),
    ...extra,
    { kind: 'file', path: 'init', bytes: new TextEncoder().encode(initScript(lines, greeting, end)), mode: 0o755 },
  ]);
}

function initScript(lines: readonly string[], greeting: string | undefined, end: 'poweroff' | 'reboot' | 'shell') {
  const last = { poweroff: 'poweroff -f', reboot: 'reboot -f', shell: 'exec setsid -c sh' }[end];
  return `${[
    '#!/bin/sh',
    'export PATH=/bin HOME=/root',
    'mount -t proc proc /proc',
    'mount -t sysfs sysfs /sys',
    // Not every kernel has it; the nodes made above do then.
    'mount -t devtmpfs devtmpfs /dev 2>/dev/null',
    ...(greeting === undefined ? [] : [`echo ${quote(greeting)}`]),
    ...lines,
    last,
  ].join('\n')}\n`;
}

/** A word that the shell takes as it stands. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
