/** From the entry state of a boot plan to registers. */
import type { InitialState, SegmentState } from '../boot/plan.ts';
import { GENERAL_REGISTERS, type RegisterChanges, type SegmentRegister } from '../cpu/registers.ts';

/** All registers that a boot plan decides; the general ones that it does not name are 0. */
export function initialRegisters(state: InitialState): RegisterChanges {
  const changes: RegisterChanges = {};
  for (const name of GENERAL_REGISTERS) {
    changes[name] = BigInt((state.registers as Partial<Record<string, number>>)[name] ?? 0);
  }
  const { es, cs, ss, ds, fs, gs, ldtr, tr } = state.segments;
  return {
    ...changes,
    rip: BigInt(state.rip),
    rflags: BigInt(state.rflags),
    cr0: BigInt(state.cr0),
    cr3: BigInt(state.cr3),
    cr4: BigInt(state.cr4),
    efer: BigInt(state.efer),
    cpl: 0,
    es: segment(es),
    cs: segment(cs),
    ss: segment(ss),
    ds: segment(ds),
    fs: segment(fs),
    gs: segment(gs),
    ldtr: segment(ldtr),
    tr: segment(tr),
    gdtr: { base: BigInt(state.gdt.base), limit: state.gdt.limit },
    idtr: { base: BigInt(state.idt.base), limit: state.idt.limit },
  };
}

function segment(state: SegmentState): SegmentRegister {
  return { ...state, base: BigInt(state.base) };
}
