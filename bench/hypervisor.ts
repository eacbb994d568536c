/**
 * The hypervisor's memory side by itself: how long its operations take, and what tables and vectors weigh. No guest runs;
 * exits are handed to it as the processor would.
 *
 * Times are of the process's processor time, so that other programs do not count: the middle one of several rounds, or the
 * 90th percentile of many. Each case is the worst that we know of its kind; where there are two, both are shown.
 *
 *     npm run build && node dist/bench/hypervisor.js
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HostMemory } from '../src/memory/host-memory.ts';
import { GuestAddressSpace } from '../src/mmu/guest-address-space.ts';
import type { LargestPage } from '../src/mmu/large-pages.ts';
import type { TraceRecord } from '../src/mmu/trace.ts';
import { median } from './measure.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const PAGES = GIB / 4096;
const REGION = 512;
const ROUNDS = 9;
/** Qualifications: a first write; a write to a page that may be read; an SPPT miss. */
const [FIRST_WRITE, WRITE, MISS] = [0x182, 0x1aa, 0x800];

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Aim; undefined where there is none. */
  readonly limit?: number;
}

/** A slot of `pages` at 1 GiB. @param frames GiB of host memory */
function makeSpace(largestPage: LargestPage, pages = PAGES, gib = 3): { host: HostMemory; space: GuestAddressSpace } {
  const size = gib * GIB;
  const host = new HostMemory({ buffer: new ArrayBuffer(size), base: 0, size });
  const space = new GuestAddressSpace({ host, flush: () => {}, largestPage });
  space.addSlot({ id: 0, gpa: GIB, size: pages * 4096 });
  return { host, space };
}

/** Map pages by small leaves, as violations would: every `step`th of the slot. */
function touch(space: GuestAddressSpace, step = 1, pages = PAGES): void {
  for (let gfn = PAGES; gfn < PAGES + pages; gfn += step) {
    space.handleViolation({ gpa: gfn * 4096, qualification: FIRST_WRITE, size: 8 });
  }
}

/** Fill the SPPT of all regions, as misses would. */
function fill(space: GuestAddressSpace, pages = PAGES): void {
  for (let gfn = PAGES; gfn < PAGES + pages; gfn += REGION) {
    space.handleSpp({ gpa: gfn * 4096, qualification: MISS, size: 8 });
  }
}

/** Processor time, ms. */
function timeOf(action: () => void): number {
  const start = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

type Mapped = 'by one leaf' | 'by 4 KiB' | 'by 4 KiB, SPPT filled';

function setAccess(mapped: Mapped): Row {
  const { space } = makeSpace(mapped === 'by one leaf' ? '1G' : '4K');
  touch(space, mapped === 'by one leaf' ? PAGES : 1);
  const guarded = new Uint32Array(PAGES).fill(0xffff_fffe);
  const other = new Uint32Array(PAGES).fill(mapped === 'by 4 KiB, SPPT filled' ? 0x5555_5555 : 0xffff_ffff);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(timeOf(() => space.protection.setSubPageAccess(PAGES, guarded)));
    if (mapped === 'by 4 KiB, SPPT filled') fill(space);
    space.protection.setSubPageAccess(PAGES, other); // open: large pages come back, tables go
  }
  space.dispose();
  return { what: `setSubPageAccess over 1 GiB mapped ${mapped}`, value: median(times), unit: 'ms', limit: 50 };
}

/** Tables and vectors, and what the process takes for finding them, with every table in place. */
function weight(what: string, pages: number, mask: number): Row[] {
  const slot = Math.ceil(pages / REGION) * REGION;
  const { host, space } = makeSpace('4K', slot, 1);
  collect();
  const before = process.memoryUsage().heapUsed;
  space.protection.setSubPageAccess(PAGES, new Uint32Array(pages).fill(mask));
  touch(space, REGION, slot); // a page of each region is in use, so each has its EPT table
  fill(space, slot);
  collect();
  const heap = process.memoryUsage().heapUsed - before;
  const tables = (host.countFrames('ept') + host.countFrames('sppt')) * 4096;
  const vectors = slot * 4;
  space.dispose();
  const total = (tables + vectors + heap) / MIB;
  const parts = `EPT and SPPT ${(tables / MIB).toFixed(1)}, vectors ${(vectors / MIB).toFixed(1)}, bookkeeping ${(heap / MIB).toFixed(1)}`;
  return [{ what: `1,000,000 armed sub-pages, ${what} (${parts})`, value: total, unit: 'MiB', limit: 40 }];
}

const collect = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function miss(pages: number): Row {
  const { space } = makeSpace('4K');
  space.protection.setSubPageAccess(PAGES, new Uint32Array(pages).fill(0xffff_fffe));
  const times: number[] = [];
  for (let i = 0; i < 5000; i++) {
    space.pressure.reclaimTables(1); // the table is gone: the next miss makes and fills it
    times.push(timeOf(() => space.handleSpp({ gpa: GIB, qualification: MISS, size: 8 })) * 1000);
  }
  space.dispose();
  const what = `SPPT miss, ${pages} protected page${pages === 1 ? '' : 's'} in the region, 90th percentile`;
  return { what, value: times.sort((x, y) => x - y)[4500], unit: 'us', limit: 20 };
}

/** One get-and-clear of a slot of 1 GiB. What changed, changed by exits: tables are filled, leaves armed. */
function dirtyLog(what: string, pages: number, pieces: number, limit?: number): Row {
  const { space } = makeSpace('4K');
  touch(space);
  space.dirty.start(0, 'sub-page');
  fill(space);
  const step = PAGES / pages;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < pages; i++) {
      const page = (PAGES + Math.floor(i * step)) * 4096;
      for (let piece = 0; piece < pieces; piece++) {
        space.handleViolation({ gpa: page + piece * 1024, qualification: WRITE, size: 8 });
      }
    }
    let changed = 0;
    times.push(
      timeOf(() => {
        changed = space.dirty.takePieces(0).length;
      }),
    );
    if (changed !== pages) throw new Error(`${changed} pages`);
  }
  space.dispose();
  return {
    what: `sub-page dirty log of 1 GiB, ${what}`,
    value: median(times),
    unit: 'ms',
    ...(limit ? { limit } : {}),
  };
}

/** A tracepoint by itself; setSubPageAccess fires one a page. */
function tracing(): Row[] {
  const { space } = makeSpace('4K');
  const masks = [0xffff_fffe, 0x5555_5555].map((mask) => new Uint32Array(PAGES).fill(mask));
  const measure = (): number => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      times.push(timeOf(() => space.protection.setSubPageAccess(PAGES, masks[round & 1])));
    }
    return (median(times) * 1e6) / PAGES;
  };
  const silent = measure();
  let records = 0;
  const end = space.trace.listen((_record: TraceRecord) => {
    records++;
  });
  const heard = measure();
  end();
  const count = 1e8;
  const { trace } = space;
  let sink = 0;
  const loop = timeOf(() => {
    for (let i = 0; i < count; i++) sink = (sink + i) | 0;
  });
  const traced = timeOf(() => {
    for (let i = 0; i < count; i++) {
      trace.listener?.({ name: 'mmu_split', gfn: i, level: 2 });
      sink = (sink + i) | 0;
    }
  });
  if (records === 0 || sink === 0.5) throw new Error('nothing was traced');
  space.dispose();
  return [
    { what: 'a tracepoint that nobody listens to', value: ((traced - loop) * 1e6) / count, unit: 'ns' },
    { what: 'setSubPageAccess a page, nobody listens', value: silent, unit: 'ns' },
    { what: '… with a listener', value: heard, unit: 'ns' },
  ];
}

const rows: Row[] = [
  setAccess('by one leaf'),
  setAccess('by 4 KiB'),
  setAccess('by 4 KiB, SPPT filled'),
  ...weight('four in each of 250,000 pages', 250_000, 0xffff_fff0),
  ...weight('one in each of 1,000,000 pages', 1_000_000, 0xffff_fffe),
  miss(1),
  miss(512),
  dirtyLog('1 % of the pages changed, two pieces in each', PAGES / 128, 2, 20),
  dirtyLog('1 % of the pieces changed, one in each of 83,886 pages', 83_886, 1, 20),
  ...tracing(),
];
console.log('| What | Measured | Aim |\n|---|---|---|');
for (const { what, value, unit, limit } of rows) {
  const aim = limit === undefined ? '' : `<= ${limit} ${unit}`;
  console.log(`| ${what} | ${value.toFixed(value < 100 ? 1 : 0)} ${unit} | ${aim} |`);
}
