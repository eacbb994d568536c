/** Protection while somebody watches what the guest uses and writes. */
import { type Case, check, FIRST_SLOT, OPEN, PAGE, SLOT_GPA } from './test-guest.ts';

export const LOG_CASES: readonly Case[] = [
  {
    name: 'dirty log of a protected page: permitted writes are in it, denied ones are not',
    needs: 'tables',
    run: async (guest) => {
      const { dirty } = guest.vm.space;
      guest.set(SLOT_GPA, 0xffff_fffe);
      for (const mode of ['write-protect', 'sub-page'] as const) {
        dirty.start(FIRST_SLOT, mode);
        await guest.expect('write4', SLOT_GPA, SLOT_GPA);
        check(dirty.takePieces(FIRST_SLOT).length === 0, `${mode}: a denied write is in the log`);
        await guest.expect('write4', SLOT_GPA + 128, undefined);
        const [page] = dirty.takePieces(FIRST_SLOT);
        const pieces = mode === 'sub-page' ? 2 : OPEN;
        check(
          page?.page === SLOT_GPA / PAGE && page.pieces === pieces,
          `${mode}: the permitted write is not in the log`,
        );
        await guest.expect('write4', SLOT_GPA, SLOT_GPA);
        dirty.stop(FIRST_SLOT);
      }
    },
  },
  {
    name: 'access tracking takes rights away and brings them back: used pages are told once, and the guard holds',
    needs: 'tables',
    run: async (guest) => {
      const { accessed } = guest.vm.space;
      const gfn = SLOT_GPA / PAGE;
      guest.set(SLOT_GPA, 0xffff_fffe);
      await guest.expect('write4', SLOT_GPA + 128, undefined, 1n);
      await guest.expect('write4', SLOT_GPA + PAGE, undefined, 1n);
      accessed.take(gfn, 4);
      check(accessed.take(gfn, 4)[0] === 0, 'expected no page in use');
      await guest.expect('write4', SLOT_GPA, SLOT_GPA, 9n);
      await guest.expect('write4', SLOT_GPA + 128, undefined, 2n);
      check(accessed.take(gfn, 4)[0] === 1, 'expected the first page in use, and no other');
      await guest.expect('write4', SLOT_GPA, SLOT_GPA, 9n);
      guest.expectBytes(SLOT_GPA, 0, 0, 0, 0);
      guest.expectBytes(SLOT_GPA + 128, 2, 0, 0, 0);
    },
  },
];
