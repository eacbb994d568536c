/** Which bytes a mask denies: partial masks, every boundary of sub-pages, the edge of a page. */
import { type Case, GPA, OPEN, PAGE } from './test-guest.ts';

export const BOUNDARY_CASES: readonly Case[] = [
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
    name: 'one bit: each of the 32 sub-pages alone, writable among 31 that are not, and denied among 31 that are',
    run: async (guest) => {
      for (let sub = 0; sub < 32; sub++) {
        const at = GPA + sub * 128;
        const [before, behind] = [GPA + ((sub + 31) % 32) * 128, GPA + ((sub + 1) % 32) * 128];
        guest.set(GPA, (1 << sub) >>> 0);
        await guest.expect('write4', at, undefined, BigInt(sub + 1));
        await guest.expect('write4', before, before, 0xffn);
        await guest.expect('write4', behind, behind, 0xffn);
        guest.expectBytes(at, sub + 1, 0, 0, 0);
        guest.set(GPA, (OPEN & ~(1 << sub)) >>> 0);
        await guest.expect('write4', at, at, 0xffn);
        await guest.expect('add4', at, at, 0xffn);
        await guest.expect('write4', before, undefined, 0n);
        guest.expectBytes(at, sub + 1, 0, 0, 0);
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
    name: 'bytes 126 to 130 one by one, on both sides of a boundary',
    run: async (guest) => {
      for (const [mask, denied] of [
        [0xffff_fffe, [true, true, false, false, false]],
        [0xffff_fffd, [false, false, true, true, true]],
      ] as const) {
        guest.set(GPA, mask);
        for (let i = 0; i < 5; i++) {
          await guest.expect('write1', GPA + 126 + i, denied[i] ? GPA + 126 + i : undefined, BigInt(i + 1));
        }
      }
      guest.expectBytes(GPA + 126, 1, 2, 3, 4, 5);
    },
  },
  {
    name: 'stores of one and four bytes from 0xffd to 0x1001, the page or its neighbour protected',
    needs: 'whole-stores',
    run: async (guest) => {
      const next = GPA + PAGE;
      for (const [first, second] of [
        [OPEN, OPEN],
        [0x7fff_ffff, OPEN],
        [OPEN, 0xffff_fffe],
        [0x7fff_ffff, 0xffff_fffe],
      ]) {
        guest.set(GPA, first, second);
        for (let at = next - 3; at <= next + 1; at++) {
          for (const [stub, size] of [
            ['write1', 1],
            ['write4', 4],
          ] as const) {
            let denied: number | undefined;
            for (let byte = at + size - 1; byte >= at; byte--)
              if ((byte < next ? first : second) !== OPEN) denied = byte;
            await guest.expect(stub, at, denied);
          }
        }
      }
    },
  },
  {
    name: 'a store over two pages leaves no byte when either of them denies it',
    needs: 'whole-stores',
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
];
