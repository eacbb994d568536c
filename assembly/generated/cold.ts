// Written by gen/ from src/spec/x86/ and gen/semantics.ts. Do not edit: run `npm run gen`.
import { REGS, PAGE_STORES, HOST_PHYS, TLB_READ, TLB_WRITE, TLB_ADDEND, TLB_MASK, OP_DST, OP_SRC, OP_BASE, OP_INDEX, OP_SCALE, OP_DISP, OP_IMM } from '../generated/layout';
import { fk, fa, fb, fr, fx, tlb } from '../state';
import { CF, AF, OF, F_ADD, F_SUB, F_LOGIC, F_MIXED, F_IMUL, carry, overflow, sign, parity, rotateFlags, rotatedCarry, rotateLeftThroughCarry, rotateRightThroughCarry } from '../exec/flags';
import { slowLoad8, slowLoad16, slowLoad32, slowLoad64, slowStore8, slowStore16, slowStore32, slowStore64, slowLoadForWrite8, slowLoadForWrite16, slowLoadForWrite32, slowLoadForWrite64 } from '../mem/access';
export function add_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a + b)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
}
export function add_mr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(a + b));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_ADD; fa = a; fb = b; fr = r;
}
export function add_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a + b)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
}
export function add_ri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a + b)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
}
export function add_mi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(a + b));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_ADD; fa = a; fb = b; fr = r;
}
export function or_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function or_mr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = a | b;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
}
export function or_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function or_ri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function or_mi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = a | b;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
}
export function adc_rr_8(pc: usize): void {
  const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a + b + c)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_mr_8(pc: usize): void {
  const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a + b + c));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a + b + c)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_mr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a + b + c));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_mr_32(pc: usize): void {
  const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a + b + c));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_mr_64(pc: usize): void {
  const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a + b + c;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_rm_8(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a + b + c)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a + b + c)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_ri_8(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a + b + c)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_ri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a + b + c)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_mi_8(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a + b + c));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_mi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a + b + c));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_mi_32(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a + b + c));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function adc_mi_64(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a + b + c;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_rr_8(pc: usize): void {
  const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a - b - c)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_mr_8(pc: usize): void {
  const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a - b - c));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a - b - c)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_mr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a - b - c));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_mr_32(pc: usize): void {
  const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a - b - c));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_mr_64(pc: usize): void {
  const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a - b - c;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_rm_8(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a - b - c)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a - b - c)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_ri_8(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a - b - c)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_ri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a - b - c)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_mi_8(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i8>(a - b - c));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_mi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i16>(a - b - c));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_mi_32(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a - b - c));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function sbb_mi_64(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a - b - c;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
}
export function and_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function and_mr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = a & b;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
}
export function and_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function and_ri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function and_mi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = a & b;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
}
export function sub_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a - b)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
}
export function sub_mr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(a - b));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_SUB; fa = a; fb = b; fr = r;
}
export function sub_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a - b)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
}
export function sub_ri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a - b)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
}
export function sub_mi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(a - b));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_SUB; fa = a; fb = b; fr = r;
}
export function xor_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function xor_mr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = a ^ b;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
}
export function xor_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function xor_ri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_LOGIC; fr = r;
}
export function xor_mi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = a ^ b;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
}
export function inc_r_16(pc: usize): void {
  const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a + 1)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == -0x8000 ? OF : 0); fk = F_MIXED; fr = r;
}
export function dec_r_16(pc: usize): void {
  const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a - 1)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == -0x8000 ? OF : 0); fk = F_MIXED; fr = r;
}
export function movsxd_rr_16(pc: usize): void {
  const x: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<i32>x)), REGS);
}
export function movsxd_rm_16(pc: usize): void {
  let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) x = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad32(pc, va); } store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<i32>x)), REGS);
}
export function movsxd_rr_32(pc: usize): void {
  const x: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i32>x))), REGS);
}
export function movsxd_rm_32(pc: usize): void {
  let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) x = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad32(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i32>x))), REGS);
}
export function imul3_rri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM); const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i16>(w)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
}
export function imul3_rmi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM); let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) a = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad16(pc, va); } const w: i64 = a * b; const r: i64 = <i64>(<i16>(w)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
}
export function imul3_rmi_32(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM); let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
}
export function imul3_rmi_64(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM); let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_IMUL; fa = a; fb = b; fr = r;
}
export function test_mr_8(pc: usize): void {
  const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
}
export function test_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
}
export function test_mr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) a = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad16(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
}
export function test_mr_32(pc: usize): void {
  const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
}
export function test_mr_64(pc: usize): void {
  const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
}
export function lea_rm_16(pc: usize): void {
  store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP))))), REGS);
}
export function test_ri_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
}
export function rol_ri_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u8>(a)); const k: u64 = n & 7; const r: i64 = <i64>(<i8>(<i64>((z << k) | (z >> ((8 - k)))))); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } 
}
export function rol_mi_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const z: u64 = <u64>(<u8>(a)); const k: u64 = n & 7; const r: i64 = <i64>(<i8>(<i64>((z << k) | (z >> ((8 - k))))));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function rol_ri_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u16>(a)); const k: u64 = n & 15; const r: i64 = <i64>(<i16>(<i64>((z << k) | (z >> ((16 - k)))))); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } 
}
export function rol_mi_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const z: u64 = <u64>(<u16>(a)); const k: u64 = n & 15; const r: i64 = <i64>(<i16>(<i64>((z << k) | (z >> ((16 - k))))));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function rol_mi_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z << k) | (z >> ((32 - k))))));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function rol_mi_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = rotl<i64>(a, <i64>n);
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function rol_rr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u8>(a)); const k: u64 = n & 7; const r: i64 = <i64>(<i8>(<i64>((z << k) | (z >> ((8 - k)))))); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } 
}
export function rol_mr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const z: u64 = <u64>(<u8>(a)); const k: u64 = n & 7; const r: i64 = <i64>(<i8>(<i64>((z << k) | (z >> ((8 - k))))));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function rol_rr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u16>(a)); const k: u64 = n & 15; const r: i64 = <i64>(<i16>(<i64>((z << k) | (z >> ((16 - k)))))); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } 
}
export function rol_mr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const z: u64 = <u64>(<u16>(a)); const k: u64 = n & 15; const r: i64 = <i64>(<i16>(<i64>((z << k) | (z >> ((16 - k))))));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function rol_rr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z << k) | (z >> ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
}
export function rol_mr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z << k) | (z >> ((32 - k))))));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function rol_rr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotl<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } 
}
export function rol_mr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = rotl<i64>(a, <i64>n);
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function ror_ri_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u8>(a)); const k: u64 = n & 7; const r: i64 = <i64>(<i8>(<i64>((z >> k) | (z << ((8 - k)))))); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 6)) & 1)); } 
}
export function ror_mi_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const z: u64 = <u64>(<u8>(a)); const k: u64 = n & 7; const r: i64 = <i64>(<i8>(<i64>((z >> k) | (z << ((8 - k))))));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 6)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function ror_ri_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u16>(a)); const k: u64 = n & 15; const r: i64 = <i64>(<i16>(<i64>((z >> k) | (z << ((16 - k)))))); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 14)) & 1)); } 
}
export function ror_mi_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const z: u64 = <u64>(<u16>(a)); const k: u64 = n & 15; const r: i64 = <i64>(<i16>(<i64>((z >> k) | (z << ((16 - k))))));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 14)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function ror_mi_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z >> k) | (z << ((32 - k))))));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function ror_mi_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = rotr<i64>(a, <i64>n);
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function ror_rr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u8>(a)); const k: u64 = n & 7; const r: i64 = <i64>(<i8>(<i64>((z >> k) | (z << ((8 - k)))))); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 6)) & 1)); } 
}
export function ror_mr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const z: u64 = <u64>(<u8>(a)); const k: u64 = n & 7; const r: i64 = <i64>(<i8>(<i64>((z >> k) | (z << ((8 - k))))));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 6)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function ror_rr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u16>(a)); const k: u64 = n & 15; const r: i64 = <i64>(<i16>(<i64>((z >> k) | (z << ((16 - k)))))); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 14)) & 1)); } 
}
export function ror_mr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const z: u64 = <u64>(<u16>(a)); const k: u64 = n & 15; const r: i64 = <i64>(<i16>(<i64>((z >> k) | (z << ((16 - k))))));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 14)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function ror_rr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z >> k) | (z << ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
}
export function ror_mr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z >> k) | (z << ((32 - k))))));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function ror_rr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotr<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } 
}
export function ror_mr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = rotr<i64>(a, <i64>n);
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function rcl_ri_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(<i64>rotateLeftThroughCarry(<u64>(<u8>(a)), <u32>n, 8))); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } 
}
export function rcl_mi_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(<i64>rotateLeftThroughCarry(<u64>(<u8>(a)), <u32>n, 8)));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function rcl_ri_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(<i64>rotateLeftThroughCarry(<u64>(<u16>(a)), <u32>n, 16))); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } 
}
export function rcl_mi_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(<i64>rotateLeftThroughCarry(<u64>(<u16>(a)), <u32>n, 16)));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function rcl_ri_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(<i64>rotateLeftThroughCarry(<u64>(<u32>(a)), <u32>n, 32))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
}
export function rcl_mi_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(<i64>rotateLeftThroughCarry(<u64>(<u32>(a)), <u32>n, 32)));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function rcl_ri_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>rotateLeftThroughCarry(<u64>(a), <u32>n, 64); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } 
}
export function rcl_mi_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = <i64>rotateLeftThroughCarry(<u64>(a), <u32>n, 64);
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function rcl_rr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(<i64>rotateLeftThroughCarry(<u64>(<u8>(a)), <u32>n, 8))); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } 
}
export function rcl_mr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(<i64>rotateLeftThroughCarry(<u64>(<u8>(a)), <u32>n, 8)));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function rcl_rr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(<i64>rotateLeftThroughCarry(<u64>(<u16>(a)), <u32>n, 16))); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } 
}
export function rcl_mr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(<i64>rotateLeftThroughCarry(<u64>(<u16>(a)), <u32>n, 16)));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function rcl_rr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(<i64>rotateLeftThroughCarry(<u64>(<u32>(a)), <u32>n, 32))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
}
export function rcl_mr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(<i64>rotateLeftThroughCarry(<u64>(<u32>(a)), <u32>n, 32)));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function rcl_rr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>rotateLeftThroughCarry(<u64>(a), <u32>n, 64); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } 
}
export function rcl_mr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = <i64>rotateLeftThroughCarry(<u64>(a), <u32>n, 64);
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function rcr_ri_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(<i64>rotateRightThroughCarry(<u64>(<u8>(a)), <u32>n, 8))); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 6)) & 1)); } 
}
export function rcr_mi_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(<i64>rotateRightThroughCarry(<u64>(<u8>(a)), <u32>n, 8)));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 6)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function rcr_ri_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(<i64>rotateRightThroughCarry(<u64>(<u16>(a)), <u32>n, 16))); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 14)) & 1)); } 
}
export function rcr_mi_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(<i64>rotateRightThroughCarry(<u64>(<u16>(a)), <u32>n, 16)));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 14)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function rcr_ri_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(<i64>rotateRightThroughCarry(<u64>(<u32>(a)), <u32>n, 32))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
}
export function rcr_mi_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(<i64>rotateRightThroughCarry(<u64>(<u32>(a)), <u32>n, 32)));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function rcr_ri_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>rotateRightThroughCarry(<u64>(a), <u32>n, 64); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } 
}
export function rcr_mi_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = <i64>rotateRightThroughCarry(<u64>(a), <u32>n, 64);
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function rcr_rr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(<i64>rotateRightThroughCarry(<u64>(<u8>(a)), <u32>n, 8))); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 6)) & 1)); } 
}
export function rcr_mr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(<i64>rotateRightThroughCarry(<u64>(<u8>(a)), <u32>n, 8)));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 6)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function rcr_rr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(<i64>rotateRightThroughCarry(<u64>(<u16>(a)), <u32>n, 16))); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 14)) & 1)); } 
}
export function rcr_mr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(<i64>rotateRightThroughCarry(<u64>(<u16>(a)), <u32>n, 16)));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 14)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function rcr_rr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(<i64>rotateRightThroughCarry(<u64>(<u32>(a)), <u32>n, 32))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
}
export function rcr_mr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(<i64>rotateRightThroughCarry(<u64>(<u32>(a)), <u32>n, 32)));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function rcr_rr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>rotateRightThroughCarry(<u64>(a), <u32>n, 64); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } 
}
export function rcr_mr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = <i64>rotateRightThroughCarry(<u64>(a), <u32>n, 64);
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function shl_ri_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u8>(a)); const r: i64 = <i64>(<i8>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 8)) & 1; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } 
}
export function shl_mi_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const z: u64 = <u64>(<u8>(a)); const r: i64 = <i64>(<i8>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 8)) & 1;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function shl_ri_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u16>(a)); const r: i64 = <i64>(<i16>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 16)) & 1; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } 
}
export function shl_mi_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const z: u64 = <u64>(<u16>(a)); const r: i64 = <i64>(<i16>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 16)) & 1;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function shl_mi_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function shl_mi_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function shl_rr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u8>(a)); const r: i64 = <i64>(<i8>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 8)) & 1; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } 
}
export function shl_mr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const z: u64 = <u64>(<u8>(a)); const r: i64 = <i64>(<i8>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 8)) & 1;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function shl_rr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u16>(a)); const r: i64 = <i64>(<i16>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 16)) & 1; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } 
}
export function shl_mr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const z: u64 = <u64>(<u16>(a)); const r: i64 = <i64>(<i16>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 16)) & 1;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function shl_mr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function shl_mr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function shr_ri_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u8>(a)); const r: i64 = <i64>(<i8>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = c | ((<u32>(z >> 7)) << 11); fk = F_MIXED; fr = r; } 
}
export function shr_mi_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const z: u64 = <u64>(<u8>(a)); const r: i64 = <i64>(<i8>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = c | ((<u32>(z >> 7)) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function shr_ri_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u16>(a)); const r: i64 = <i64>(<i16>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = c | ((<u32>(z >> 15)) << 11); fk = F_MIXED; fr = r; } 
}
export function shr_mi_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const z: u64 = <u64>(<u16>(a)); const r: i64 = <i64>(<i16>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = c | ((<u32>(z >> 15)) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function shr_mi_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = c | ((<u32>(z >> 31)) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function shr_mi_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = c | ((<u32>(z >> 63)) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function shr_rr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u8>(a)); const r: i64 = <i64>(<i8>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = c | ((<u32>(z >> 7)) << 11); fk = F_MIXED; fr = r; } 
}
export function shr_mr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const z: u64 = <u64>(<u8>(a)); const r: i64 = <i64>(<i8>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = c | ((<u32>(z >> 7)) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function shr_rr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u16>(a)); const r: i64 = <i64>(<i16>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = c | ((<u32>(z >> 15)) << 11); fk = F_MIXED; fr = r; } 
}
export function shr_mr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const z: u64 = <u64>(<u16>(a)); const r: i64 = <i64>(<i16>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = c | ((<u32>(z >> 15)) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function shr_mr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = c | ((<u32>(z >> 31)) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function shr_mr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = c | ((<u32>(z >> 63)) << 11); fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function sar_ri_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = c; fk = F_MIXED; fr = r; } 
}
export function sar_mi_8(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = c; fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function sar_ri_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = c; fk = F_MIXED; fr = r; } 
}
export function sar_mi_16(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = c; fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function sar_mi_32(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = c; fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function sar_mi_64(pc: usize): void {
  const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = c; fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function sar_rr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = c; fk = F_MIXED; fr = r; } 
}
export function sar_mr_8(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = c; fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite8(pc, va); }
}
export function sar_rr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fx = c; fk = F_MIXED; fr = r; } 
}
export function sar_mr_16(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = c; fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite16(pc, va); }
}
export function sar_mr_32(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = c; fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite32(pc, va); }
}
export function sar_mr_64(pc: usize): void {
  const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = c; fk = F_MIXED; fr = r; } else { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); slowLoadForWrite64(pc, va); }
}
export function not_r_8(pc: usize): void {
  const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = ~a; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); 
}
export function not_m_8(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = ~a;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      
}
export function neg_r_8(pc: usize): void {
  const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(0 - a)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_SUB; fa = 0; fb = a; fr = r;
}
export function neg_m_8(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(0 - a));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_SUB; fa = 0; fb = a; fr = r;
}
export function test_mi_16(pc: usize): void {
  const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) a = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad16(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
}
export function not_r_16(pc: usize): void {
  const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = ~a; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); 
}
export function not_m_16(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = ~a;
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      
}
export function not_m_32(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = ~a;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      
}
export function not_m_64(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = ~a;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      
}
export function neg_r_16(pc: usize): void {
  const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(0 - a)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_SUB; fa = 0; fb = a; fr = r;
}
export function neg_m_16(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(0 - a));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fk = F_SUB; fa = 0; fb = a; fr = r;
}
export function neg_m_32(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(0 - a));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_SUB; fa = 0; fb = a; fr = r;
}
export function neg_m_64(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = 0 - a;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_SUB; fa = 0; fb = a; fr = r;
}
export function inc_r_8(pc: usize): void {
  const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a + 1)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == -0x80 ? OF : 0); fk = F_MIXED; fr = r;
}
export function inc_m_8(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(a + 1));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == -0x80 ? OF : 0); fk = F_MIXED; fr = r;
}
export function dec_r_8(pc: usize): void {
  const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - 1)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == -0x80 ? OF : 0); fk = F_MIXED; fr = r;
}
export function dec_m_8(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(a - 1));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == -0x80 ? OF : 0); fk = F_MIXED; fr = r;
}
export function inc_m_16(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(a + 1));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == -0x8000 ? OF : 0); fk = F_MIXED; fr = r;
}
export function dec_m_16(pc: usize): void {
  const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i16>(p); } else a = slowLoadForWrite16(pc, va);
      const r: i64 = <i64>(<i16>(a - 1));
      if (p) store<u16>(p, <u16>r); else slowStore16(pc, va, <u64>r);
      fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == -0x8000 ? OF : 0); fk = F_MIXED; fr = r;
}
export function cmovo_rr_16(pc: usize): void {
  if (overflow() != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovo_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (overflow() != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovno_rr_16(pc: usize): void {
  if (overflow() == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovno_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (overflow() == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovb_rr_16(pc: usize): void {
  if (carry() != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovb_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (carry() != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovae_rr_16(pc: usize): void {
  if (carry() == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovae_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (carry() == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmove_rr_16(pc: usize): void {
  if (fr == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmove_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (fr == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovne_rr_16(pc: usize): void {
  if (fr != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovne_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (fr != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovbe_rr_16(pc: usize): void {
  if ((fr == 0 || carry() != 0)) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovbe_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if ((fr == 0 || carry() != 0)) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmova_rr_16(pc: usize): void {
  if ((fr != 0 && carry() == 0)) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmova_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if ((fr != 0 && carry() == 0)) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovs_rr_16(pc: usize): void {
  if (sign() != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovs_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (sign() != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovns_rr_16(pc: usize): void {
  if (sign() == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovns_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (sign() == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovp_rr_16(pc: usize): void {
  if (parity() != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovp_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (parity() != 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovnp_rr_16(pc: usize): void {
  if (parity() == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovnp_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (parity() == 0) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovl_rr_16(pc: usize): void {
  if (sign() != overflow()) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovl_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (sign() != overflow()) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovge_rr_16(pc: usize): void {
  if (sign() == overflow()) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovge_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if (sign() == overflow()) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovle_rr_16(pc: usize): void {
  if ((fr == 0 || sign() != overflow())) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovle_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if ((fr == 0 || sign() != overflow())) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function cmovg_rr_16(pc: usize): void {
  if ((fr != 0 && sign() == overflow())) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS)), REGS); }
}
export function cmovg_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } if ((fr != 0 && sign() == overflow())) { store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(b), REGS); }
}
export function seto_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(overflow() != 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setno_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(overflow() == 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setb_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(carry() != 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setae_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(carry() == 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function sete_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(fr == 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setne_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(fr != 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setbe_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>((fr == 0 || carry() != 0))); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function seta_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>((fr != 0 && carry() == 0))); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function sets_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(sign() != 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setns_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(sign() == 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setp_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(parity() != 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setnp_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(parity() == 0)); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setl_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(sign() != overflow())); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setge_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>(sign() == overflow())); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setle_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>((fr == 0 || sign() != overflow()))); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function setg_m_8(pc: usize): void {
  const r: i64 = <i64>(<u32>((fr != 0 && sign() == overflow()))); { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else slowStore8(pc, va, <u64>(r)); }
}
export function imul2_rr_16(pc: usize): void {
  const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i16>(w)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
}
export function imul2_rm_16(pc: usize): void {
  let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i16>(w)); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
}
export function movzxb_rr_16(pc: usize): void {
  const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<u8>x)), REGS);
}
export function movzxb_rm_16(pc: usize): void {
  let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<u8>x)), REGS);
}
export function movzxw_rr_16(pc: usize): void {
  const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<u16>x)), REGS);
}
export function movzxw_rm_16(pc: usize): void {
  let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<u16>x)), REGS);
}
export function movsxb_rr_16(pc: usize): void {
  const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<i8>x)), REGS);
}
export function movsxb_rm_16(pc: usize): void {
  let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<i8>x)), REGS);
}
export function movsxw_rr_16(pc: usize): void {
  const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<i16>x)), REGS);
}
export function movsxw_rm_16(pc: usize): void {
  let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(<i64>(<i16>x)), REGS);
}
