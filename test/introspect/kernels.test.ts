/**
 * Symbols and types of every kernel that lies in the cache: Debian's, that `npm start` fetches, and whatever else a person
 * has put into `.cache/kernels/` (bzImage or vmlinux). This test does not use the network.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readElf } from '../../src/boot/elf.ts';
import { extractPayload, isBzImage, KERNEL_MAXIMUM } from '../../src/boot/payload.ts';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { memberOffset } from '../../src/introspect/btf/member-path.ts';
import { jsonText } from '../../src/introspect/isf/isf.ts';
import { exportIsf } from '../../src/introspect/isf/isf-export.ts';
import { importIsf } from '../../src/introspect/isf/isf-import.ts';
import { FOLLOWED_TYPES } from '../../src/introspect/objects/followed-types.ts';
import { KernelObjects } from '../../src/introspect/objects/kernel-objects.ts';
import { readKernelSymbols } from '../../src/introspect/symbols/kernel-symbols.ts';
import { decodeKernelTables, encodeKernelTables } from '../../src/introspect/symbols/kernel-tables.ts';
import { parseGuardTarget } from '../../src/introspect/target/guard-target.ts';
import { placeTarget } from '../../src/introspect/target/target-placement.ts';
import { projectRoot } from '../support/path.ts';

const cache = cacheDirectory(projectRoot);
const debian = await fetchDebianGuest({ cache, report: () => {}, offline: true });
const folder = join(cache, 'kernels');
const kernels = [
  ...(debian === undefined ? [] : [debian.kernel]),
  ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
];

test('kernels to look at', {
  skip: kernels.length > 0 ? false : 'no kernel in the cache (npm start fetches one)',
}, () => {});

for (const path of kernels) {
  test(`symbols and types of ${path.slice(path.lastIndexOf('/') + 1)}`, async () => {
    const image = new Uint8Array(readFileSync(path));
    const vmlinux = isBzImage(image) ? await extractPayload(image, KERNEL_MAXIMUM) : image;
    const kernel = readKernelSymbols(vmlinux);
    const types = kernel?.types;
    assert.ok(kernel !== undefined && types !== undefined);

    // The symbols say where things are: there is the text that has to be there.
    assert.match(Buffer.from(kernel.banner ?? []).toString('latin1'), /^Linux version \d+\.\d+[^\0]*\n\0$/);
    const entry = readElf(vmlinux, 'kernel').entry;
    assert.ok(
      [kernel.table.get('startup_64').address, kernel.physicalAddress('startup_64').gpa].map(BigInt).includes(entry),
    );

    // The types agree with each other and with the symbols.
    const task = types.find('task_struct') ?? 0;
    assert.ok((types.size(task) ?? 0) > 2000);
    assert.equal(memberOffset(types, 'list_head', 'prev'), 8);
    assert.equal(types.size(types.find('cred') ?? 0), Number(memberOffset(types, 'cred', 'rcu')) + 16);

    // Everything that guards need is there.
    const objects = new KernelObjects(kernel, types);
    for (const type of FOLLOWED_TYPES) assert.equal(objects.findObstacle(type), undefined, type);
    const kinds = ['modules_disabled', 'init_task.cred', 'cpu_number', '__per_cpu_offset[0]:8'].map((text) => {
      const target = text.replace('[0]', '');
      return kernel.table.find(target.split(/[.:]/)[0]) && placeTarget(parseGuardTarget(target), kernel).kind;
    });
    assert.deepEqual(
      kinds.filter((kind) => kind !== undefined),
      kinds[2] === undefined ? ['physical', 'physical', 'physical'] : ['physical', 'physical', 'per-cpu', 'physical'],
    );

    // It survives the cache, and volatility's format.
    const kept = decodeKernelTables(encodeKernelTables(kernel));
    assert.equal(kept?.table.size, kernel.table.size);
    assert.deepEqual(kept?.table.get('modprobe_path'), kernel.table.get('modprobe_path'));
    assert.equal(kept?.types?.find('cred'), types.find('cred'));
    const { table } = kernel;
    const isf = exportIsf({ table, types, banner: kernel.banner, producer: { name: 'test', version: '0.0.0' } });
    const back = importIsf(jsonText(isf), 'isf');
    assert.equal(back.table.get('modprobe_path').address, table.get('modprobe_path').address);
    for (const path of [['cred'], ['comm'], ['signal'], ['files']]) {
      assert.equal(memberOffset(back.types, 'task_struct', ...path), memberOffset(types, 'task_struct', ...path));
    }
    assert.equal(back.types.size(back.types.find('task_struct') ?? 0), types.size(task));
  });
}
