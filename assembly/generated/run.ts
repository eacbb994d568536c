// Written by gen/ from src/spec/x86/ and gen/semantics.ts. Do not edit: run `npm run gen`.
import { REGS, RIP, REG_TMP, TLB_READ, TLB_WRITE, TLB_ADDEND, OP_DST, OP_SRC, OP_BASE, OP_INDEX, OP_SCALE, OP_DISP, OP_IMM, OP_SIZE } from '../generated/layout';
import { fk, fa, fb, fr, fx, cnt, tlb, key, setCount, setCurrentBlock } from '../state';
import { CF, AF, OF, F_ADD, F_SUB, F_LOGIC, F_MIXED, F_IMUL, carry, overflow, sign, parity, rotateFlags } from '../exec/flags';
import { call, callInd, jmpInd, ret, loop } from '../exec/flow';
import { start } from '../exec/loop';
import { resync } from '../exec/raise';
import { push, pushImm, pop } from '../exec/stack';
import { slowLoad8, slowLoad16, slowLoad32, slowLoad64, slowStore8, slowStore16, slowStore32, slowStore64, slowLoadForWrite8, slowLoadForWrite32, slowLoadForWrite64 } from '../mem/access';
import { blockSlot, findBlock, linkTarget, linkNext } from '../decode/block';
import { B_RIP, B_KEY, B_COUNT, B_OPS, TERM_NEXT, TERM_LINK_TARGET, TERM_KEY_TARGET, TERM_LINK_NEXT, TERM_KEY_NEXT, RESYNC, COLD_END_BASE } from '../decode/format';
import { dispatchCold, dispatchEnd } from './dispatch';

/**
 * Runs blocks until something needs the outer loop's attention or the budget is spent; `first` is the block to start with.
 * One switch, one br_table: nothing else in the core is as hot as this.
 */
export function runBlocks(first: usize): void {
  let block: usize = first;
  let pc: usize = 0;
  while (true) {
    const n: i32 = load<i32>(block, B_COUNT);
    if (cnt < n) { store<u64>(RIP, load<u64>(block, B_RIP)); return; }
    setCount(cnt - n);
    setCurrentBlock(block);
    pc = block + B_OPS;
    while (true) {
      const id: u32 = <u32>load<u16>(pc);
      switch (id) {
        case 0: { // add.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a + b)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 1: { // add.mr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(a + b));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 2: { // add.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 3: { // add.mr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(a + b));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 4: { // add.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 5: { // add.mr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a + b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 6: { // add.rm.8
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a + b)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 7: { // add.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 8: { // add.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 9: { // add.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a + b)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 10: { // add.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 11: { // add.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 12: { // add.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(a + b));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 13: { // add.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(a + b));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 14: { // add.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a + b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_ADD; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 15: { // or.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 16: { // or.mr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = a | b;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 17: { // or.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 18: { // or.mr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = a | b;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 19: { // or.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 20: { // or.mr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a | b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 21: { // or.rm.8
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 22: { // or.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 23: { // or.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 24: { // or.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 25: { // or.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 26: { // or.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 27: { // or.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = a | b;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 28: { // or.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = a | b;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 29: { // or.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a | b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 30: { // adc.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a + b + c)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 31: { // adc.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a + b + c; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 32: { // adc.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a + b + c)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 33: { // adc.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a + b + c; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 34: { // adc.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a + b + c)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 35: { // adc.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a + b + c; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 36: { // sbb.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a - b - c)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 37: { // sbb.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a - b - c; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 38: { // sbb.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a - b - c)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 39: { // sbb.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a - b - c; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 40: { // sbb.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = <i64>(<i32>(a - b - c)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 41: { // sbb.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = a - b - c; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 42: { // and.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 43: { // and.mr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = a & b;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 44: { // and.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 45: { // and.mr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = a & b;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 46: { // and.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 47: { // and.mr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a & b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 48: { // and.rm.8
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 49: { // and.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 50: { // and.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 51: { // and.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 52: { // and.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 53: { // and.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 54: { // and.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = a & b;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 55: { // and.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = a & b;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 56: { // and.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a & b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 57: { // sub.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 58: { // sub.mr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(a - b));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 59: { // sub.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 60: { // sub.mr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(a - b));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 61: { // sub.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 62: { // sub.mr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a - b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 63: { // sub.rm.8
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 64: { // sub.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 65: { // sub.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 66: { // sub.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b)); store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 67: { // sub.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 68: { // sub.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 69: { // sub.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = <i64>(<i8>(a - b));
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 70: { // sub.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(a - b));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 71: { // sub.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a - b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 72: { // xor.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 73: { // xor.mr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = a ^ b;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 74: { // xor.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 75: { // xor.mr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = a ^ b;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 76: { // xor.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 77: { // xor.mr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a ^ b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 78: { // xor.rm.8
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 79: { // xor.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 80: { // xor.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 81: { // xor.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 82: { // xor.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 83: { // xor.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 84: { // xor.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i8>(p); } else a = slowLoadForWrite8(pc, va);
      const r: i64 = a ^ b;
      if (p) store<u8>(p, <u8>r); else slowStore8(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 85: { // xor.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = a ^ b;
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 86: { // xor.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a ^ b;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 87: { // cmp.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 88: { // cmp.mr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 89: { // cmp.rr.16
      const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 90: { // cmp.mr.16
      const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) a = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad16(pc, va); } const r: i64 = <i64>(<i16>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 91: { // cmp.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 92: { // cmp.mr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 93: { // cmp.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 94: { // cmp.mr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 95: { // cmp.rm.8
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 96: { // cmp.rm.16
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); }const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 97: { // cmp.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 98: { // cmp.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 99: { // cmp.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 100: { // cmp.ri.16
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i16>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 101: { // cmp.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 102: { // cmp.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 103: { // cmp.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 104: { // cmp.mi.16
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) a = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad16(pc, va); } const r: i64 = <i64>(<i16>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 105: { // cmp.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 106: { // cmp.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 107: { // inc.r.32
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = carry() | ((r & 15) == 0 ? AF : 0) | (r == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 108: { // inc.r.64
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = carry() | ((r & 15) == 0 ? AF : 0) | (r == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 109: { // dec.r.32
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = carry() | ((r & 15) == 15 ? AF : 0) | (a == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 110: { // dec.r.64
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = carry() | ((r & 15) == 15 ? AF : 0) | (a == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 111: { // push.r.64
      { const value: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value)); else slowStore64(pc, va, <u64>(value)); } store<u64>(REGS + 32, sp); }
      pc += OP_SIZE; continue; }
        case 112: { // pop.r.64
      let x: i64; { const va: u64 = load<u64>(REGS + 32); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } store<u64>(REGS + 32, load<u64>(REGS + 32) + 8); store<i64>(<usize>load<u8>(pc, OP_DST), x, REGS);
      pc += OP_SIZE; continue; }
        case 113: { // movsxd.rr.64
      const x: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i32>x), REGS);
      pc += OP_SIZE; continue; }
        case 114: { // movsxd.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) x = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad32(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i32>x), REGS);
      pc += OP_SIZE; continue; }
        case 115: { // pushImm.i.64
      { const value: i64 = <i64>load<i32>(pc, OP_IMM); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value)); else slowStore64(pc, va, <u64>(value)); } store<u64>(REGS + 32, sp); }
      pc += OP_SIZE; continue; }
        case 116: { // jo.j
      if (overflow() != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 117: { // jno.j
      if (overflow() == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 118: { // jb.j
      if (carry() != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 119: { // jae.j
      if (carry() == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 120: { // je.j
      if (fr == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 121: { // jne.j
      if (fr != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 122: { // jbe.j
      if ((fr == 0 || carry() != 0)) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 123: { // ja.j
      if ((fr != 0 && carry() == 0)) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 124: { // js.j
      if (sign() != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 125: { // jns.j
      if (sign() == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 126: { // jp.j
      if (parity() != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 127: { // jnp.j
      if (parity() == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 128: { // jl.j
      if (sign() != overflow()) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 129: { // jge.j
      if (sign() == overflow()) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 130: { // jle.j
      if ((fr == 0 || sign() != overflow())) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 131: { // jg.j
      if ((fr != 0 && sign() == overflow())) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 132: { // test.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 133: { // test.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 134: { // test.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 135: { // mov.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 136: { // mov.mr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r)); else slowStore8(pc, va, <u64>(r)); } 
      pc += OP_SIZE; continue; }
        case 137: { // mov.rr.16
      const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 138: { // mov.mr.16
      const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) store<u16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u16>(r)); else slowStore16(pc, va, <u64>(r)); } 
      pc += OP_SIZE; continue; }
        case 139: { // mov.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 140: { // mov.mr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) store<u32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u32>(r)); else slowStore32(pc, va, <u64>(r)); } 
      pc += OP_SIZE; continue; }
        case 141: { // mov.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 142: { // mov.mr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(r)); else slowStore64(pc, va, <u64>(r)); } 
      pc += OP_SIZE; continue; }
        case 143: { // mov.rm.8
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); } const r: i64 = b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 144: { // mov.rm.16
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } const r: i64 = b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 145: { // mov.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } const r: i64 = b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 146: { // mov.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } const r: i64 = b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 147: { // lea.rm.32
      store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))))), REGS);
      pc += OP_SIZE; continue; }
        case 148: { // lea.rm.64
      store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))), REGS);
      pc += OP_SIZE; continue; }
        case 149: { // nop.none
      
      pc += OP_SIZE; continue; }
        case 150: { // test.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 151: { // test.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 152: { // test.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 153: { // mov.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const r: i64 = b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 154: { // mov.ri.16
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const r: i64 = b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 155: { // mov.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const r: i64 = b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 156: { // mov.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const r: i64 = b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 157: { // rol.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z << k) | (z >> ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 158: { // rol.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotl<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } 
      pc += OP_SIZE; continue; }
        case 159: { // ror.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z >> k) | (z << ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 160: { // ror.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotr<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } 
      pc += OP_SIZE; continue; }
        case 161: { // shl.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 162: { // shl.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 163: { // shl.rr.32
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 164: { // shl.rr.64
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 165: { // shr.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c | ((<u32>(z >> 31)) << 11); fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 166: { // shr.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c | ((<u32>(z >> 63)) << 11); fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 167: { // shr.rr.32
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c | ((<u32>(z >> 31)) << 11); fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 168: { // shr.rr.64
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c | ((<u32>(z >> 63)) << 11); fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 169: { // sar.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c; fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 170: { // sar.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c; fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 171: { // sar.rr.32
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c; fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 172: { // sar.rr.64
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c; fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 173: { // ret.none.64
      let x: i64; { const va: u64 = load<u64>(REGS + 32); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } store<u64>(REGS + 32, load<u64>(REGS + 32) + 8); { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) { store<u64>(RIP, to); block = findBlock(); } } break;
        }
        case 174: { // mov.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == (va & ~(<u64>0xfff))) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r)); else slowStore8(pc, va, <u64>(r)); } 
      pc += OP_SIZE; continue; }
        case 175: { // mov.mi.16
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 1) & ~(<u64>0xfff))) store<u16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u16>(r)); else slowStore16(pc, va, <u64>(r)); } 
      pc += OP_SIZE; continue; }
        case 176: { // mov.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) store<u32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u32>(r)); else slowStore32(pc, va, <u64>(r)); } 
      pc += OP_SIZE; continue; }
        case 177: { // mov.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(r)); else slowStore64(pc, va, <u64>(r)); } 
      pc += OP_SIZE; continue; }
        case 178: { // call.j.64
      { const value: i64 = load<i64>(pc, TERM_NEXT); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value)); else slowStore64(pc, va, <u64>(value)); } store<u64>(REGS + 32, sp); } block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); break;
        }
        case 179: { // jmp.j
      block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); break;
        }
        case 180: { // test.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 181: { // test.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 182: { // test.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 183: { // not.r.32
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = ~a; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 184: { // not.r.64
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = ~a; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 185: { // neg.r.32
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(0 - a)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_SUB; fa = 0; fb = a; fr = r;
      pc += OP_SIZE; continue; }
        case 186: { // neg.r.64
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = 0 - a; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_SUB; fa = 0; fb = a; fr = r;
      pc += OP_SIZE; continue; }
        case 187: { // inc.m.32
      const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(a + 1));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = carry() | ((r & 15) == 0 ? AF : 0) | (r == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 188: { // inc.m.64
      const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a + 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = carry() | ((r & 15) == 0 ? AF : 0) | (r == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 189: { // dec.m.32
      const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(a - 1));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = carry() | ((r & 15) == 15 ? AF : 0) | (a == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 190: { // dec.m.64
      const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a - 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = carry() | ((r & 15) == 15 ? AF : 0) | (a == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 191: { // callInd.r.64
      const x: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); { const value: i64 = load<i64>(pc, TERM_NEXT); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value)); else slowStore64(pc, va, <u64>(value)); } store<u64>(REGS + 32, sp); } { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) { store<u64>(RIP, to); block = findBlock(); } } break;
        }
        case 192: { // callInd.m.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } { const value: i64 = load<i64>(pc, TERM_NEXT); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value)); else slowStore64(pc, va, <u64>(value)); } store<u64>(REGS + 32, sp); } { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) { store<u64>(RIP, to); block = findBlock(); } } break;
        }
        case 193: { // jmpInd.r.64
      { const to: u64 = <u64>load<i64>(<usize>load<u8>(pc, OP_DST), REGS);
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) { store<u64>(RIP, to); block = findBlock(); } } break;
        }
        case 194: { // jmpInd.m.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) { store<u64>(RIP, to); block = findBlock(); } } break;
        }
        case 195: { // push.m.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } { const value: i64 = x; const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value)); else slowStore64(pc, va, <u64>(value)); } store<u64>(REGS + 32, sp); }
      pc += OP_SIZE; continue; }
        case 196: { // nop.r
      
      pc += OP_SIZE; continue; }
        case 197: { // nop.m
      
      pc += OP_SIZE; continue; }
        case 198: { // cmovo.rr.32
      if (overflow() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 199: { // cmovo.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (overflow() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 200: { // cmovo.rr.64
      if (overflow() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 201: { // cmovo.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (overflow() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 202: { // cmovno.rr.32
      if (overflow() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 203: { // cmovno.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (overflow() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 204: { // cmovno.rr.64
      if (overflow() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 205: { // cmovno.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (overflow() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 206: { // cmovb.rr.32
      if (carry() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 207: { // cmovb.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (carry() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 208: { // cmovb.rr.64
      if (carry() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 209: { // cmovb.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (carry() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 210: { // cmovae.rr.32
      if (carry() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 211: { // cmovae.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (carry() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 212: { // cmovae.rr.64
      if (carry() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 213: { // cmovae.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (carry() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 214: { // cmove.rr.32
      if (fr == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 215: { // cmove.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (fr == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 216: { // cmove.rr.64
      if (fr == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 217: { // cmove.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (fr == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 218: { // cmovne.rr.32
      if (fr != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 219: { // cmovne.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (fr != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 220: { // cmovne.rr.64
      if (fr != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 221: { // cmovne.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (fr != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 222: { // cmovbe.rr.32
      if ((fr == 0 || carry() != 0)) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 223: { // cmovbe.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if ((fr == 0 || carry() != 0)) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 224: { // cmovbe.rr.64
      if ((fr == 0 || carry() != 0)) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 225: { // cmovbe.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if ((fr == 0 || carry() != 0)) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 226: { // cmova.rr.32
      if ((fr != 0 && carry() == 0)) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 227: { // cmova.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if ((fr != 0 && carry() == 0)) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 228: { // cmova.rr.64
      if ((fr != 0 && carry() == 0)) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 229: { // cmova.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if ((fr != 0 && carry() == 0)) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 230: { // cmovs.rr.32
      if (sign() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 231: { // cmovs.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (sign() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 232: { // cmovs.rr.64
      if (sign() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 233: { // cmovs.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (sign() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 234: { // cmovns.rr.32
      if (sign() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 235: { // cmovns.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (sign() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 236: { // cmovns.rr.64
      if (sign() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 237: { // cmovns.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (sign() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 238: { // cmovp.rr.32
      if (parity() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 239: { // cmovp.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (parity() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 240: { // cmovp.rr.64
      if (parity() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 241: { // cmovp.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (parity() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 242: { // cmovnp.rr.32
      if (parity() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 243: { // cmovnp.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (parity() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 244: { // cmovnp.rr.64
      if (parity() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 245: { // cmovnp.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (parity() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 246: { // cmovl.rr.32
      if (sign() != overflow()) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 247: { // cmovl.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (sign() != overflow()) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 248: { // cmovl.rr.64
      if (sign() != overflow()) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 249: { // cmovl.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (sign() != overflow()) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 250: { // cmovge.rr.32
      if (sign() == overflow()) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 251: { // cmovge.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (sign() == overflow()) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 252: { // cmovge.rr.64
      if (sign() == overflow()) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 253: { // cmovge.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (sign() == overflow()) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 254: { // cmovle.rr.32
      if ((fr == 0 || sign() != overflow())) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 255: { // cmovle.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if ((fr == 0 || sign() != overflow())) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 256: { // cmovle.rr.64
      if ((fr == 0 || sign() != overflow())) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 257: { // cmovle.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if ((fr == 0 || sign() != overflow())) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 258: { // cmovg.rr.32
      if ((fr != 0 && sign() == overflow())) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 259: { // cmovg.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if ((fr != 0 && sign() == overflow())) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 260: { // cmovg.rr.64
      if ((fr != 0 && sign() == overflow())) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 261: { // cmovg.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if ((fr != 0 && sign() == overflow())) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 262: { // seto.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(overflow() != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 263: { // setno.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(overflow() == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 264: { // setb.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(carry() != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 265: { // setae.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(carry() == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 266: { // sete.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 267: { // setne.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 268: { // setbe.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>((fr == 0 || carry() != 0)))), REGS);
      pc += OP_SIZE; continue; }
        case 269: { // seta.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>((fr != 0 && carry() == 0)))), REGS);
      pc += OP_SIZE; continue; }
        case 270: { // sets.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(sign() != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 271: { // setns.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(sign() == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 272: { // setp.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(parity() != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 273: { // setnp.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(parity() == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 274: { // setl.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(sign() != overflow()))), REGS);
      pc += OP_SIZE; continue; }
        case 275: { // setge.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(sign() == overflow()))), REGS);
      pc += OP_SIZE; continue; }
        case 276: { // setle.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>((fr == 0 || sign() != overflow())))), REGS);
      pc += OP_SIZE; continue; }
        case 277: { // setg.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>((fr != 0 && sign() == overflow())))), REGS);
      pc += OP_SIZE; continue; }
        case 278: { // imul2.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
      pc += OP_SIZE; continue; }
        case 279: { // imul2.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
      pc += OP_SIZE; continue; }
        case 280: { // imul2.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_IMUL; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 281: { // imul2.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_IMUL; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 282: { // movzxb.rr.32
      const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<u8>x))), REGS);
      pc += OP_SIZE; continue; }
        case 283: { // movzxb.rm.32
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<u8>x))), REGS);
      pc += OP_SIZE; continue; }
        case 284: { // movzxb.rr.64
      const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<u8>x), REGS);
      pc += OP_SIZE; continue; }
        case 285: { // movzxb.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<u8>x), REGS);
      pc += OP_SIZE; continue; }
        case 286: { // movzxw.rr.32
      const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<u16>x))), REGS);
      pc += OP_SIZE; continue; }
        case 287: { // movzxw.rm.32
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<u16>x))), REGS);
      pc += OP_SIZE; continue; }
        case 288: { // movzxw.rr.64
      const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<u16>x), REGS);
      pc += OP_SIZE; continue; }
        case 289: { // movzxw.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<u16>x), REGS);
      pc += OP_SIZE; continue; }
        case 290: { // movsxb.rr.32
      const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i8>x))), REGS);
      pc += OP_SIZE; continue; }
        case 291: { // movsxb.rm.32
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i8>x))), REGS);
      pc += OP_SIZE; continue; }
        case 292: { // movsxb.rr.64
      const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i8>x), REGS);
      pc += OP_SIZE; continue; }
        case 293: { // movsxb.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i8>x), REGS);
      pc += OP_SIZE; continue; }
        case 294: { // movsxw.rr.32
      const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i16>x))), REGS);
      pc += OP_SIZE; continue; }
        case 295: { // movsxw.rm.32
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i16>x))), REGS);
      pc += OP_SIZE; continue; }
        case 296: { // movsxw.rr.64
      const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i16>x), REGS);
      pc += OP_SIZE; continue; }
        case 297: { // movsxw.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i16>x), REGS);
      pc += OP_SIZE; continue; }
        case 298: { // eaSegment
      store<u64>(REGS + REG_TMP, (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))) + load<u64>(<usize>load<u32>(pc, OP_IMM)));
      pc += OP_SIZE; continue; }
        case 299: { // movImm64
      store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(pc, OP_DISP), REGS);
      pc += OP_SIZE; continue; }
        case 300: { // next
      block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); break;
        }
        case 301: { // jb.jAfterSub
      if (<u64>fa < <u64>fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 302: { // setb.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(<u64>fa < <u64>fb))), REGS);
      pc += OP_SIZE; continue; }
        case 303: { // cmovb.rr.32AfterSub
      if (<u64>fa < <u64>fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 304: { // cmovb.rr.64AfterSub
      if (<u64>fa < <u64>fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 305: { // jae.jAfterSub
      if (<u64>fa >= <u64>fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 306: { // setae.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(<u64>fa >= <u64>fb))), REGS);
      pc += OP_SIZE; continue; }
        case 307: { // cmovae.rr.32AfterSub
      if (<u64>fa >= <u64>fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 308: { // cmovae.rr.64AfterSub
      if (<u64>fa >= <u64>fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 309: { // jbe.jAfterSub
      if (<u64>fa <= <u64>fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 310: { // setbe.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(<u64>fa <= <u64>fb))), REGS);
      pc += OP_SIZE; continue; }
        case 311: { // cmovbe.rr.32AfterSub
      if (<u64>fa <= <u64>fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 312: { // cmovbe.rr.64AfterSub
      if (<u64>fa <= <u64>fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 313: { // ja.jAfterSub
      if (<u64>fa > <u64>fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 314: { // seta.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(<u64>fa > <u64>fb))), REGS);
      pc += OP_SIZE; continue; }
        case 315: { // cmova.rr.32AfterSub
      if (<u64>fa > <u64>fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 316: { // cmova.rr.64AfterSub
      if (<u64>fa > <u64>fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 317: { // jl.jAfterSub
      if (fa < fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 318: { // setl.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fa < fb))), REGS);
      pc += OP_SIZE; continue; }
        case 319: { // cmovl.rr.32AfterSub
      if (fa < fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 320: { // cmovl.rr.64AfterSub
      if (fa < fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 321: { // jge.jAfterSub
      if (fa >= fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 322: { // setge.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fa >= fb))), REGS);
      pc += OP_SIZE; continue; }
        case 323: { // cmovge.rr.32AfterSub
      if (fa >= fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 324: { // cmovge.rr.64AfterSub
      if (fa >= fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 325: { // jle.jAfterSub
      if (fa <= fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 326: { // setle.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fa <= fb))), REGS);
      pc += OP_SIZE; continue; }
        case 327: { // cmovle.rr.32AfterSub
      if (fa <= fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 328: { // cmovle.rr.64AfterSub
      if (fa <= fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 329: { // jg.jAfterSub
      if (fa > fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 330: { // setg.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fa > fb))), REGS);
      pc += OP_SIZE; continue; }
        case 331: { // cmovg.rr.32AfterSub
      if (fa > fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 332: { // cmovg.rr.64AfterSub
      if (fa > fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 333: { // js.jAfterSub
      if (fr < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 334: { // sets.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr < 0))), REGS);
      pc += OP_SIZE; continue; }
        case 335: { // cmovs.rr.32AfterSub
      if (fr < 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 336: { // cmovs.rr.64AfterSub
      if (fr < 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 337: { // jns.jAfterSub
      if (fr >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 338: { // setns.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr >= 0))), REGS);
      pc += OP_SIZE; continue; }
        case 339: { // cmovns.rr.32AfterSub
      if (fr >= 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 340: { // cmovns.rr.64AfterSub
      if (fr >= 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 341: { // js.jAfterLogic
      if (fr < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 342: { // sets.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr < 0))), REGS);
      pc += OP_SIZE; continue; }
        case 343: { // cmovs.rr.32AfterLogic
      if (fr < 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 344: { // cmovs.rr.64AfterLogic
      if (fr < 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 345: { // jns.jAfterLogic
      if (fr >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 346: { // setns.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr >= 0))), REGS);
      pc += OP_SIZE; continue; }
        case 347: { // cmovns.rr.32AfterLogic
      if (fr >= 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 348: { // cmovns.rr.64AfterLogic
      if (fr >= 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 349: { // jl.jAfterLogic
      if (fr < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 350: { // setl.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr < 0))), REGS);
      pc += OP_SIZE; continue; }
        case 351: { // cmovl.rr.32AfterLogic
      if (fr < 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 352: { // cmovl.rr.64AfterLogic
      if (fr < 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 353: { // jge.jAfterLogic
      if (fr >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 354: { // setge.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr >= 0))), REGS);
      pc += OP_SIZE; continue; }
        case 355: { // cmovge.rr.32AfterLogic
      if (fr >= 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 356: { // cmovge.rr.64AfterLogic
      if (fr >= 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 357: { // jle.jAfterLogic
      if (fr <= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 358: { // setle.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr <= 0))), REGS);
      pc += OP_SIZE; continue; }
        case 359: { // cmovle.rr.32AfterLogic
      if (fr <= 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 360: { // cmovle.rr.64AfterLogic
      if (fr <= 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 361: { // jg.jAfterLogic
      if (fr > 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 362: { // setg.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr > 0))), REGS);
      pc += OP_SIZE; continue; }
        case 363: { // cmovg.rr.32AfterLogic
      if (fr > 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 364: { // cmovg.rr.64AfterLogic
      if (fr > 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 365: { // cmp.rr.32+je
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 366: { // cmp.rr.32+jne
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 367: { // cmp.rr.32+jb
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 368: { // cmp.rr.32+jae
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 369: { // cmp.rr.32+jbe
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 370: { // cmp.rr.32+ja
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 371: { // cmp.rr.32+jl
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 372: { // cmp.rr.32+jge
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 373: { // cmp.rr.32+jle
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 374: { // cmp.rr.32+jg
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 375: { // cmp.rr.64+je
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 376: { // cmp.rr.64+jne
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 377: { // cmp.rr.64+jb
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 378: { // cmp.rr.64+jae
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 379: { // cmp.rr.64+jbe
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 380: { // cmp.rr.64+ja
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 381: { // cmp.rr.64+jl
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 382: { // cmp.rr.64+jge
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 383: { // cmp.rr.64+jle
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 384: { // cmp.rr.64+jg
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 385: { // cmp.ri.8+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 386: { // cmp.ri.8+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 387: { // cmp.ri.8+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 388: { // cmp.ri.8+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 389: { // cmp.ri.8+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 390: { // cmp.ri.8+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 391: { // cmp.ri.8+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 392: { // cmp.ri.8+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 393: { // cmp.ri.8+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 394: { // cmp.ri.8+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 395: { // cmp.ri.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 396: { // cmp.ri.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 397: { // cmp.ri.32+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 398: { // cmp.ri.32+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 399: { // cmp.ri.32+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 400: { // cmp.ri.32+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 401: { // cmp.ri.32+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 402: { // cmp.ri.32+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 403: { // cmp.ri.32+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 404: { // cmp.ri.32+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 405: { // cmp.ri.64+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 406: { // cmp.ri.64+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 407: { // cmp.ri.64+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 408: { // cmp.ri.64+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 409: { // cmp.ri.64+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 410: { // cmp.ri.64+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 411: { // cmp.ri.64+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 412: { // cmp.ri.64+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 413: { // cmp.ri.64+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 414: { // cmp.ri.64+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 415: { // cmp.rm.8+je
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 416: { // cmp.rm.8+jne
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 417: { // cmp.rm.8+jb
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 418: { // cmp.rm.8+jae
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 419: { // cmp.rm.8+jbe
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 420: { // cmp.rm.8+ja
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 421: { // cmp.rm.8+jl
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 422: { // cmp.rm.8+jge
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 423: { // cmp.rm.8+jle
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 424: { // cmp.rm.8+jg
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 425: { // cmp.rm.32+je
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 426: { // cmp.rm.32+jne
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 427: { // cmp.rm.32+jb
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 428: { // cmp.rm.32+jae
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 429: { // cmp.rm.32+jbe
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 430: { // cmp.rm.32+ja
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 431: { // cmp.rm.32+jl
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 432: { // cmp.rm.32+jge
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 433: { // cmp.rm.32+jle
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 434: { // cmp.rm.32+jg
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 435: { // cmp.rm.64+je
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 436: { // cmp.rm.64+jne
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 437: { // cmp.rm.64+jb
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 438: { // cmp.rm.64+jae
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 439: { // cmp.rm.64+jbe
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 440: { // cmp.rm.64+ja
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 441: { // cmp.rm.64+jl
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 442: { // cmp.rm.64+jge
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 443: { // cmp.rm.64+jle
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 444: { // cmp.rm.64+jg
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 445: { // cmp.mi.8+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 446: { // cmp.mi.8+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 447: { // cmp.mi.8+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 448: { // cmp.mi.8+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 449: { // cmp.mi.8+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 450: { // cmp.mi.8+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 451: { // cmp.mi.8+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 452: { // cmp.mi.8+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 453: { // cmp.mi.8+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 454: { // cmp.mi.8+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 455: { // cmp.mi.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 456: { // cmp.mi.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 457: { // cmp.mi.32+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 458: { // cmp.mi.32+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 459: { // cmp.mi.32+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 460: { // cmp.mi.32+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 461: { // cmp.mi.32+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 462: { // cmp.mi.32+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 463: { // cmp.mi.32+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 464: { // cmp.mi.32+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 465: { // cmp.mi.64+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 466: { // cmp.mi.64+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 467: { // cmp.mi.64+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 468: { // cmp.mi.64+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 469: { // cmp.mi.64+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 470: { // cmp.mi.64+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 471: { // cmp.mi.64+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 472: { // cmp.mi.64+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 473: { // cmp.mi.64+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 474: { // cmp.mi.64+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 475: { // test.rr.8+je
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 476: { // test.rr.8+jne
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 477: { // test.rr.8+js
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 478: { // test.rr.8+jns
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 479: { // test.rr.8+jle
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r <= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 480: { // test.rr.8+jg
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r > 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 481: { // test.rr.32+je
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 482: { // test.rr.32+jne
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 483: { // test.rr.32+js
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 484: { // test.rr.32+jns
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 485: { // test.rr.32+jle
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r <= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 486: { // test.rr.32+jg
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r > 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 487: { // test.rr.64+je
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 488: { // test.rr.64+jne
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 489: { // test.rr.64+js
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 490: { // test.rr.64+jns
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 491: { // test.rr.64+jle
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r <= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 492: { // test.rr.64+jg
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r > 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 493: { // test.ri.8+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 494: { // test.ri.8+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 495: { // test.ri.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 496: { // test.ri.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 497: { // test.mi.8+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 498: { // test.mi.8+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 499: { // test.mi.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 500: { // test.mi.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 501: { // add.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 502: { // add.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 503: { // add.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 504: { // add.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 505: { // add.rm.32.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 506: { // add.rm.64.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 507: { // sub.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 508: { // sub.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 509: { // sub.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 510: { // sub.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 511: { // and.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 512: { // and.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 513: { // and.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 514: { // and.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 515: { // and.rm.32.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 516: { // and.rm.64.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 517: { // or.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 518: { // or.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 519: { // or.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 520: { // or.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 521: { // or.rm.32.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 522: { // or.rm.64.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 523: { // xor.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 524: { // xor.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 525: { // xor.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 526: { // xor.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 527: { // xor.rm.32.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 528: { // xor.rm.64.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 529: { // inc.r.32.flagless
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 530: { // inc.r.64.flagless
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 531: { // dec.r.32.flagless
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 532: { // dec.r.64.flagless
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 533: { // neg.r.32.flagless
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(0 - a)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 534: { // neg.r.64.flagless
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = 0 - a; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 535: { // shl.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 536: { // shl.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 537: { // shr.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 538: { // shr.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 539: { // sar.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 540: { // sar.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 541: { // rol.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z << k) | (z >> ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 542: { // rol.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotl<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 543: { // ror.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z >> k) | (z << ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 544: { // ror.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotr<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 545: { // shl.rr.32.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 546: { // shl.rr.64.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 547: { // shr.rr.32.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 548: { // shr.rr.64.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 549: { // sar.rr.32.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 550: { // sar.rr.64.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 551: { // imul2.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 552: { // imul2.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        default: {
          if (id >= COLD_END_BASE) {
            store<u64>(RIP, load<u64>(pc, TERM_NEXT));
            dispatchEnd(pc, id);
            return;
          }
          if (id == RESYNC) { resync(pc); return; }
          dispatchCold(pc, id);
          pc += OP_SIZE;
          continue;
        }
      }
      break;
    }
  }
}
