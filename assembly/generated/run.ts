// Written by gen/ from src/spec/x86/ and gen/semantics.ts. Do not edit: run `npm run gen`.
import { REGS, RIP, REG_TMP, PAGE_STORES, HOST_PHYS, TLB_READ, TLB_WRITE, TLB_ADDEND, TLB_MASK, OP_DST, OP_SRC, OP_BASE, OP_INDEX, OP_SCALE, OP_DISP, OP_IMM, OP_SIZE, B_RIP, B_KEY, B_COUNT, B_OPS, TERM_NEXT, TERM_LINK_TARGET, TERM_KEY_TARGET, TERM_LINK_NEXT, TERM_KEY_NEXT } from '../generated/layout';
import { fk, fa, fb, fr, fx, cnt, tlb, key, setCount, setCurrentBlock } from '../state';
import { CF, AF, OF, F_ADD, F_SUB, F_LOGIC, F_MIXED, F_IMUL, carry, overflow, sign, parity, rotateFlags } from '../exec/flags';
import { call, callInd, jmpInd, ret, loop } from '../exec/flow';
import { start } from '../exec/loop';
import { GP, resync, raiseError } from '../exec/raise';
import { push, pushImm, pop } from '../exec/stack';
import { slowLoad8, slowLoad16, slowLoad32, slowLoad64, slowStore8, slowStore32, slowStore64, tryStore8, tryStore16, tryStore32, tryStore64, slowLoadForWrite8, slowLoadForWrite32, slowLoadForWrite64 } from '../mem/access';
import { blockSlot } from '../decode/arena';
import { linkTarget, linkNext, goTo } from '../decode/block';
import { RESYNC, COLD_END_BASE } from '../decode/format';
import { start } from '../decode/instruction';
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
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 108: { // inc.r.64
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 109: { // dec.r.32
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 110: { // dec.r.64
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 111: { // push.r.64
      { const value: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 7) & ~(<u64>0xfff));
      if (tag == page) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 7) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u64>(host, <u64>(value));
      } else if (tryStore64(pc, va, <u64>(value))) return; } store<u64>(REGS + 32, sp); }
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
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 7) & ~(<u64>0xfff));
      if (tag == page) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 7) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u64>(host, <u64>(value));
      } else if (tryStore64(pc, va, <u64>(value))) return; } store<u64>(REGS + 32, sp); }
      pc += OP_SIZE; continue; }
        case 116: { // imul3.rri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
      pc += OP_SIZE; continue; }
        case 117: { // imul3.rri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const a: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_IMUL; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 118: { // jo.j
      if (overflow() != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 119: { // jno.j
      if (overflow() == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 120: { // jb.j
      if (carry() != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 121: { // jae.j
      if (carry() == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 122: { // je.j
      if (fr == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 123: { // jne.j
      if (fr != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 124: { // jbe.j
      if ((fr == 0 || carry() != 0)) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 125: { // ja.j
      if ((fr != 0 && carry() == 0)) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 126: { // js.j
      if (sign() != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 127: { // jns.j
      if (sign() == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 128: { // jp.j
      if (parity() != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 129: { // jnp.j
      if (parity() == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 130: { // jl.j
      if (sign() != overflow()) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 131: { // jge.j
      if (sign() == overflow()) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 132: { // jle.j
      if ((fr == 0 || sign() != overflow())) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 133: { // jg.j
      if ((fr != 0 && sign() == overflow())) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 134: { // test.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 135: { // test.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 136: { // test.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 137: { // mov.rr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 138: { // mov.mr.8
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else if (tryStore8(pc, va, <u64>(r))) return; } 
      pc += OP_SIZE; continue; }
        case 139: { // mov.rr.16
      const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 140: { // mov.mr.16
      const b: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 1) & ~(<u64>0xfff));
      if (tag == page) store<u16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u16>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 1) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u16>(host, <u16>(r));
      } else if (tryStore16(pc, va, <u64>(r))) return; } 
      pc += OP_SIZE; continue; }
        case 141: { // mov.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 142: { // mov.mr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 3) & ~(<u64>0xfff));
      if (tag == page) store<u32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u32>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 3) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u32>(host, <u32>(r));
      } else if (tryStore32(pc, va, <u64>(r))) return; } 
      pc += OP_SIZE; continue; }
        case 143: { // mov.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 144: { // mov.mr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 7) & ~(<u64>0xfff));
      if (tag == page) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 7) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u64>(host, <u64>(r));
      } else if (tryStore64(pc, va, <u64>(r))) return; } 
      pc += OP_SIZE; continue; }
        case 145: { // mov.rm.8
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); } const r: i64 = b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 146: { // mov.rm.16
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) b = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad16(pc, va); } const r: i64 = b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 147: { // mov.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } const r: i64 = b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 148: { // mov.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } const r: i64 = b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 149: { // lea.rm.32
      store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))))), REGS);
      pc += OP_SIZE; continue; }
        case 150: { // lea.rm.64
      store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))), REGS);
      pc += OP_SIZE; continue; }
        case 151: { // nop.none
      
      pc += OP_SIZE; continue; }
        case 152: { // test.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 153: { // test.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 154: { // test.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 155: { // mov.ri.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const r: i64 = b; store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 156: { // mov.ri.16
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const r: i64 = b; store<u16>(<usize>load<u8>(pc, OP_DST), <u16>(r), REGS); 
      pc += OP_SIZE; continue; }
        case 157: { // mov.ri.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const r: i64 = b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 158: { // mov.ri.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const r: i64 = b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 159: { // rol.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z << k) | (z >> ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 160: { // rol.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotl<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1)); } 
      pc += OP_SIZE; continue; }
        case 161: { // ror.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z >> k) | (z << ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 30)) & 1)); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 162: { // ror.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotr<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> 62)) & 1)); } 
      pc += OP_SIZE; continue; }
        case 163: { // shl.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 164: { // shl.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 165: { // shl.rr.32
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 166: { // shl.rr.64
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 167: { // shr.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c | ((<u32>(z >> 31)) << 11); fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 168: { // shr.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c | ((<u32>(z >> 63)) << 11); fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 169: { // shr.rr.32
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c | ((<u32>(z >> 31)) << 11); fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 170: { // shr.rr.64
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c | ((<u32>(z >> 63)) << 11); fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 171: { // sar.ri.32
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c; fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 172: { // sar.ri.64
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c; fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 173: { // sar.rr.32
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = c; fk = F_MIXED; fr = r; } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 174: { // sar.rr.64
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = c; fk = F_MIXED; fr = r; } 
      pc += OP_SIZE; continue; }
        case 175: { // ret.none.64
      let x: i64; { const va: u64 = load<u64>(REGS + 32); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } if (((x << 16) >> 16) != x) raiseError(pc, GP, 0); store<u64>(REGS + 32, load<u64>(REGS + 32) + 8); { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) block = goTo(to); } break;
        }
        case 176: { // mov.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = (va & ~(<u64>0xfff));
      if (tag == page) store<u8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u8>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u8>(host, <u8>(r));
      } else if (tryStore8(pc, va, <u64>(r))) return; } 
      pc += OP_SIZE; continue; }
        case 177: { // mov.mi.16
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 1) & ~(<u64>0xfff));
      if (tag == page) store<u16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u16>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 1) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u16>(host, <u16>(r));
      } else if (tryStore16(pc, va, <u64>(r))) return; } 
      pc += OP_SIZE; continue; }
        case 178: { // mov.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 3) & ~(<u64>0xfff));
      if (tag == page) store<u32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u32>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 3) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u32>(host, <u32>(r));
      } else if (tryStore32(pc, va, <u64>(r))) return; } 
      pc += OP_SIZE; continue; }
        case 179: { // mov.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const r: i64 = b;{ const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 7) & ~(<u64>0xfff));
      if (tag == page) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(r));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 7) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u64>(host, <u64>(r));
      } else if (tryStore64(pc, va, <u64>(r))) return; } 
      pc += OP_SIZE; continue; }
        case 180: { // call.j.64
      { const value: i64 = load<i64>(pc, TERM_NEXT); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 7) & ~(<u64>0xfff));
      if (tag == page) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 7) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u64>(host, <u64>(value));
      } else if (tryStore64(pc, va, <u64>(value))) return; } store<u64>(REGS + 32, sp); } block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); break;
        }
        case 181: { // jmp.j
      block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); break;
        }
        case 182: { // test.mi.8
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 183: { // test.mi.32
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 184: { // test.mi.64
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r;
      pc += OP_SIZE; continue; }
        case 185: { // not.r.32
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = ~a; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 186: { // not.r.64
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = ~a; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 187: { // neg.r.32
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(0 - a)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_SUB; fa = 0; fb = a; fr = r;
      pc += OP_SIZE; continue; }
        case 188: { // neg.r.64
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = 0 - a; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_SUB; fa = 0; fb = a; fr = r;
      pc += OP_SIZE; continue; }
        case 189: { // inc.m.32
      const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(a + 1));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 190: { // inc.m.64
      const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a + 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 191: { // dec.m.32
      const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 3) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = <i64>load<i32>(p); } else a = slowLoadForWrite32(pc, va);
      const r: i64 = <i64>(<i32>(a - 1));
      if (p) store<u32>(p, <u32>r); else slowStore32(pc, va, <u64>r);
      fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 192: { // dec.m.64
      const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ((va + 7) & ~(<u64>0xfff))) { p = <usize>va + <usize>load<u32>(e, TLB_ADDEND); a = load<i64>(p); } else a = slowLoadForWrite64(pc, va);
      const r: i64 = a - 1;
      if (p) store<u64>(p, <u64>r); else slowStore64(pc, va, <u64>r);
      fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r;
      pc += OP_SIZE; continue; }
        case 193: { // callInd.r.64
      const x: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); if (((x << 16) >> 16) != x) raiseError(pc, GP, 0); { const value: i64 = load<i64>(pc, TERM_NEXT); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 7) & ~(<u64>0xfff));
      if (tag == page) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 7) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u64>(host, <u64>(value));
      } else if (tryStore64(pc, va, <u64>(value))) return; } store<u64>(REGS + 32, sp); } { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) block = goTo(to); } break;
        }
        case 194: { // callInd.m.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } if (((x << 16) >> 16) != x) raiseError(pc, GP, 0); { const value: i64 = load<i64>(pc, TERM_NEXT); const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 7) & ~(<u64>0xfff));
      if (tag == page) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 7) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u64>(host, <u64>(value));
      } else if (tryStore64(pc, va, <u64>(value))) return; } store<u64>(REGS + 32, sp); } { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) block = goTo(to); } break;
        }
        case 195: { // jmpInd.r.64
      const x: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); if (((x << 16) >> 16) != x) raiseError(pc, GP, 0); { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) block = goTo(to); } break;
        }
        case 196: { // jmpInd.m.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } if (((x << 16) >> 16) != x) raiseError(pc, GP, 0); { const to: u64 = <u64>x;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) block = goTo(to); } break;
        }
        case 197: { // push.m.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) x = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad64(pc, va); } { const value: i64 = x; const sp: u64 = load<u64>(REGS + 32) - 8;
      { const va: u64 = sp; const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ((va + 7) & ~(<u64>0xfff));
      if (tag == page) store<u64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND), <u64>(value));
      else if (tag == (page | 1) && ((load<u32>(e, TLB_MASK) >> (<u32>(va >> 7))) & (load<u32>(e, TLB_MASK) >> (<u32>((va + 7) >> 7))) & 1) != 0) {
        const host: usize = <usize>va + <usize>load<u32>(e, TLB_ADDEND); const counter: usize = ((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2));
        store<u32>(counter, load<u32>(counter) + 1); store<u64>(host, <u64>(value));
      } else if (tryStore64(pc, va, <u64>(value))) return; } store<u64>(REGS + 32, sp); }
      pc += OP_SIZE; continue; }
        case 198: { // nop.r
      
      pc += OP_SIZE; continue; }
        case 199: { // nop.m
      
      pc += OP_SIZE; continue; }
        case 200: { // cmovo.rr.32
      if (overflow() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 201: { // cmovo.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (overflow() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 202: { // cmovo.rr.64
      if (overflow() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 203: { // cmovo.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (overflow() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 204: { // cmovno.rr.32
      if (overflow() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 205: { // cmovno.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (overflow() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 206: { // cmovno.rr.64
      if (overflow() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 207: { // cmovno.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (overflow() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 208: { // cmovb.rr.32
      if (carry() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 209: { // cmovb.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (carry() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 210: { // cmovb.rr.64
      if (carry() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 211: { // cmovb.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (carry() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 212: { // cmovae.rr.32
      if (carry() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 213: { // cmovae.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (carry() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 214: { // cmovae.rr.64
      if (carry() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 215: { // cmovae.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (carry() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 216: { // cmove.rr.32
      if (fr == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 217: { // cmove.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (fr == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 218: { // cmove.rr.64
      if (fr == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 219: { // cmove.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (fr == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 220: { // cmovne.rr.32
      if (fr != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 221: { // cmovne.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (fr != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 222: { // cmovne.rr.64
      if (fr != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 223: { // cmovne.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (fr != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 224: { // cmovbe.rr.32
      if ((fr == 0 || carry() != 0)) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 225: { // cmovbe.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if ((fr == 0 || carry() != 0)) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 226: { // cmovbe.rr.64
      if ((fr == 0 || carry() != 0)) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 227: { // cmovbe.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if ((fr == 0 || carry() != 0)) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 228: { // cmova.rr.32
      if ((fr != 0 && carry() == 0)) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 229: { // cmova.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if ((fr != 0 && carry() == 0)) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 230: { // cmova.rr.64
      if ((fr != 0 && carry() == 0)) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 231: { // cmova.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if ((fr != 0 && carry() == 0)) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 232: { // cmovs.rr.32
      if (sign() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 233: { // cmovs.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (sign() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 234: { // cmovs.rr.64
      if (sign() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 235: { // cmovs.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (sign() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 236: { // cmovns.rr.32
      if (sign() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 237: { // cmovns.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (sign() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 238: { // cmovns.rr.64
      if (sign() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 239: { // cmovns.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (sign() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 240: { // cmovp.rr.32
      if (parity() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 241: { // cmovp.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (parity() != 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 242: { // cmovp.rr.64
      if (parity() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 243: { // cmovp.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (parity() != 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 244: { // cmovnp.rr.32
      if (parity() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 245: { // cmovnp.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (parity() == 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 246: { // cmovnp.rr.64
      if (parity() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 247: { // cmovnp.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (parity() == 0) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 248: { // cmovl.rr.32
      if (sign() != overflow()) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 249: { // cmovl.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (sign() != overflow()) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 250: { // cmovl.rr.64
      if (sign() != overflow()) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 251: { // cmovl.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (sign() != overflow()) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 252: { // cmovge.rr.32
      if (sign() == overflow()) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 253: { // cmovge.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if (sign() == overflow()) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 254: { // cmovge.rr.64
      if (sign() == overflow()) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 255: { // cmovge.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if (sign() == overflow()) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 256: { // cmovle.rr.32
      if ((fr == 0 || sign() != overflow())) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 257: { // cmovle.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if ((fr == 0 || sign() != overflow())) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 258: { // cmovle.rr.64
      if ((fr == 0 || sign() != overflow())) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 259: { // cmovle.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if ((fr == 0 || sign() != overflow())) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 260: { // cmovg.rr.32
      if ((fr != 0 && sign() == overflow())) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 261: { // cmovg.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); } if ((fr != 0 && sign() == overflow())) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(b)), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 262: { // cmovg.rr.64
      if ((fr != 0 && sign() == overflow())) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 263: { // cmovg.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); } if ((fr != 0 && sign() == overflow())) { store<i64>(<usize>load<u8>(pc, OP_DST), b, REGS); }
      pc += OP_SIZE; continue; }
        case 264: { // seto.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(overflow() != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 265: { // setno.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(overflow() == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 266: { // setb.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(carry() != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 267: { // setae.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(carry() == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 268: { // sete.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 269: { // setne.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 270: { // setbe.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>((fr == 0 || carry() != 0)))), REGS);
      pc += OP_SIZE; continue; }
        case 271: { // seta.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>((fr != 0 && carry() == 0)))), REGS);
      pc += OP_SIZE; continue; }
        case 272: { // sets.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(sign() != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 273: { // setns.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(sign() == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 274: { // setp.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(parity() != 0))), REGS);
      pc += OP_SIZE; continue; }
        case 275: { // setnp.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(parity() == 0))), REGS);
      pc += OP_SIZE; continue; }
        case 276: { // setl.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(sign() != overflow()))), REGS);
      pc += OP_SIZE; continue; }
        case 277: { // setge.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(sign() == overflow()))), REGS);
      pc += OP_SIZE; continue; }
        case 278: { // setle.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>((fr == 0 || sign() != overflow())))), REGS);
      pc += OP_SIZE; continue; }
        case 279: { // setg.r.8
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>((fr != 0 && sign() == overflow())))), REGS);
      pc += OP_SIZE; continue; }
        case 280: { // imul2.rr.32
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
      pc += OP_SIZE; continue; }
        case 281: { // imul2.rm.32
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;
      pc += OP_SIZE; continue; }
        case 282: { // imul2.rr.64
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_IMUL; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 283: { // imul2.rm.64
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_IMUL; fa = a; fb = b; fr = r;
      pc += OP_SIZE; continue; }
        case 284: { // movzxb.rr.32
      const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<u8>x))), REGS);
      pc += OP_SIZE; continue; }
        case 285: { // movzxb.rm.32
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<u8>x))), REGS);
      pc += OP_SIZE; continue; }
        case 286: { // movzxb.rr.64
      const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<u8>x), REGS);
      pc += OP_SIZE; continue; }
        case 287: { // movzxb.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<u8>x), REGS);
      pc += OP_SIZE; continue; }
        case 288: { // movzxw.rr.32
      const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<u16>x))), REGS);
      pc += OP_SIZE; continue; }
        case 289: { // movzxw.rm.32
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<u16>x))), REGS);
      pc += OP_SIZE; continue; }
        case 290: { // movzxw.rr.64
      const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<u16>x), REGS);
      pc += OP_SIZE; continue; }
        case 291: { // movzxw.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<u16>x), REGS);
      pc += OP_SIZE; continue; }
        case 292: { // movsxb.rr.32
      const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i8>x))), REGS);
      pc += OP_SIZE; continue; }
        case 293: { // movsxb.rm.32
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i8>x))), REGS);
      pc += OP_SIZE; continue; }
        case 294: { // movsxb.rr.64
      const x: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i8>x), REGS);
      pc += OP_SIZE; continue; }
        case 295: { // movsxb.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) x = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad8(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i8>x), REGS);
      pc += OP_SIZE; continue; }
        case 296: { // movsxw.rr.32
      const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i16>x))), REGS);
      pc += OP_SIZE; continue; }
        case 297: { // movsxw.rm.32
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>(<i16>x))), REGS);
      pc += OP_SIZE; continue; }
        case 298: { // movsxw.rr.64
      const x: i64 = <i64>load<i16>(<usize>load<u8>(pc, OP_SRC), REGS); store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i16>x), REGS);
      pc += OP_SIZE; continue; }
        case 299: { // movsxw.rm.64
      let x: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 1) & ~(<u64>0xfff))) x = <i64>load<i16>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else x = slowLoad16(pc, va); } store<i64>(<usize>load<u8>(pc, OP_DST), <i64>(<i16>x), REGS);
      pc += OP_SIZE; continue; }
        case 300: { // eaSegment
      store<u64>(REGS + REG_TMP, (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))) + load<u64>(<usize>load<u32>(pc, OP_IMM)));
      pc += OP_SIZE; continue; }
        case 301: { // movImm64
      store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(pc, OP_DISP), REGS);
      pc += OP_SIZE; continue; }
        case 302: { // translated
      const r: usize = <usize>call_indirect<u32>(load<u32>(pc, OP_IMM)); if ((r & 1) != 0) { pc = r & ~1; continue; } block = r; break;
        }
        case 303: { // next
      block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); break;
        }
        case 304: { // jb.jAfterSub
      if (<u64>fa < <u64>fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 305: { // setb.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(<u64>fa < <u64>fb))), REGS);
      pc += OP_SIZE; continue; }
        case 306: { // cmovb.rr.32AfterSub
      if (<u64>fa < <u64>fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 307: { // cmovb.rr.64AfterSub
      if (<u64>fa < <u64>fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 308: { // jae.jAfterSub
      if (<u64>fa >= <u64>fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 309: { // setae.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(<u64>fa >= <u64>fb))), REGS);
      pc += OP_SIZE; continue; }
        case 310: { // cmovae.rr.32AfterSub
      if (<u64>fa >= <u64>fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 311: { // cmovae.rr.64AfterSub
      if (<u64>fa >= <u64>fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 312: { // jbe.jAfterSub
      if (<u64>fa <= <u64>fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 313: { // setbe.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(<u64>fa <= <u64>fb))), REGS);
      pc += OP_SIZE; continue; }
        case 314: { // cmovbe.rr.32AfterSub
      if (<u64>fa <= <u64>fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 315: { // cmovbe.rr.64AfterSub
      if (<u64>fa <= <u64>fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 316: { // ja.jAfterSub
      if (<u64>fa > <u64>fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 317: { // seta.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(<u64>fa > <u64>fb))), REGS);
      pc += OP_SIZE; continue; }
        case 318: { // cmova.rr.32AfterSub
      if (<u64>fa > <u64>fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 319: { // cmova.rr.64AfterSub
      if (<u64>fa > <u64>fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 320: { // jl.jAfterSub
      if (fa < fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 321: { // setl.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fa < fb))), REGS);
      pc += OP_SIZE; continue; }
        case 322: { // cmovl.rr.32AfterSub
      if (fa < fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 323: { // cmovl.rr.64AfterSub
      if (fa < fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 324: { // jge.jAfterSub
      if (fa >= fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 325: { // setge.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fa >= fb))), REGS);
      pc += OP_SIZE; continue; }
        case 326: { // cmovge.rr.32AfterSub
      if (fa >= fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 327: { // cmovge.rr.64AfterSub
      if (fa >= fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 328: { // jle.jAfterSub
      if (fa <= fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 329: { // setle.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fa <= fb))), REGS);
      pc += OP_SIZE; continue; }
        case 330: { // cmovle.rr.32AfterSub
      if (fa <= fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 331: { // cmovle.rr.64AfterSub
      if (fa <= fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 332: { // jg.jAfterSub
      if (fa > fb) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 333: { // setg.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fa > fb))), REGS);
      pc += OP_SIZE; continue; }
        case 334: { // cmovg.rr.32AfterSub
      if (fa > fb) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 335: { // cmovg.rr.64AfterSub
      if (fa > fb) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 336: { // js.jAfterSub
      if (fr < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 337: { // sets.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr < 0))), REGS);
      pc += OP_SIZE; continue; }
        case 338: { // cmovs.rr.32AfterSub
      if (fr < 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 339: { // cmovs.rr.64AfterSub
      if (fr < 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 340: { // jns.jAfterSub
      if (fr >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 341: { // setns.r.8AfterSub
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr >= 0))), REGS);
      pc += OP_SIZE; continue; }
        case 342: { // cmovns.rr.32AfterSub
      if (fr >= 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 343: { // cmovns.rr.64AfterSub
      if (fr >= 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 344: { // js.jAfterLogic
      if (fr < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 345: { // sets.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr < 0))), REGS);
      pc += OP_SIZE; continue; }
        case 346: { // cmovs.rr.32AfterLogic
      if (fr < 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 347: { // cmovs.rr.64AfterLogic
      if (fr < 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 348: { // jns.jAfterLogic
      if (fr >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 349: { // setns.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr >= 0))), REGS);
      pc += OP_SIZE; continue; }
        case 350: { // cmovns.rr.32AfterLogic
      if (fr >= 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 351: { // cmovns.rr.64AfterLogic
      if (fr >= 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 352: { // jl.jAfterLogic
      if (fr < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 353: { // setl.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr < 0))), REGS);
      pc += OP_SIZE; continue; }
        case 354: { // cmovl.rr.32AfterLogic
      if (fr < 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 355: { // cmovl.rr.64AfterLogic
      if (fr < 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 356: { // jge.jAfterLogic
      if (fr >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 357: { // setge.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr >= 0))), REGS);
      pc += OP_SIZE; continue; }
        case 358: { // cmovge.rr.32AfterLogic
      if (fr >= 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 359: { // cmovge.rr.64AfterLogic
      if (fr >= 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 360: { // jle.jAfterLogic
      if (fr <= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 361: { // setle.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr <= 0))), REGS);
      pc += OP_SIZE; continue; }
        case 362: { // cmovle.rr.32AfterLogic
      if (fr <= 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 363: { // cmovle.rr.64AfterLogic
      if (fr <= 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 364: { // jg.jAfterLogic
      if (fr > 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 365: { // setg.r.8AfterLogic
      store<u8>(<usize>load<u8>(pc, OP_DST), <u8>(<i64>(<u32>(fr > 0))), REGS);
      pc += OP_SIZE; continue; }
        case 366: { // cmovg.rr.32AfterLogic
      if (fr > 0) { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS))), REGS); } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 367: { // cmovg.rr.64AfterLogic
      if (fr > 0) { store<i64>(<usize>load<u8>(pc, OP_DST), load<i64>(<usize>load<u8>(pc, OP_SRC), REGS), REGS); }
      pc += OP_SIZE; continue; }
        case 368: { // cmp.rr.32+je
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 369: { // cmp.rr.32+jne
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 370: { // cmp.rr.32+jb
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 371: { // cmp.rr.32+jae
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 372: { // cmp.rr.32+jbe
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 373: { // cmp.rr.32+ja
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 374: { // cmp.rr.32+jl
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 375: { // cmp.rr.32+jge
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 376: { // cmp.rr.32+jle
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 377: { // cmp.rr.32+jg
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 378: { // cmp.rr.64+je
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 379: { // cmp.rr.64+jne
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 380: { // cmp.rr.64+jb
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 381: { // cmp.rr.64+jae
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 382: { // cmp.rr.64+jbe
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 383: { // cmp.rr.64+ja
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 384: { // cmp.rr.64+jl
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 385: { // cmp.rr.64+jge
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 386: { // cmp.rr.64+jle
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 387: { // cmp.rr.64+jg
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 388: { // cmp.ri.8+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 389: { // cmp.ri.8+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 390: { // cmp.ri.8+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 391: { // cmp.ri.8+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 392: { // cmp.ri.8+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 393: { // cmp.ri.8+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 394: { // cmp.ri.8+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 395: { // cmp.ri.8+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 396: { // cmp.ri.8+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 397: { // cmp.ri.8+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 398: { // cmp.ri.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 399: { // cmp.ri.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 400: { // cmp.ri.32+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 401: { // cmp.ri.32+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 402: { // cmp.ri.32+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 403: { // cmp.ri.32+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 404: { // cmp.ri.32+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 405: { // cmp.ri.32+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 406: { // cmp.ri.32+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 407: { // cmp.ri.32+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 408: { // cmp.ri.64+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 409: { // cmp.ri.64+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 410: { // cmp.ri.64+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 411: { // cmp.ri.64+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 412: { // cmp.ri.64+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 413: { // cmp.ri.64+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 414: { // cmp.ri.64+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 415: { // cmp.ri.64+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 416: { // cmp.ri.64+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 417: { // cmp.ri.64+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 418: { // cmp.rm.8+je
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 419: { // cmp.rm.8+jne
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 420: { // cmp.rm.8+jb
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 421: { // cmp.rm.8+jae
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 422: { // cmp.rm.8+jbe
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 423: { // cmp.rm.8+ja
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 424: { // cmp.rm.8+jl
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 425: { // cmp.rm.8+jge
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 426: { // cmp.rm.8+jle
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 427: { // cmp.rm.8+jg
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) b = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad8(pc, va); }const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i8>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 428: { // cmp.rm.32+je
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 429: { // cmp.rm.32+jne
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 430: { // cmp.rm.32+jb
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 431: { // cmp.rm.32+jae
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 432: { // cmp.rm.32+jbe
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 433: { // cmp.rm.32+ja
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 434: { // cmp.rm.32+jl
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 435: { // cmp.rm.32+jge
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 436: { // cmp.rm.32+jle
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 437: { // cmp.rm.32+jg
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b));  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 438: { // cmp.rm.64+je
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 439: { // cmp.rm.64+jne
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 440: { // cmp.rm.64+jb
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 441: { // cmp.rm.64+jae
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 442: { // cmp.rm.64+jbe
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 443: { // cmp.rm.64+ja
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 444: { // cmp.rm.64+jl
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 445: { // cmp.rm.64+jge
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 446: { // cmp.rm.64+jle
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 447: { // cmp.rm.64+jg
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b;  fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 448: { // cmp.mi.8+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 449: { // cmp.mi.8+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 450: { // cmp.mi.8+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 451: { // cmp.mi.8+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 452: { // cmp.mi.8+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 453: { // cmp.mi.8+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 454: { // cmp.mi.8+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 455: { // cmp.mi.8+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 456: { // cmp.mi.8+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 457: { // cmp.mi.8+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = <i64>(<i8>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 458: { // cmp.mi.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 459: { // cmp.mi.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 460: { // cmp.mi.32+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 461: { // cmp.mi.32+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 462: { // cmp.mi.32+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 463: { // cmp.mi.32+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 464: { // cmp.mi.32+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 465: { // cmp.mi.32+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 466: { // cmp.mi.32+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 467: { // cmp.mi.32+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = <i64>(<i32>(a - b)); fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 468: { // cmp.mi.64+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 469: { // cmp.mi.64+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 470: { // cmp.mi.64+jb
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a < <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 471: { // cmp.mi.64+jae
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a >= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 472: { // cmp.mi.64+jbe
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a <= <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 473: { // cmp.mi.64+ja
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (<u64>a > <u64>b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 474: { // cmp.mi.64+jl
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (a < b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 475: { // cmp.mi.64+jge
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (a >= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 476: { // cmp.mi.64+jle
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (a <= b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 477: { // cmp.mi.64+jg
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) a = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad64(pc, va); } const r: i64 = a - b; fk = F_SUB; fa = a; fb = b; fr = r; if (a > b) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 478: { // test.rr.8+je
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 479: { // test.rr.8+jne
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 480: { // test.rr.8+js
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 481: { // test.rr.8+jns
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 482: { // test.rr.8+jle
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r <= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 483: { // test.rr.8+jg
      const b: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r > 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 484: { // test.rr.32+je
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 485: { // test.rr.32+jne
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 486: { // test.rr.32+js
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 487: { // test.rr.32+jns
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 488: { // test.rr.32+jle
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r <= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 489: { // test.rr.32+jg
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r > 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 490: { // test.rr.64+je
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 491: { // test.rr.64+jne
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 492: { // test.rr.64+js
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r < 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 493: { // test.rr.64+jns
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r >= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 494: { // test.rr.64+jle
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r <= 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 495: { // test.rr.64+jg
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r > 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 496: { // test.ri.8+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 497: { // test.ri.8+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i8>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 498: { // test.ri.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 499: { // test.ri.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b;  fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 500: { // test.mi.8+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 501: { // test.mi.8+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == (va & ~(<u64>0xfff))) a = <i64>load<i8>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad8(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 502: { // test.mi.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 503: { // test.mi.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);let a: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) a = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else a = slowLoad32(pc, va); } const r: i64 = a & b; fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 504: { // dec.r.32+je
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 505: { // dec.r.32+jne
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == -0x80000000 ? OF : 0); fk = F_MIXED; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 506: { // dec.r.64+je
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 507: { // dec.r.64+jne
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == i64.MIN_VALUE ? OF : 0); fk = F_MIXED; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 508: { // add.ri.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_ADD; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 509: { // add.ri.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_ADD; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 510: { // add.ri.64+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_ADD; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 511: { // add.ri.64+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_ADD; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 512: { // sub.ri.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 513: { // sub.ri.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 514: { // sub.ri.64+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_SUB; fa = a; fb = b; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 515: { // sub.ri.64+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_SUB; fa = a; fb = b; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 516: { // and.ri.32+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 517: { // and.ri.32+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 518: { // and.ri.64+je
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r; if (r == 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 519: { // and.ri.64+jne
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); fk = F_LOGIC; fr = r; if (r != 0) { block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc); } else { block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc); } break;
        }
        case 520: { // add.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 521: { // add.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 522: { // add.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 523: { // add.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 524: { // add.rm.32.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 525: { // add.rm.64.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 526: { // sub.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 527: { // sub.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 528: { // sub.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - b)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 529: { // sub.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 530: { // and.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 531: { // and.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 532: { // and.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 533: { // and.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 534: { // and.rm.32.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 535: { // and.rm.64.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a & b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 536: { // or.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 537: { // or.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 538: { // or.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 539: { // or.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 540: { // or.rm.32.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 541: { // or.rm.64.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a | b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 542: { // xor.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 543: { // xor.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 544: { // xor.ri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 545: { // xor.ri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 546: { // xor.rm.32.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 3) & ~(<u64>0xfff))) b = <i64>load<i32>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad32(pc, va); }const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 547: { // xor.rm.64.flagless
      let b: i64; { const va: u64 = (load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP)))); const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);
      if (load<u64>(e, TLB_READ) == ((va + 7) & ~(<u64>0xfff))) b = load<i64>(<usize>va + <usize>load<u32>(e, TLB_ADDEND)); else b = slowLoad64(pc, va); }const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a ^ b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 548: { // inc.r.32.flagless
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a + 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 549: { // inc.r.64.flagless
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a + 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 550: { // dec.r.32.flagless
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(a - 1)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 551: { // dec.r.64.flagless
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a - 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 552: { // neg.r.32.flagless
      const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = <i64>(<i32>(0 - a)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 553: { // neg.r.64.flagless
      const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = 0 - a; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 554: { // shl.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 555: { // shl.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 556: { // shr.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 557: { // shr.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 558: { // sar.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 559: { // sar.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 560: { // rol.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z << k) | (z >> ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 561: { // rol.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotl<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 562: { // ror.ri.32.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const k: u64 = n & 31; const r: i64 = <i64>(<i32>(<i64>((z >> k) | (z << ((32 - k)))))); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 563: { // ror.ri.64.flagless
      const n: u64 = <u64>load<u32>(pc, OP_IMM) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = rotr<i64>(a, <i64>n); store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 564: { // shl.rr.32.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z << n)));
        const c: u32 = (<u32>((z << n) >> 32)) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 565: { // shl.rr.64.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z << n);
        const c: u32 = (<u32>(z >> (64 - n))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 566: { // shr.rr.32.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(<u32>(a)); const r: i64 = <i64>(<i32>(<i64>(z >> n)));
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 567: { // shr.rr.64.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const z: u64 = <u64>(a); const r: i64 = <i64>(z >> n);
        const c: u32 = (<u32>(z >> (n - 1))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 568: { // sar.rr.32.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 31; if (n != 0) { const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS);  } else { store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(<i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS))), REGS); }
      pc += OP_SIZE; continue; }
        case 569: { // sar.rr.64.flagless
      const n: u64 = <u64>load<u8>(REGS + 8) & 63; if (n != 0) { const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS);  } 
      pc += OP_SIZE; continue; }
        case 570: { // imul2.rr.32.flagless
      const b: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_DST), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 571: { // imul2.rr.64.flagless
      const b: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS);const a: i64 = load<i64>(<usize>load<u8>(pc, OP_DST), REGS); const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
      pc += OP_SIZE; continue; }
        case 572: { // imul3.rri.32.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const a: i64 = <i64>load<i32>(<usize>load<u8>(pc, OP_SRC), REGS); const w: i64 = a * b; const r: i64 = <i64>(<i32>(w)); store<u64>(<usize>load<u8>(pc, OP_DST), <u64>(<u32>(r)), REGS); 
      pc += OP_SIZE; continue; }
        case 573: { // imul3.rri.64.flagless
      const b: i64 = <i64>load<i32>(pc, OP_IMM); const a: i64 = load<i64>(<usize>load<u8>(pc, OP_SRC), REGS); const r: i64 = a * b; store<i64>(<usize>load<u8>(pc, OP_DST), r, REGS); 
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
