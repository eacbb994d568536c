import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { KernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import { SymbolTable } from '../introspect/symbols/symbol-table.ts';
import { digest, SymbolCache } from './symbol-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'subpage-cache-'));
after(() => rmSync(folder, { recursive: true }));
const symbols = new KernelSymbols({ table: new SymbolTable([{ name: 'a', type: 'T', address: 16n }]), loaded: [] });
const KEY = digest(Uint8Array.of(1, 2, 3));

test('what was put is found, by the hash of the image', () => {
  const cache = new SymbolCache(folder);
  assert.equal(KEY, '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81');
  assert.equal(cache.find(KEY), undefined);
  cache.put(KEY, symbols);
  assert.equal(cache.find(KEY)?.table.find('a')?.address, 16n);
  assert.deepEqual(readdirSync(folder), [`${KEY}.tables`]);
});

test('a damaged or cut file is as none, and goes away', () => {
  const cache = new SymbolCache(folder);
  const path = join(folder, `${KEY}.tables`);
  cache.put(KEY, symbols);
  const good = readFileSync(path);
  for (let at = 0; at < good.length; at++) {
    const damaged = Uint8Array.from(good);
    damaged[at] ^= 0x10;
    writeFileSync(path, damaged);
    assert.equal(cache.find(KEY), undefined, `byte ${at}`);
    assert.deepEqual(readdirSync(folder), []);
  }
  writeFileSync(path, good.subarray(0, 40));
  assert.equal(cache.find(KEY), undefined);
});

test('a folder that cannot be made is no error', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const cache = new SymbolCache(join(file, 'symbols'));
  cache.put(KEY, symbols);
  assert.equal(cache.find(KEY), undefined);
  rmSync(file);
  if (process.platform === 'linux') new SymbolCache('/proc/nosuch/symbols').put(KEY, symbols);
});

test('the kernels that were not used for longest go', () => {
  const cache = new SymbolCache(folder);
  const keys = Array.from({ length: 18 }, (_, i) => digest(Uint8Array.of(i)));
  for (const [i, key] of keys.entries()) {
    cache.put(key, symbols);
    utimesSync(join(folder, `${key}.tables`), 1000 + i, 1000 + i);
  }
  cache.put(KEY, symbols);
  assert.deepEqual(
    keys.map((key) => cache.find(key) !== undefined),
    keys.map((_, i) => i > 2),
  );
});
