import { AREA, BLOCK, OP, REG_SLOT, SEGMENT, SREG, STATE, TERMINATOR, TLB } from '../src/spec/state/layout.ts';

/** Writes assembly/generated/layout.ts: every address and offset of src/spec/state/layout.ts as a constant. */
export function generateLayout(): string {
  const lines = ['// Written by gen/ from src/spec/state/layout.ts. Do not edit: run `npm run gen`.'];
  for (const group of [STATE, SEGMENT, SREG, REG_SLOT, AREA, TLB, OP, BLOCK, TERMINATOR]) {
    for (const [name, value] of Object.entries(group)) {
      lines.push(`export const ${name}: usize = 0x${value.toString(16)};`);
    }
  }
  return lines.join('\n') + '\n';
}
