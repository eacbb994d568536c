/** What the owner does about a denied write, and writes that are carried out for the guest. */
import { type Case, check, GPA, INPUT_BYTE, OPEN, PAGE } from './test-guest.ts';

export const ANSWER_CASES: readonly Case[] = [
  {
    name: 'a denied write can be answered by nothing, by a skip, or by opening the sub-page',
    run: async (guest) => {
      guest.set(GPA, 0xffff_fffe);
      await guest.expect('write4', GPA, GPA, 5n);
      for (let i = 0; i < 3; i++) {
        const again = await guest.goOn('the same write');
        check(again === GPA, 'expected the same exit again and again');
      }
      check(guest.vm.vcpus[0].skipInstruction(), 'expected to step over the instruction');
      check((await guest.goOn('behind it')) === undefined, 'expected the guest to go on');
      guest.expectBytes(GPA, 0, 0, 0, 0);
      await guest.expect('write4', GPA, GPA, 6n);
      guest.set(GPA, OPEN);
      check((await guest.goOn('the write again')) === undefined, 'expected the write to be done');
      guest.expectBytes(GPA, 6, 0, 0, 0);
    },
  },
  {
    name: 'string input from a port: bytes for writable sub-pages arrive, those for denied ones do not',
    run: async (guest) => {
      guest.set(GPA, 0xffff_fffd);
      await guest.expect('input', GPA + 8, undefined, 4n);
      guest.expectBytes(GPA + 8, INPUT_BYTE, INPUT_BYTE, INPUT_BYTE, INPUT_BYTE, 0);
      await guest.expect('input', GPA + 126, GPA + 128, 4n);
      guest.expectBytes(GPA + 128, 0, 0); // whether those before it are there by now is the engine's affair
      guest.set(GPA, OPEN);
      check((await guest.goOn('the rest of the input')) === undefined, 'expected the input to be done');
      guest.expectBytes(GPA + 126, INPUT_BYTE, INPUT_BYTE, INPUT_BYTE, INPUT_BYTE, 0);
    },
  },
  {
    name: 'writes of devices and of the host are held to the masks byte by byte, unless forced',
    run: async (guest) => {
      const { memory, guards } = guest.vm;
      guards.vectorVerdict = 'deny';
      guest.set(GPA, 0xffff_fffd, 0);
      const data = Uint8Array.of(1, 2, 3, 4);
      check(memory.write(GPA + 126, data, { origin: 'device' }) === 2, 'device: expected 2 of 4 bytes');
      guest.expectBytes(GPA + 126, 1, 2, 0, 0);
      check(memory.write(GPA + PAGE - 2, data) === 2, 'host: expected 2 of 4 bytes');
      guest.expectBytes(GPA + PAGE - 2, 1, 2, 0, 0);
      check(memory.write(GPA + 126, data, { force: true }) === 4, 'forced: expected all bytes');
      guest.expectBytes(GPA + 126, 1, 2, 3, 4);
    },
  },
  {
    name: 'turned off everything is writable; turned on again nothing is protected until it is asked for',
    run: async (guest) => {
      const { protection } = guest.vm.space;
      guest.set(GPA, 0xffff_fffe);
      await guest.expect('write4', GPA, GPA, 1n);
      protection.disable();
      protection.disable();
      await guest.expect('write4', GPA, undefined, 2n);
      protection.enable();
      protection.enable();
      await guest.expect('write4', GPA, undefined, 3n);
      guest.set(GPA, 0xffff_fffe);
      await guest.expect('write4', GPA, GPA, 4n);
      await guest.expect('write4', GPA + 128, undefined, 5n);
      guest.expectBytes(GPA, 3, 0, 0, 0);
    },
  },
];
