// x87 control: initialisation, control, status and tag words, environment and state images.
// SDM Vol. 2A, "FINIT/FNINIT", "FLDCW", "FSTCW/FNSTCW", "FSTSW/FNSTSW", "FCLEX/FNCLEX", "FLDENV", "FSTENV/FNSTENV", "FRSTOR", "FSAVE/FNSAVE";
// the images: SDM Vol. 1, "Saving the x87 FPU's State with FSTENV/FNSTENV and FSAVE/FNSAVE".
import {
  CR0,
  REGS,
  RFLAGS,
  SCRATCH,
  X87_FCS,
  X87_FCW,
  X87_FDP,
  X87_FDS,
  X87_FIP,
  X87_FOP,
  X87_FSW,
  X87_FTW,
  X87_REGS,
} from '../generated/layout';
import { load16, loadBytes, store16, storeBytes } from '../mem/access';
import { ea, sizeLog2 } from './operand';
import { st, x87Available, x87CheckPending, x87Top, x87UpdateSummary } from './x87-stack';

const FCW_INITIAL: u32 = 0x37f;
/** Bits of the control word that exist; bit 6 reads as 1. */
const FCW_BITS: u32 = 0x1f3f;
const FCW_ALWAYS: u32 = 0x40;

/** Write the control word as FLDCW does, without looking at what is pending. */
export function x87SetFcw(fcw: u32): void {
  store<u16>(X87_FCW, (fcw & FCW_BITS) | FCW_ALWAYS);
}

/** Forget the pointers to the last instruction. */
function clearPointers(): void {
  store<u64>(X87_FIP, 0);
  store<u64>(X87_FDP, 0);
  store<u16>(X87_FOP, 0);
  store<u16>(X87_FCS, 0);
  store<u16>(X87_FDS, 0);
}

/** The state that FNINIT leaves; the contents of registers stay, but all are empty. */
export function x87Reset(): void {
  store<u16>(X87_FCW, FCW_INITIAL);
  store<u16>(X87_FSW, 0);
  store<u8>(X87_FTW, 0);
  clearPointers();
}

export function fninit(pc: usize): void {
  x87Available(pc);
  x87Reset();
}

export function fnclex(pc: usize): void {
  x87Available(pc);
  store<u16>(X87_FSW, load<u16>(X87_FSW) & 0x7f00);
}

export function fldcw(pc: usize): void {
  x87Available(pc);
  x87CheckPending(pc);
  x87SetFcw(load16(pc, ea(pc)));
  x87UpdateSummary();
}

export function fnstcw(pc: usize): void {
  x87Available(pc);
  store16(pc, ea(pc), load<u16>(X87_FCW));
}

export function fnstswM16(pc: usize): void {
  x87Available(pc);
  store16(pc, ea(pc), load<u16>(X87_FSW));
}

export function fnstswAx(pc: usize): void {
  x87Available(pc);
  store<u16>(REGS, load<u16>(X87_FSW));
}

/** FNENI, FNDISI, FNSETPM: had a meaning on the 8087 and 80287, do nothing since. */
export function fnlegacy(pc: usize): void {
  x87Available(pc);
}

/** The full tag word: 2 bits a register; 0 valid, 1 zero, 2 special, 3 empty. SDM Vol. 1, "x87 FPU Tag Word". */
export function x87FullTags(): u32 {
  let tags: u32 = 0;
  const used = <u32>load<u8>(X87_FTW);
  for (let physical: u32 = 0; physical < 8; physical++) {
    let tag: u32 = 3;
    if (((used >> physical) & 1) != 0) {
      const at = X87_REGS + ((<usize>physical) << 4);
      const sig = load<u64>(at);
      const exp = load<u16>(at, 8) & 0x7fff;
      if (exp == 0) tag = sig == 0 ? 1 : 2;
      else tag = exp == 0x7fff || sig >> 63 == 0 ? 2 : 0;
    }
    tags |= tag << (physical << 1);
  }
  return tags;
}

/** Tag word of an image: everything but 3 counts as used. */
function setFullTags(tags: u32): void {
  let used: u32 = 0;
  for (let physical: u32 = 0; physical < 8; physical++) {
    if (((tags >> (physical << 1)) & 3) != 3) used |= 1 << physical;
  }
  store<u8>(X87_FTW, used);
}

/** Whether the image has the layout of real-address and virtual-8086 mode. */
function isRealLayout(): bool {
  return (load<u64>(CR0) & 1) == 0 || (load<u64>(RFLAGS) & 0x2_0000) != 0;
}

/** Write the environment to SCRATCH; returns its length, 14 or 28 bytes. */
function buildEnvironment(wide: bool): u32 {
  const fip = load<u64>(X87_FIP);
  const fdp = load<u64>(X87_FDP);
  const fop = <u32>load<u16>(X87_FOP) & 0x7ff;
  if (wide) {
    // The reserved upper halves of the first three words read as ones.
    store<u32>(SCRATCH, 0xffff_0000 | <u32>load<u16>(X87_FCW), 0);
    store<u32>(SCRATCH, 0xffff_0000 | <u32>load<u16>(X87_FSW), 4);
    store<u32>(SCRATCH, 0xffff_0000 | x87FullTags(), 8);
    if (isRealLayout()) {
      store<u32>(SCRATCH, 0xffff_0000 | (<u32>fip & 0xffff), 12);
      store<u32>(SCRATCH, ((<u32>fip >> 16) << 12) | fop, 16);
      store<u32>(SCRATCH, 0xffff_0000 | (<u32>fdp & 0xffff), 20);
      store<u32>(SCRATCH, (<u32>fdp >> 16) << 12, 24);
    } else {
      store<u32>(SCRATCH, <u32>fip, 12);
      store<u32>(SCRATCH, (fop << 16) | <u32>load<u16>(X87_FCS), 16);
      store<u32>(SCRATCH, <u32>fdp, 20);
      store<u32>(SCRATCH, 0xffff_0000 | <u32>load<u16>(X87_FDS), 24);
    }
    return 28;
  }
  store<u16>(SCRATCH, load<u16>(X87_FCW), 0);
  store<u16>(SCRATCH, load<u16>(X87_FSW), 2);
  store<u16>(SCRATCH, x87FullTags(), 4);
  store<u16>(SCRATCH, <u32>fip & 0xffff, 6);
  store<u16>(SCRATCH, <u32>fdp & 0xffff, 10);
  if (isRealLayout()) {
    store<u16>(SCRATCH, (((<u32>fip >> 16) & 15) << 12) | fop, 8);
    store<u16>(SCRATCH, ((<u32>fdp >> 16) & 15) << 12, 12);
  } else {
    store<u16>(SCRATCH, load<u16>(X87_FCS), 8);
    store<u16>(SCRATCH, load<u16>(X87_FDS), 12);
  }
  return 14;
}

/** Load the environment from its image in SCRATCH. */
function takeEnvironment(wide: bool): void {
  const real = isRealLayout();
  const step: usize = wide ? 4 : 2;
  x87SetFcw(load<u16>(SCRATCH));
  store<u16>(X87_FSW, load<u16>(SCRATCH + step));
  setFullTags(load<u16>(SCRATCH + (step << 1)));
  const at = SCRATCH + step * 3;
  let fip: u32;
  let fdp: u32;
  if (real) {
    const selectors = wide ? load<u32>(at + 4) : <u32>load<u16>(at + 2);
    const dataSelectors = wide ? load<u32>(at + 12) : <u32>load<u16>(at + 6);
    fip = <u32>load<u16>(at) | ((selectors >> 12) << 16);
    fdp = <u32>load<u16>(at + (step << 1)) | ((dataSelectors >> 12) << 16);
    store<u16>(X87_FOP, selectors & 0x7ff);
  } else {
    fip = wide ? load<u32>(at) : <u32>load<u16>(at);
    fdp = wide ? load<u32>(at + 8) : <u32>load<u16>(at + 4);
    store<u16>(X87_FOP, wide ? <u32>load<u16>(at + 6) & 0x7ff : 0);
  }
  store<u64>(X87_FIP, <u64>fip);
  store<u64>(X87_FDP, <u64>fdp);
  store<u16>(X87_FCS, 0);
  store<u16>(X87_FDS, 0);
  x87UpdateSummary();
}

/** Whether the operand size is 32 (or 64) bits: images of 28 and 108 bytes instead of 14 and 94. */
function isWide(pc: usize): bool {
  return sizeLog2(pc) >= 2;
}

/** Then all exceptions are masked. */
export function fnstenv(pc: usize): void {
  x87Available(pc);
  const length = buildEnvironment(isWide(pc));
  storeBytes(pc, ea(pc), length, SCRATCH);
  store<u16>(X87_FCW, load<u16>(X87_FCW) | 0x3f);
  x87UpdateSummary();
}

export function fldenv(pc: usize): void {
  x87Available(pc);
  x87CheckPending(pc);
  const wide = isWide(pc);
  loadBytes(pc, ea(pc), wide ? 28 : 14, SCRATCH);
  takeEnvironment(wide);
}

/** Environment, then ST(0) to ST(7) of 10 bytes each; then as FNINIT. */
export function fnsave(pc: usize): void {
  x87Available(pc);
  const length = buildEnvironment(isWide(pc));
  for (let i: u32 = 0; i < 8; i++) memory.copy(SCRATCH + length + i * 10, st(i), 10);
  storeBytes(pc, ea(pc), length + 80, SCRATCH);
  x87Reset();
}

export function frstor(pc: usize): void {
  x87Available(pc);
  x87CheckPending(pc);
  const wide = isWide(pc);
  const length: u32 = wide ? 28 : 14;
  loadBytes(pc, ea(pc), length + 80, SCRATCH);
  takeEnvironment(wide);
  const top = x87Top();
  for (let i: u32 = 0; i < 8; i++) {
    memory.copy(X87_REGS + ((<usize>((top + i) & 7)) << 4), SCRATCH + length + i * 10, 10);
  }
}
