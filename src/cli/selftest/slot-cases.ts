/** Memory that comes and goes, ranges over several slots, and calls that are refused. */
import { HvError, type HvErrorCode } from '../../base/error.ts';
import { enableCap, KVM_CAP_X86_SPP, SeriesVm, subpage } from '../../kvm-series/series-vm.ts';
import { KVM_ENABLE_CAP } from '../../spec/kvm/abi.ts';
import { KVM_SUBPAGES_GET_ACCESS, KVM_SUBPAGES_SET_ACCESS } from '../../spec/kvm/spp-abi.ts';
import { type Case, check, OPEN, PAGE, SECOND_SLOT, SLOT_BYTES, SLOT_GPA } from './test-guest.ts';

export const SLOT_CASES: readonly Case[] = [
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
      const block = guest.vm.space.removeSlot(SECOND_SLOT);
      await guest.expect('write4', SLOT_GPA + 2 * PAGE, SLOT_GPA + 2 * PAGE);
      guest.vm.space.addSlot({ id: SECOND_SLOT, gpa: SLOT_GPA + SLOT_BYTES, block });
      await guest.expect('write4', SLOT_GPA + SLOT_BYTES + 256, SLOT_GPA + SLOT_BYTES + 256);
    },
  },
  {
    name: 'a page without a slot: an error; the memory that comes there is not protected until it is asked for',
    run: async (guest) => {
      const gpa = 0x3000_0000;
      let code: HvErrorCode | undefined;
      try {
        guest.set(gpa, 0);
      } catch (error) {
        code = error instanceof HvError ? error.code : undefined;
      }
      check(code === 'no-memslot', `expected the error no-memslot, got ${code}`);
      guest.vm.space.addSlot({ id: 102, gpa, size: PAGE });
      check(guest.vm.getSubPageAccess(gpa / PAGE, 1)[0] === OPEN, 'expected the new page to be open');
      guest.set(gpa, 0xffff_fffe);
      check(guest.vm.getSubPageAccess(gpa / PAGE, 1)[0] === 0xffff_fffe, 'expected the new page to be protected');
    },
  },
  {
    name: "the series' SET and GET: flags, 0, 512 and 513 pages, a range past the end of a slot, a range over two",
    run: async (guest) => {
      const series = new SeriesVm(guest.vm);
      const gfn = SLOT_GPA / PAGE;
      const expect = (what: string, got: number, expected: number): void =>
        check(got === expected, `${what}: expected ${expected}, got ${got}`);
      expect('before it is enabled', series.vmIoctl(KVM_SUBPAGES_SET_ACCESS, subpage(gfn, [0])), -19);
      expect('KVM_ENABLE_CAP', series.vmIoctl(KVM_ENABLE_CAP, enableCap(KVM_CAP_X86_SPP)), 0);
      for (const request of [KVM_SUBPAGES_SET_ACCESS, KVM_SUBPAGES_GET_ACCESS]) {
        expect('flags', series.vmIoctl(request, subpage(gfn, [0], 1)), -22);
        expect('0 pages', series.vmIoctl(request, subpage(gfn, [])), 0);
        expect('513 pages', series.vmIoctl(request, subpage(0x200, new Array(513).fill(OPEN))), -22);
        expect('512 pages', series.vmIoctl(request, subpage(0x200, new Array(512).fill(OPEN))), 512);
        expect('past the end', series.vmIoctl(request, subpage(gfn + 7, [0, 0])), -14);
        expect('over two slots', series.vmIoctl(request, subpage(gfn + 2, [OPEN, 0xffff_fffe, 0xffff_fffd, OPEN])), 4);
      }
      // What was refused has left nothing behind.
      await guest.expect('write4', SLOT_GPA + 7 * PAGE, undefined);
      await guest.expect('write4', SLOT_GPA + 3 * PAGE, SLOT_GPA + 3 * PAGE);
      await guest.expect('write4', SLOT_GPA + 4 * PAGE + 128, SLOT_GPA + 4 * PAGE + 128);
      await guest.expect('write4', SLOT_GPA + 4 * PAGE, undefined);
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
];
