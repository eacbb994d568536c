/** Tables that are damaged under the guest: repaired, and the guard holds. */
import { eptIndex } from '../../spec/vmx/ept.ts';
import { type Case, check, GPA, type TestGuest } from './test-guest.ts';

export const TABLE_CASES: readonly Case[] = [
  {
    name: 'a misconfigured SPPT entry at each level, and an odd bit in the leaf: one exit, repaired, the guard holds',
    needs: 'tables',
    run: async (guest) => {
      guest.set(GPA, 0xffff_fffe);
      await guest.expect('write4', GPA + 128, undefined, 1n);
      const { counters, protection } = guest.vm.space;
      for (const level of [4, 3, 2, 1]) {
        for (const bit of level === 1 ? [1, 31] : [1, 11]) {
          const before = counters.sppMisconfigurations;
          guest.hostWords[findSpptEntry(guest, level)] |= 1 << bit;
          protection.requestFlush();
          await guest.expect('write4', GPA + 128, undefined, BigInt(level));
          await guest.expect('write4', GPA, GPA, 0xffn);
          const exits = counters.sppMisconfigurations - before;
          check(exits === 1, `level ${level}, bit ${bit}: expected 1 exit, got ${exits}`);
        }
      }
      guest.expectBytes(GPA, 0, 0, 0, 0);
    },
  },
  {
    name: 'an SPPT entry that lost its valid bit at each level: a miss, filled again, the guard holds',
    needs: 'tables',
    run: async (guest) => {
      guest.set(GPA, 0xffff_fffe);
      await guest.expect('write4', GPA + 128, undefined, 1n);
      const { counters, protection } = guest.vm.space;
      for (const level of [4, 3, 2]) {
        const before = counters.sppMisses;
        guest.hostWords[findSpptEntry(guest, level)] &= ~1;
        protection.requestFlush();
        await guest.expect('write4', GPA, GPA, 0xffn);
        await guest.expect('write4', GPA + 128, undefined, BigInt(level));
        check(counters.sppMisses - before === 1, `level ${level}: expected 1 miss, got ${counters.sppMisses - before}`);
      }
    },
  },
];

/** Index into host-physical memory of the SPPT entry of a level on the way to the page. */
function findSpptEntry(guest: TestGuest, wanted: number): number {
  let table = guest.vm.space.controls.spptp;
  for (let level = 4; level > wanted; level--) {
    table = guest.hostWords[(table + eptIndex(GPA / 4096, level) * 8) / 4] & ~0xfff;
  }
  return (table + eptIndex(GPA / 4096, wanted) * 8) / 4;
}
