import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { HvError } from '../base/error.ts';
import { MemorySwap } from '../memory/swap-store.ts';
import { SwapFile } from './swap-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'subpage-swap-'));
after(() => rmSync(folder, { recursive: true }));
const page = (value: number) => new Uint8Array(4096).fill(value);

test('pages go in and come out by place; places are used again; the file has no name', () => {
  const path = join(folder, 'a');
  const swap = new SwapFile(path, 3);
  assert.equal(existsSync(path), false);
  const places = [swap.write(page(1)), swap.write(page(2)), swap.write(page(3))];
  assert.deepEqual([new Set(places).size, swap.write(page(4)), swap.used], [3, -1, 3]);
  const target = page(0);
  swap.read(places[1], target);
  assert.deepEqual(target, page(2));
  swap.free(places[1]);
  assert.equal(swap.write(page(5)), places[1]);
  swap.read(places[2], target);
  assert.deepEqual(target, page(3));
  assert.throws(() => swap.read(99, target), HvError);
  swap.close();
});

test('a file that exists, and a folder that does not, are refused', () => {
  const path = join(folder, 'b');
  writeFileSync(path, 'precious');
  assert.throws(() => new SwapFile(path, 1), /HvError: swap file: .*EEXIST/);
  assert.throws(() => new SwapFile(join(folder, 'none', 'c'), 1), /ENOENT/);
  assert.equal(existsSync(path), true);
});

test('a limit that is no number of pages is refused, and no file is made', () => {
  const path = join(folder, 'd');
  for (const limit of [Number.NaN, -1]) {
    assert.throws(() => new SwapFile(path, limit), /HvError: SwapFile: expected a limit in pages, 0 or more, got/);
    assert.throws(() => new MemorySwap(limit), /HvError: MemorySwap: expected a limit in pages, 0 or more, got/);
  }
  assert.equal(existsSync(path), false);
  assert.equal(new MemorySwap(0).write(page(1)), -1);
});
