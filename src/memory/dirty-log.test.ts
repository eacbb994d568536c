import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL_ACCESS } from '../spec/vmx/sppt.ts';
import { DirtyLog } from './dirty-log.ts';

/** Both ends of words, a full word, a stretch without any, and the last page of a block that ends inside a word. */
const WRITTEN = [0, 31, 32, 63, ...Array.from({ length: 32 }, (_, bit) => 96 + bit), 500];

for (const mode of ['sub-page', 'write-protect'] as const) {
  test(`${mode}: pages come in ascending order, each once, with their pieces, and are clean afterwards`, () => {
    const log = new DirtyLog(mode, 501);
    for (const page of [...WRITTEN].reverse()) {
      log.mark(page, 1);
      log.mark(page, 0x8000_0000);
    }
    assert.deepEqual([...log.dirtyPages()], WRITTEN);
    assert.deepEqual([...log.dirtyPages()], WRITTEN, 'asking changes nothing');
    const pieces = mode === 'sub-page' ? 0x8000_0001 : FULL_ACCESS;
    const expected = WRITTEN.map((page) => ({ page: 0x1000 + page, pieces }));
    assert.deepEqual(log.takePieces(log.dirtyPages(), 0x1000), expected);
    assert.deepEqual([...log.dirtyPages()], []);
    assert.equal(log.openPieces(31), mode === 'sub-page' ? 0 : FULL_ACCESS);
  });
}
