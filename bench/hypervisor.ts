/**
 * The hypervisor's memory side by itself: how long its operations take, and what tables and vectors weigh. No guest runs;
 * exits are handed to it as the processor would.
 *
 *     npm run build:ts && node dist/bench/hypervisor.js
 */
import { HostMemory } from '../src/memory/host-memory.ts';
import { GuestAddressSpace } from '../src/mmu/guest-address-space.ts';

const GIB = 2 ** 30;
const PAGES = GIB / 4096;
const ROUNDS = 9;

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
}

function makeSpace(largestPage: '4K' | '1G'): { host: HostMemory; space: GuestAddressSpace } {
  const size = 3 * GIB;
  const host = new HostMemory({ buffer: new ArrayBuffer(size), base: 0, size });
  const space = new GuestAddressSpace({ host, flush: () => {}, largestPage });
  space.addSlot({ id: 0, gpa: GIB, size: GIB });
  return { host, space };
}

/** Middle one of several runs, ms. */
function median(action: (round: number) => void): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    action(round);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1];
}

/** Map every page of the slot, as violations would. */
function touch(space: GuestAddressSpace): void {
  for (let gfn = PAGES; gfn < 2 * PAGES; gfn++) {
    space.handleViolation({ gpa: gfn * 4096, qualification: 0x182, size: 8 });
  }
}

function setAccess(largestPage: '4K' | '1G', what: string): Row {
  const { space } = makeSpace(largestPage);
  if (largestPage === '4K') touch(space);
  else space.handleViolation({ gpa: GIB, qualification: 0x182, size: 8 });
  const guarded = new Uint32Array(PAGES).fill(0xffff_fffe);
  const open = new Uint32Array(PAGES).fill(0xffff_ffff);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    space.protection.setSubPageAccess(PAGES, guarded);
    times.push(performance.now() - start);
    space.protection.setSubPageAccess(PAGES, open); // large pages come back
  }
  space.dispose();
  return { what, value: times.sort((a, b) => a - b)[ROUNDS >> 1], unit: 'ms', limit: 50 };
}

function weight(): Row {
  const { host, space } = makeSpace('1G');
  // 1,000,000 sub-pages: four in each of 250,000 pages, table pages filled for all of them.
  space.protection.setSubPageAccess(PAGES, new Uint32Array(250_000).fill(0xffff_fff0));
  for (let gfn = PAGES; gfn < PAGES + 250_000; gfn += 512) {
    space.handleViolation({ gpa: gfn * 4096, qualification: 0x182, size: 8 });
    space.handleSpp({ gpa: gfn * 4096, qualification: 0x800, size: 8 });
  }
  const bytes = (host.countFrames('ept') + host.countFrames('sppt')) * 4096 + PAGES * 4;
  space.dispose();
  return { what: 'tables and vectors for 1,000,000 armed sub-pages', value: bytes / 2 ** 20, unit: 'MiB', limit: 40 };
}

function miss(pages: number): Row {
  const { space } = makeSpace('4K');
  space.protection.setSubPageAccess(PAGES, new Uint32Array(pages).fill(0xffff_fffe));
  const times: number[] = [];
  for (let i = 0; i < 5000; i++) {
    space.pressure.reclaimTables(1); // the table is gone: the next miss makes and fills it
    const start = performance.now();
    space.handleSpp({ gpa: GIB, qualification: 0x800, size: 8 });
    times.push((performance.now() - start) * 1000);
  }
  space.dispose();
  const what = `SPPT miss, ${pages} protected page${pages === 1 ? '' : 's'} in the region, 90th percentile`;
  return { what, value: times.sort((x, y) => x - y)[4500], unit: 'us', limit: 20 };
}

function dirtyLog(): Row {
  const { space } = makeSpace('4K');
  touch(space);
  space.dirty.start(0, 'sub-page');
  const value = median(() => {
    const { log } = space.slots.getSlot(0).block;
    for (let page = 0; page < PAGES; page += 100) log?.mark(page, 0x0001_0001);
    const changed = space.dirty.takePieces(0);
    if (changed.length !== Math.ceil(PAGES / 100)) throw new Error(`${changed.length} pages`);
  });
  space.dispose();
  return { what: 'sub-page dirty log of 1 GiB, 1 % of the pages changed', value, unit: 'ms', limit: 20 };
}

const rows = [
  setAccess('1G', 'setSubPageAccess over 1 GiB mapped by one leaf'),
  setAccess('4K', 'setSubPageAccess over 1 GiB mapped by 4 KiB'),
  weight(),
  miss(1),
  miss(512),
  dirtyLog(),
];
console.log('| What | Measured | Aim |\n|---|---|---|');
for (const { what, value, unit, limit } of rows) {
  console.log(`| ${what} | ${value.toFixed(value < 100 ? 1 : 0)} ${unit} | <= ${limit} ${unit} |`);
}
