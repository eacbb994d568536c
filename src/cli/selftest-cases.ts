/**
 * What the selftest of the KVM series left out, by single accesses of a small guest: partial vectors, every boundary,
 * reads, several slots, large pages, dirty logs, frames that change, errors.
 */
import { HvError, type HvErrorCode } from '../base/error.ts';
import { planFlat } from '../boot/flat.ts';
import type { Engine } from '../vm/engine.ts';
import { Vm } from '../vm/vm.ts';

const MEMORY_BYTES = 16 << 20;
const CODE_GPA = 0x1_0000;
const PAGE = 4096;
const OPEN = 0xffff_ffff;
/** A page in the middle of a 2-MiB region, and one that ends one. */
const GPA = 0x40_8000;
const LAST_GPA = 0x5f_f000;
/** Two slots side by side. */
const SLOT_GPA = 0x1000_0000;

/** A stub of 16 bytes: the access, then `mov al, 1; out 0xf4, al`. */
const STUBS = {
  write4: [0x89, 0x1f], // mov [rdi], ebx
  write8: [0x48, 0x89, 0x1f], // mov [rdi], rbx
  read4: [0x8b, 0x1f], // mov ebx, [rdi]
} as const;
type Stub = keyof typeof STUBS;
const NAMES = Object.keys(STUBS) as Stub[];
const GUEST = new Uint8Array(NAMES.length * 16).fill(0xf4);
NAMES.forEach((name, i) => {
  GUEST.set([...STUBS[name], 0xb0, 1, 0xe6, 0xf4], i * 16);
});

/** A case: what it is about, whether it needs the built-in hypervisor, and what it does. */
interface Case {
  readonly name: string;
  readonly softOnly?: true;
  /** A store that begins or ends on a page without a vector. */
  readonly wholeStores?: true;
  readonly run: (guest: TestGuest) => Promise<void>;
}

class CaseFailed extends Error {}

function check(condition: boolean, message: string): void {
  if (!condition) throw new CaseFailed(message);
}

/** The guest, one access at a time. */
class TestGuest {
  readonly vm: Vm;

  constructor(engine: Engine) {
    this.vm = new Vm({ engine, memoryBytes: MEMORY_BYTES, debugExit: true });
    this.vm.boot(planFlat({ image: GUEST, commandLine: '', memoryBytes: MEMORY_BYTES }, { address: CODE_GPA }));
    this.vm.space.addSlot({ id: 100, gpa: SLOT_GPA, size: 4 * PAGE });
    this.vm.space.addSlot({ id: 101, gpa: SLOT_GPA + 4 * PAGE, size: 4 * PAGE });
  }

  /** @returns the denied address, or undefined when the access was done */
  async access(stub: Stub, gpa: number, value = 0n): Promise<number | undefined> {
    this.vm.vcpus[0].setRegisters({
      rip: BigInt(CODE_GPA + NAMES.indexOf(stub) * 16),
      rdi: BigInt(gpa),
      rbx: value,
    });
    const stop = await this.vm.run();
    if (stop.kind === 'protected-write') return stop.gpa;
    check(stop.kind === 'debug-exit', `${stub} at ${hex(gpa)}: expected to be done or denied, got ${stop.kind}`);
    return undefined;
  }

  async expect(stub: Stub, gpa: number, denied: number | undefined, value = 0n): Promise<void> {
    const got = await this.access(stub, gpa, value);
    check(got === denied, `${stub} at ${hex(gpa)}: expected ${describe(denied)}, got ${describe(got)}`);
  }

  set(gpa: number, ...masks: number[]): void {
    this.vm.setSubPageAccess(gpa / PAGE, Uint32Array.from(masks));
  }

  expectBytes(gpa: number, ...bytes: number[]): void {
    const got = [...this.vm.memory.read(gpa, bytes.length)];
    const isSame = bytes.every((byte, i) => byte === got[i]);
    check(isSame, `memory at ${hex(gpa)}: expected ${bytes}, got ${got}`);
  }

  /** Size of the EPT leaf over an address, 1 to 3. */
  leafLevel(gpa: number): number {
    return this.vm.space.ept.findLeaf(gpa / PAGE) === 0 ? 0 : this.vm.space.ept.leafLevel;
  }
}

const CASES: readonly Case[] = [
  {
    name: 'alternating bits: 16 sub-pages take their write, 16 do not, and memory shows it',
    run: async (guest) => {
      guest.set(GPA, 0x5555_5555);
      for (let sub = 0; sub < 32; sub++) {
        const at = GPA + sub * 128 + 4;
        await guest.expect('write4', at, sub % 2 === 0 ? undefined : at, 0x8899_aabbn);
        guest.expectBytes(at, ...(sub % 2 === 0 ? [0xbb, 0xaa, 0x99, 0x88] : [0, 0, 0, 0]));
      }
    },
  },
  {
    name: 'every boundary of sub-pages, from both sides, byte by byte',
    run: async (guest) => {
      for (let sub = 1; sub < 32; sub++) {
        const edge = GPA + sub * 128;
        guest.set(GPA, (OPEN & ~(1 << sub)) >>> 0);
        await guest.expect('write4', edge - 4, undefined);
        for (const back of [3, 2, 1, 0]) await guest.expect('write4', edge - back, edge);
        await guest.expect('write4', edge + 124, edge + 124);
        if (sub < 31) await guest.expect('write4', edge + 128, undefined);
        guest.set(GPA, (OPEN & ~(1 << (sub - 1))) >>> 0);
        await guest.expect('write4', edge - 2, edge - 2);
        await guest.expect('write4', edge, undefined);
      }
    },
  },
  {
    name: 'a store over two pages leaves no byte when either of them denies it',
    wholeStores: true,
    run: async (guest) => {
      const next = GPA + PAGE;
      guest.set(GPA, OPEN, 0xffff_fffe);
      await guest.expect('write8', next - 4, next, 0x1111_1111_1111_1111n);
      guest.set(GPA, 0x7fff_ffff, OPEN);
      await guest.expect('write8', next - 4, next - 4, 0x1111_1111_1111_1111n);
      guest.expectBytes(next - 4, 0, 0, 0, 0, 0, 0, 0, 0);
      guest.set(GPA, 0x8000_0000, 0x0000_0001);
      await guest.expect('write8', next - 4, undefined, 0x1111_1111_1111_1111n);
      guest.expectBytes(next - 4, 17, 17, 17, 17, 17, 17, 17, 17);
    },
  },
  {
    name: 'reads of a page that denies everything; free neighbours; a page that was in use before it was protected',
    run: async (guest) => {
      await guest.expect('write4', GPA, undefined, 5n);
      guest.set(GPA, 0);
      await guest.expect('read4', GPA + 128, undefined);
      await guest.expect('write4', GPA, GPA);
      await guest.expect('write4', GPA - 4, undefined);
      await guest.expect('write4', GPA + PAGE, undefined);
      await guest.expect('write4', LAST_GPA, undefined);
      guest.expectBytes(GPA, 5, 0, 0, 0);
    },
  },
  {
    name: 'one call over two slots; a slot that goes takes its vectors along and leaves the other protected',
    run: async (guest) => {
      guest.set(SLOT_GPA + 2 * PAGE, 0xffff_fffe, 0xffff_fffd, 0xffff_fffb, 0xffff_fff7);
      for (let i = 0; i < 4; i++) {
        const page = SLOT_GPA + (2 + i) * PAGE;
        for (let sub = 0; sub < 5; sub++) {
          await guest.expect('write4', page + sub * 128, sub === i ? page + sub * 128 : undefined);
        }
      }
      const block = guest.vm.space.removeSlot(101);
      await guest.expect('write4', SLOT_GPA + 2 * PAGE, SLOT_GPA + 2 * PAGE);
      guest.vm.space.addSlot({ id: 101, gpa: SLOT_GPA + 4 * PAGE, block });
      await guest.expect('write4', SLOT_GPA + 4 * PAGE + 256, SLOT_GPA + 4 * PAGE + 256);
    },
  },
  {
    name: 'errors change nothing',
    run: async (guest) => {
      guest.set(SLOT_GPA + 7 * PAGE, 0xffff_fffe);
      const refused = (gfn: number, count: number, code: HvErrorCode): void => {
        try {
          guest.vm.setSubPageAccess(gfn, new Uint32Array(count));
        } catch (error) {
          const got = error instanceof HvError ? error.code : String(error);
          check(got === code, `gfn ${gfn}: expected ${code}, got ${got}`);
          return;
        }
        check(false, `gfn ${gfn}: expected ${code}, got no error`);
      };
      refused(SLOT_GPA / PAGE + 7, 2, 'no-memslot');
      refused(-1, 1, 'invalid-argument');
      refused(0.5, 1, 'invalid-argument');
      refused(2 ** 36, 1, 'invalid-argument');
      await guest.expect('write4', SLOT_GPA + 7 * PAGE, SLOT_GPA + 7 * PAGE);
      await guest.expect('write4', SLOT_GPA + 7 * PAGE + 128, undefined);
    },
  },
  {
    name: 'a 2-MiB page is split by the first guard and made again when the last goes',
    softOnly: true,
    run: async (guest) => {
      await guest.expect('write4', GPA, undefined, 7n);
      check(guest.leafLevel(GPA) === 2, `expected a leaf of 2 MiB, got level ${guest.leafLevel(GPA)}`);
      guest.set(GPA, 0xffff_fffe);
      check(guest.leafLevel(GPA) === 1, 'expected leaves of 4 KiB');
      await guest.expect('write4', GPA, GPA);
      await guest.expect('write4', LAST_GPA, undefined);
      guest.set(GPA, OPEN);
      check(guest.leafLevel(GPA) === 2, 'expected a leaf of 2 MiB again');
      await guest.expect('write4', GPA, undefined, 8n);
      guest.expectBytes(GPA, 8, 0, 0, 0);
    },
  },
  {
    name: 'dirty log of a protected page: permitted writes are in it, denied ones are not',
    softOnly: true,
    run: async (guest) => {
      const { dirty } = guest.vm.space;
      guest.set(SLOT_GPA, 0xffff_fffe);
      for (const mode of ['write-protect', 'sub-page'] as const) {
        dirty.start(100, mode);
        await guest.expect('write4', SLOT_GPA, SLOT_GPA);
        check(dirty.takePieces(100).length === 0, `${mode}: a denied write is in the log`);
        await guest.expect('write4', SLOT_GPA + 128, undefined);
        const [page] = dirty.takePieces(100);
        const pieces = mode === 'sub-page' ? 2 : OPEN;
        check(
          page?.page === SLOT_GPA / PAGE && page.pieces === pieces,
          `${mode}: the permitted write is not in the log`,
        );
        await guest.expect('write4', SLOT_GPA, SLOT_GPA);
        dirty.stop(100);
      }
    },
  },
  {
    name: 'the page moves to another frame, and loses its tables: content and guard stay',
    softOnly: true,
    run: async (guest) => {
      const { space } = guest.vm;
      guest.set(SLOT_GPA, 0xffff_fffe);
      await guest.expect('write4', SLOT_GPA + 128, undefined, 9n);
      check(space.sharing.migrate(SLOT_GPA / PAGE), 'expected a free frame');
      await guest.expect('write4', SLOT_GPA, SLOT_GPA);
      check(space.pressure.reclaimTables(4) > 0, 'expected tables to come back');
      await guest.expect('write4', SLOT_GPA, SLOT_GPA);
      await guest.expect('write4', SLOT_GPA + 132, undefined, 10n);
      guest.expectBytes(SLOT_GPA + 128, 9, 0, 0, 0, 10);
    },
  },
];

/**
 * Run all cases, each on a VM of its own, one line a case.
 * @returns how many failed
 */
export async function runSelftestCases(print: (line: string) => void, engine: Engine): Promise<number> {
  let failed = 0;
  for (const { name, softOnly, wholeStores, run } of CASES) {
    if (wholeStores && !engine.capabilities.wholeStores) {
      print(`skipped: ${name} (the ${engine.name} engine judges the part on the guarded page)`);
      continue;
    }
    if (softOnly && engine.name !== 'soft') {
      print(`skipped: ${name} (the ${engine.name} engine's host manages memory)`);
      continue;
    }
    const guest = new TestGuest(engine);
    try {
      await run(guest);
      print(`ok: ${name}`);
    } catch (error) {
      if (!(error instanceof CaseFailed)) throw error;
      failed++;
      print(`FAILED: ${name}: ${error.message}`);
    } finally {
      guest.vm.dispose();
    }
  }
  return failed;
}

function describe(denied: number | undefined): string {
  return denied === undefined ? 'done' : `denied at ${hex(denied)}`;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
