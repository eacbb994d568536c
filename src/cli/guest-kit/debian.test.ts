import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PACKED, SAMPLE_SIZE, sample } from '../../../test/support/packed-samples.ts';
import { HvError } from '../../base/error.ts';
import { extractFromDeb, findDataMember, readTar } from './deb-archive.ts';
import { cacheDirectory, fetchDebianGuest, newestKernel } from './debian.ts';

const folders: string[] = [];
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'subpage-guest-kit-'));
  folders.push(folder);
  return folder;
}
const systemPath = process.env['PATH'] ?? '';
after(async () => {
  process.env['PATH'] = systemPath;
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A member of a tar archive: 512 bytes of header (name, mode, …, size in octal, type, `ustar`), contents in blocks. */
function tarMember(name: string, contents: Uint8Array, type = '0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${contents.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const checksum = header.reduce((sum, byte) => sum + byte, 0) + 8 * 0x20;
  header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, contents, Buffer.alloc((512 - (contents.length % 512)) % 512)]);
}
function arMember(name: string, contents: Uint8Array): Buffer {
  const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(contents.length).padEnd(10)}\`\n`;
  return Buffer.concat([Buffer.from(header), contents, Buffer.alloc(contents.length % 2, '\n')]);
}
function debPackage(
  files: readonly (readonly [string, string])[],
  pack = (tar: Buffer): Uint8Array => gzipSync(tar),
): Buffer {
  const tar = Buffer.concat([...files.map(([name, text]) => tarMember(name, Buffer.from(text))), Buffer.alloc(1024)]);
  return Buffer.concat([
    Buffer.from('!<arch>\n'),
    arMember('debian-binary', Buffer.from('2.0\n')),
    arMember('control.tar.gz', gzipSync(Buffer.alloc(1024))),
    arMember('data.tar.gz', pack(tar)),
  ]);
}
const KERNEL_NAME = 'linux-image-6.1.0-56-cloud-amd64';
const KERNEL_DEB = debPackage([
  ['./boot/config-6.1.0-56-cloud-amd64', 'config'],
  ['./boot/vmlinuz-6.1.0-56-cloud-amd64', 'the kernel'],
  ['./lib/modules/6.1.0-56-cloud-amd64/kernel/lib/crc7.ko', 'a module'],
  ['./lib/modules/6.1.0-56-cloud-amd64/kernel/lib/other.ko', 'one that nobody wants'],
  ['./lib/modules/6.1.0-56-cloud-amd64/kernel/arch/x86/kvm/kvm-amd.ko', 'another module'],
]);
const BUSYBOX_DEB = debPackage([['./bin/busybox', 'the busybox']]);

test('the newest kernel is told by numbers, and others are left out', () => {
  assert.equal(
    newestKernel([
      'linux-image-6.1.0-9-cloud-amd64',
      'linux-image-6.1.0-56-cloud-amd64',
      'linux-image-6.1.0-60-amd64',
      'linux-image-5.10.0-99-cloud-amd64',
      'libc6',
    ]),
    'linux-image-6.1.0-56-cloud-amd64',
  );
  assert.equal(
    newestKernel(['linux-image-6.12.41+deb13-cloud-amd64', 'linux-image-6.9.50+deb13-cloud-amd64']),
    'linux-image-6.12.41+deb13-cloud-amd64',
  );
  assert.equal(newestKernel(['libc6']), undefined);
});

test('the cache folder is the one of the environment, else of the project', () => {
  const before = process.env['SUBPAGE_CACHE'];
  process.env['SUBPAGE_CACHE'] = '/elsewhere';
  assert.equal(cacheDirectory('/project'), '/elsewhere');
  delete process.env['SUBPAGE_CACHE'];
  assert.equal(cacheDirectory('/project'), join('/project', '.cache'));
  if (before !== undefined) process.env['SUBPAGE_CACHE'] = before;
});

test('tar: regular files by name, GNU long names, no others', () => {
  const long = `boot/${'x'.repeat(150)}`;
  const tar = Buffer.concat([
    tarMember('./boot/', Buffer.alloc(0), '5'),
    tarMember('./boot/link', Buffer.alloc(0), '2'),
    tarMember('./boot/a', Buffer.from('A')),
    tarMember('././@LongLink', Buffer.from(`./${long}\0`), 'L'),
    tarMember('./boot/xxx', Buffer.from('long')),
    tarMember('./boot/b', Buffer.from('B')),
    Buffer.alloc(1024),
  ]);
  const files = readTar(tar, (path) => path.startsWith('boot/') && path !== 'boot/b', 'x.deb');
  assert.deepEqual(
    [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
    [
      ['boot/a', 'A'],
      [long, 'long'],
    ],
  );
});

test('damaged archives are refused', () => {
  const isBadImage = (error: unknown) => error instanceof HvError && error.code === 'bad-image';
  assert.throws(() => readTar(tarMember('a', Buffer.alloc(600)).subarray(0, 1024), () => true, 'x.deb'), isBadImage);
  assert.throws(() => findDataMember(Buffer.from('!<arch>\nnothing'), 'x.deb'), isBadImage);
  assert.throws(() => findDataMember(Buffer.from('PK\x03\x04'), 'x.deb'), isBadImage);
  assert.throws(() => findDataMember(KERNEL_DEB.subarray(0, KERNEL_DEB.length - 10), 'x.deb'), isBadImage);
});

test('a package is unpacked without dpkg-deb, gzip and xz; zstd needs it', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'x.deb');
  process.env['PATH'] = folder;
  try {
    await writeFile(path, KERNEL_DEB);
    const files = await extractFromDeb(path, (name) => name.includes('vmlinuz'));
    assert.deepEqual(
      [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
      [['boot/vmlinuz-6.1.0-56-cloud-amd64', 'the kernel']],
    );
    // The sample is no tar archive: its first block names no file, but it must have been unpacked to say so.
    await writeFile(
      path,
      debPackage([], () => PACKED.xzX86),
    );
    await assert.rejects(
      extractFromDeb(path, () => true),
      /x\.deb: archive cut short/,
    );
    assert.equal(sample().length, SAMPLE_SIZE);
    await writeFile(
      path,
      debPackage([], () => PACKED.zstd),
    );
    await assert.rejects(
      extractFromDeb(path, () => true),
      (error) => error instanceof HvError && error.code === 'unsupported' && /needs dpkg-deb/.test(error.message),
    );
  } finally {
    process.env['PATH'] = systemPath;
  }
});

/** A folder with stand-ins for apt-get and apt-cache; `log` tells how they were called. */
async function fakeApt(behaviour: { update?: number; download?: number; depends?: string }) {
  const folder = await temporaryFolder();
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(folder, 'kernel.deb'), KERNEL_DEB);
  await writeFile(join(folder, 'busybox.deb'), BUSYBOX_DEB);
  const { update = 0, download = 0, depends = KERNEL_NAME } = behaviour;
  const script = `#!/bin/sh
echo "$@" >> '${folder}/log'
while [ "$1" = -o ]; do shift 2; done
[ "$1" = --quiet ] && shift
last=
for word; do last=$word; done
case "$last" in
  ${KERNEL_NAME}) file=${KERNEL_NAME}_6.1.192-2_amd64.deb source=kernel.deb size=${KERNEL_DEB.length} ;;
  *) file=busybox-static_1%3a1.35.0-4_amd64.deb source=busybox.deb size=${BUSYBOX_DEB.length} ;;
esac
case "$1 $2" in
  "update "*) [ ${update} = 0 ] || echo 'E: no network here' >&2; exit ${update} ;;
  "depends "*) echo linux-image-cloud-amd64; echo '  Depends: ${depends}' ;;
  "download --print-uris") echo "'http://example.invalid/$file' $file $size SHA256:00" ;;
  "download "*) [ ${download} = 0 ] || { echo 'E: gone' >&2; exit ${download}; }; /bin/cat '${folder}/'$source > "$file" ;;
esac
`;
  for (const name of ['apt-get', 'apt-cache']) {
    await writeFile(join(bin, name), script);
    await chmod(join(bin, name), 0o755);
  }
  const lines: string[] = [];
  const cache = join(folder, 'cache');
  return {
    cache,
    lines,
    log: async () => (await readFile(join(folder, 'log'), 'utf8')).trim().split('\n'),
    fetch: async (offline = false) => {
      process.env['PATH'] = bin;
      try {
        return await fetchDebianGuest({ cache, offline, report: (line) => lines.push(line) });
      } finally {
        process.env['PATH'] = systemPath;
      }
    },
  };
}

test('first use downloads and unpacks; later ones ask nobody', async () => {
  const apt = await fakeApt({});
  const guest = await apt.fetch();
  assert.deepEqual(guest, {
    kernel: join(apt.cache, 'debian/vmlinuz-6.1.0-56-cloud-amd64'),
    busybox: join(apt.cache, 'debian/busybox'),
    modules: { crc7: join(apt.cache, 'debian/crc7.ko'), 'kvm-amd': join(apt.cache, 'debian/kvm-amd.ko') },
    packages: [`${KERNEL_NAME} 6.1.192-2`, 'busybox-static 1:1.35.0-4'],
  });
  assert.equal(await readFile(guest!.kernel, 'utf8'), 'the kernel');
  assert.equal(await readFile(guest!.busybox, 'utf8'), 'the busybox');
  assert.deepEqual((await readdir(join(apt.cache, 'debian'))).sort(), [
    'busybox',
    'crc7.ko',
    'guest.json',
    'kvm-amd.ko',
    'vmlinuz-6.1.0-56-cloud-amd64',
  ]);
  assert.match(apt.lines.join('\n'), /Downloading linux-image-6\.1\.0-56-cloud-amd64 \(0\.0 MB\)/);
  // Nothing of the system is touched: state, cache and logs are in the cache folder in every call.
  const calls = await apt.log();
  for (const call of calls) {
    for (const key of ['Dir::State=', 'Dir::State::status=', 'Dir::Cache=', 'Dir::Log=']) {
      assert.ok(call.includes(`${key}${apt.cache}`), call);
    }
  }
  assert.deepEqual(await apt.fetch(), guest);
  assert.equal((await apt.log()).length, calls.length);
});

test('a download that was interrupted goes on: what is there is not fetched again', async () => {
  const apt = await fakeApt({});
  await mkdir(join(apt.cache, 'debian/debs'), { recursive: true });
  await writeFile(join(apt.cache, 'debian/debs', `${KERNEL_NAME}_6.1.192-2_amd64.deb`), KERNEL_DEB);
  assert.ok(await apt.fetch());
  const downloads = (await apt.log()).filter((call) => call.includes('download') && !call.includes('--print-uris'));
  assert.equal(downloads.length, 1);
  assert.match(downloads[0]!, /busybox-static$/);
});

// biome-ignore format: a table
const UNAVAILABLE = [
  ['the lists cannot be fetched', { update: 100 },         /apt-get update failed, .*: E: no network here$/],
  ['the download fails',          { download: 100 },       /apt-get download linux-image-6.1.0-56-cloud-amd64 failed: E: gone$/],
  ['this is no Debian',           { depends: 'libc6' },    /have no linux-image-cloud-amd64/],
] as const;
for (const [name, behaviour, pattern] of UNAVAILABLE) {
  test(`no guest where ${name}, and the reason in one line`, async () => {
    const apt = await fakeApt(behaviour);
    assert.equal(await apt.fetch(), undefined);
    assert.match(apt.lines.at(-1)!, pattern);
  });
}

test('no guest without apt, or offline with an empty cache', async () => {
  const folder = await temporaryFolder();
  const lines: string[] = [];
  process.env['PATH'] = folder;
  try {
    assert.equal(await fetchDebianGuest({ cache: folder, report: (line) => lines.push(line) }), undefined);
  } finally {
    process.env['PATH'] = systemPath;
  }
  assert.match(lines[0]!, /No apt-get on this machine/);
  assert.equal(await (await fakeApt({})).fetch(true), undefined);
});

test('a record that was tampered with is not followed out of the folder', async () => {
  const apt = await fakeApt({});
  await mkdir(join(apt.cache, 'debian'), { recursive: true });
  const record = { kernel: 'k', busybox: 'b', modules: ['m.ko'], packages: [] };
  for (const name of ['debian/k', 'debian/b', 'debian/m.ko', 'k', 'm.ko']) await writeFile(join(apt.cache, name), 'x');
  await writeFile(join(apt.cache, 'debian/guest.json'), JSON.stringify(record));
  assert.notEqual(await apt.fetch(true), undefined);
  for (const change of [{ kernel: '../k' }, { modules: ['../m.ko'] }, { modules: undefined }]) {
    await writeFile(join(apt.cache, 'debian/guest.json'), JSON.stringify({ ...record, ...change }));
    assert.equal(await apt.fetch(true), undefined);
  }
});

test('a cache folder that cannot be made is an error with its name', async () => {
  const apt = await fakeApt({});
  await writeFile(apt.cache, 'a file where the folder should be');
  await assert.rejects(
    apt.fetch(),
    (error) => error instanceof HvError && error.code === 'io' && error.message.includes(apt.cache),
  );
});
