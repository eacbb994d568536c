import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostMemory } from '../memory/host-memory.ts';
import { BYTE_MAP_VALID, byteMapCounter } from '../spec/vmx/byte-map.ts';
import { ByteMaps } from './byte-maps.ts';

function fresh(limitFrames?: number) {
  const size = 1 << 20;
  const limit = limitFrames === undefined ? {} : { limitFrames };
  const host = new HostMemory({ buffer: new ArrayBuffer(size), base: 0, size, ...limit });
  return { host, maps: new ByteMaps(host) };
}
const bits = (...bytes: number[]): Uint8Array => {
  const map = new Uint8Array(512);
  for (const byte of bytes) map[byte >> 3] |= 1 << (byte & 7);
  return map;
};

/** What the processor finds: by table entries alone. */
function walk({ host, maps }: ReturnType<typeof fresh>, gfn: number): number | undefined {
  let table = maps.pointer;
  for (let level = 4; level > 1; level--) {
    const lo = host.words[(table + (Math.floor(gfn / 512 ** (level - 1)) % 512) * 8) / 4];
    if ((lo & 1) === 0) return undefined;
    table = lo - 1;
  }
  const leaf = host.words[(table + (gfn % 512) * 8) / 4];
  return leaf & BYTE_MAP_VALID ? leaf - BYTE_MAP_VALID : undefined;
}

test('a map is found through the tables, has its bits and counts from 0', () => {
  const made = fresh();
  assert.equal(walk(made, 5), undefined);
  assert.equal(made.maps.put(5, bits(0, 4095)), true);
  const map = walk(made, 5) as number;
  assert.equal(map % 512, 0);
  assert.deepEqual([made.host.bytes[map], made.host.bytes[map + 511], made.maps.countOf(5)], [1, 0x80, 0]);
  assert.equal(walk(made, 6), undefined);
  made.host.words[byteMapCounter(map) / 4] = 7;
  assert.equal(made.maps.countOf(5), 7);
  assert.deepEqual([made.maps.drop(5), made.maps.drop(5), walk(made, 5)], [7, undefined, undefined]);
});

test('seven maps share a frame, and counters do not mix', () => {
  const made = fresh();
  const before = made.host.countFrames('sppt');
  for (let gfn = 0; gfn < 8; gfn++) made.maps.put(gfn, bits(gfn));
  // Three levels of tables, two frames of maps.
  assert.equal(made.host.countFrames('sppt') - before, 5);
  const places = Array.from({ length: 8 }, (_, gfn) => walk(made, gfn) as number);
  assert.equal(new Set(places).size, 8);
  assert.equal(new Set(places.map(byteMapCounter)).size, 8);
  for (const place of places) assert.ok(place % 4096 < 7 * 512 && byteMapCounter(place) % 4096 >= 7 * 512);
});

test('a place that is used again counts from 0', () => {
  const made = fresh();
  made.maps.put(1, bits(1));
  const place = walk(made, 1) as number;
  made.host.words[byteMapCounter(place) / 4] = 9;
  made.maps.drop(1);
  made.maps.put(600, bits(2));
  assert.deepEqual([walk(made, 600), walk(made, 1), made.maps.countOf(600)], [place, undefined, 0]);
});

test('without frames there is no map, and nothing leaks', () => {
  for (let limit = 3; limit < 7; limit++) {
    const made = fresh(limit);
    const isThere = limit > 5; // frame 0, root, three levels, one of maps
    assert.equal(made.maps.put(3, bits(0)), isThere, `${limit} frames`);
    assert.equal(walk(made, 3) !== undefined, isThere);
    made.maps.drop(3);
    made.maps.trim();
    assert.equal(made.host.usedFrames, 1);
    made.maps.dispose();
    assert.equal(made.host.usedFrames, 0);
  }
});
