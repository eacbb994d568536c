// Memory accesses of an instruction that the hypervisor's emulator carries out: all of them are the host's to decide,
// by guest-physical address and byte by byte. This is what KVM's instruction emulator does for MMIO and, in the
// sub-page series, for writes to protected pages (patch 09).

import { accessPc, currentRip, EXIT_EMULATION_STOPPED, exitAccess, GP, raiseError } from '../exec/raise';
import { EMU_DATA, RIP } from '../generated/layout';
import { emuRead, emuWrite } from '../imports';
import { cachedForRead } from './ept';

function settle(outcome: i32, gpa: u64, size: u32): void {
  if (outcome == 1) exitAccess(EXIT_EMULATION_STOPPED, 0, gpa, 0, size);
  if (outcome == 2) raiseError(accessPc, GP, 0);
}

/** The host sees RIP at the instruction, also where the instruction ends a block and RIP is its successor already. */
function pointAtInstruction(): u64 {
  const next = load<u64>(RIP);
  if (accessPc != 0) store<u64>(RIP, currentRip(accessPc));
  return next;
}

/** The instruction at hand has stored something. */
let hasWritten: bool = false;

/** An instruction begins to be emulated. */
export function beginEmulation(): void {
  hasWritten = false;
}

/** `size` bytes at `gpa` (within one page) into EMU_DATA. */
export function emulatedRead(gpa: u64, size: u32): void {
  // What the EPT lets through, as far as that is cached, needs no decision of the host's. But the host holds the
  // instruction's stores until it is complete, and only the host knows them.
  const host = hasWritten ? 0 : cachedForRead(gpa);
  if (host != 0) {
    memory.copy(EMU_DATA, host, size);
    return;
  }
  const next = pointAtInstruction();
  settle(emuRead(<u32>gpa, <u32>(gpa >> 32), size), gpa, size);
  store<u64>(RIP, next);
}

/** The `size` bytes in EMU_DATA to `gpa` (within one page). */
export function emulatedWrite(gpa: u64, size: u32): void {
  hasWritten = true;
  const next = pointAtInstruction();
  settle(emuWrite(<u32>gpa, <u32>(gpa >> 32), size), gpa, size);
  store<u64>(RIP, next);
}
