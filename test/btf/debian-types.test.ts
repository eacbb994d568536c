/** Types of the stock Debian kernel, when `npm start` has fetched it: this test does not use the network. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readElf } from '../../src/boot/elf.ts';
import { extractPayload, KERNEL_MAXIMUM } from '../../src/boot/payload.ts';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { findTypes, readKernelTypes } from '../../src/introspect/btf/kernel-types.ts';
import { memberOffset } from '../../src/introspect/btf/member-path.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const guest = await fetchDebianGuest({ cache: cacheDirectory(project), report: () => {}, offline: true });
const skip = guest ? false : 'the Debian kernel is not in the cache (npm start fetches it)';

test('the stock Debian kernel: its types, by section and by header', { skip }, async () => {
  const kernel = await extractPayload(new Uint8Array(await readFile(guest!.kernel)), KERNEL_MAXIMUM);
  const started = performance.now();
  const btf = readKernelTypes(readElf(kernel, 'kernel'))!;
  const cred = btf.find('cred')!;
  assert.ok(performance.now() - started < 2000);
  // Facts about 6.1 that were measured with another reader.
  assert.equal(btf.size(cred), 176);
  assert.equal(memberOffset(btf, 'cred', 'usage'), 0);
  assert.equal(memberOffset(btf, 'cred', 'uid'), 8);
  assert.equal(memberOffset(btf, 'cred', 'security'), 120);
  assert.equal(memberOffset(btf, 'cred', 'user_ns'), 136);
  assert.equal(btf.size(btf.find('msg_msg')!), 48);
  assert.equal(btf.size(btf.find('pipe_buffer')!), 40);
  assert.equal(btf.describe(btf.findVariable('current_task')!.type), 'struct task_struct *');
  assert.equal(findTypes(kernel)?.typeCount, btf.typeCount);
});
