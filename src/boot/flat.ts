import { HvError } from '../base/error.ts';
import { BootLayout } from './boot-layout.ts';
import { longModeEntry, protectedModeEntry, realModeEntry } from './entry-state.ts';
import { memoryMap } from './memory-map.ts';
import type { BootInput, BootPlan, InitialState } from './plan.ts';

/** Where and how a flat binary starts. */
export interface FlatOptions {
  /** Guest-physical address of its first byte, which is its entry point. */
  readonly address: number;
  /**
   * Mode at the entry: `long` (64-bit, first 4 GiB mapped one to one), `protected` (32-bit, no paging) or `real`.
   * `long` when not given.
   */
  readonly mode?: 'real' | 'protected' | 'long';
}

/** First drive, as a PC's firmware tells a boot sector in DL. */
const FIRST_HARD_DISK = 0x80;

/**
 * Puts a flat binary at its address and starts it there. RSP is the address too, so that a stack grows down from the
 * image (from the end of its 64-KiB segment in real mode, where a PC's convention is 0000:7c00).
 * @throws HvError `bad-image` when it does not fit, `invalid-argument` for an address that the mode cannot start at, and
 * other modes
 * @example planFlat({ image, commandLine: '', memoryBytes: 0x20_0000 }, { address: 0x7c00, mode: 'real' })
 */
export function planFlat(input: BootInput, options: FlatOptions): BootPlan {
  const { address, mode = 'long' } = options;
  if (!Number.isInteger(address) || address < 0 || address > 0xffff_ffff) {
    throw new HvError('invalid-argument', `flat: expected an address below 4 GiB, got ${address}`);
  }
  if (input.image.length === 0) throw new HvError('bad-image', 'image: empty file');
  if (input.initrd && input.initrd.length > 0) {
    throw new HvError('invalid-argument', 'initrd: a flat binary has no way to learn of one');
  }
  if (mode === 'real' && (address >= 0x10_0000 || (address >= 0x1_0000 && address % 16 !== 0))) {
    throw new HvError(
      'invalid-argument',
      `flat: expected an address below 1 MiB that real mode can start at, got 0x${address.toString(16)}`,
    );
  }
  const layout = new BootLayout(input);
  layout.add({ gpa: address, bytes: input.image, memSize: input.image.length, what: 'image' });
  layout.check();
  let state: InitialState;
  switch (mode) {
    case 'real':
      state = realModeEntry(address, { rdx: FIRST_HARD_DISK, rsp: address < 0x1_0000 ? address : 0 });
      break;
    case 'protected':
      state = protectedModeEntry(address, { rsp: address }, layout);
      break;
    case 'long':
      state = longModeEntry(address, { rsp: address }, layout);
      break;
    default:
      throw new HvError('invalid-argument', `flat: expected mode real, protected or long, got ${String(mode)}`);
  }
  const acpi = input.acpi && { gpa: input.acpi.address, size: input.acpi.bytes.length };
  return { kind: 'flat', segments: layout.finish(), state, memoryMap: memoryMap(input.memoryBytes, acpi) };
}
