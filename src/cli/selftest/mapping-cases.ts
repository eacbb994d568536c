/** When a page is protected and how it is mapped then: not at all, by a small page, by a large one. */
import { type Case, check, GPA, LAST_GPA, OPEN, PAGE, SLOT_GPA } from './test-guest.ts';

export const MAPPING_CASES: readonly Case[] = [
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
    name: 'protected before it is mapped: first a read, then a write; and a write at once',
    run: async (guest) => {
      guest.set(GPA, 0xffff_fffe, 0xffff_fffe);
      await guest.expect('read4', GPA, undefined);
      await guest.expect('write4', GPA, GPA, 1n);
      await guest.expect('write4', GPA + 128, undefined, 2n);
      await guest.expect('write4', GPA + PAGE, GPA + PAGE, 1n);
      await guest.expect('write4', GPA + PAGE + 128, undefined, 3n);
      guest.expectBytes(GPA, 0, 0, 0, 0);
      guest.expectBytes(GPA + 128, 2, 0, 0, 0);
      guest.expectBytes(GPA + PAGE + 128, 3, 0, 0, 0);
    },
  },
  {
    name: 'written, then protected, then opened again: each takes effect at once',
    run: async (guest) => {
      for (let round = 0; round < 3; round++) {
        guest.set(GPA, OPEN);
        await guest.expect('write4', GPA, undefined, BigInt(10 + round));
        guest.set(GPA, 0);
        await guest.expect('write4', GPA, GPA, 0xffn);
        guest.set(GPA, 0xffff_fffe);
        await guest.expect('write4', GPA, GPA, 0xffn);
        await guest.expect('write4', GPA + 128, undefined, BigInt(20 + round));
        guest.expectBytes(GPA, 10 + round, 0, 0, 0);
      }
    },
  },
  {
    name: 'a 2-MiB region in which every third page is protected, each at a place of its own',
    run: async (guest) => {
      const first = GPA - (GPA % 0x20_0000);
      const masks = Uint32Array.from({ length: 512 }, (_, page) =>
        page % 3 ? OPEN : (OPEN & ~(1 << (page % 32))) >>> 0,
      );
      guest.vm.setSubPageAccess(first / PAGE, masks);
      for (let page = 0; page < 512; page += 7) {
        const at = first + page * PAGE + (page % 32) * 128;
        await guest.expect('write4', at, page % 3 ? undefined : at);
        await guest.expect('write4', at ^ 128, undefined);
      }
    },
  },
  {
    name: 'a 2-MiB page is split by the first guard and made again when the last goes',
    needs: 'tables',
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
    name: 'the page moves to another frame, and loses its tables: content and guard stay',
    needs: 'tables',
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
