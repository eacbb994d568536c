import {
  AL,
  type Assembler,
  AX,
  assembler,
  CL,
  CR0,
  CR2,
  CR3,
  CR4,
  DS,
  DX,
  dword,
  EAX,
  EBX,
  ECX,
  EDI,
  ES,
  ESI,
  ESP,
  FS,
  fword,
  GS,
  mem,
  qword,
  RAX,
  RBX,
  RSI,
  RSP,
  SS,
  tbyte,
} from './assembler.ts';

/*
 * Test guests: multiboot images made by the assembler, which leave 64-bit results in a list and, at their end, send the
 * list over the serial line as hexadecimal. The same image runs on the core, on QEMU and on Bochs.
 */

/** Where the image is loaded, and its memory map. */
export const GUEST_BASE = 0x10_0000;
/** The list of results: a pointer to its end, then the results, 8 bytes each. */
export const LIST_END = 0x20_0000;
export const LIST = 0x20_0008;
/** Where an exception's handler goes on, with which stack pointer. */
export const RESUME_IP = 0x21_0000;
export const RESUME_SP = 0x21_0008;
/** Page tables of the standard long mode: PML4, PDPT, PD; tests put their own behind. */
export const PML4 = 0x30_0000;
export const PDPT = 0x30_1000;
export const PD = 0x30_2000;
/** First free frame for tests. */
export const FREE = 0x40_0000;
export const STACK_TOP = 0x2f_0000;
/** Stack that the TSS gives to interrupts from user code. */
export const TSS_STACK = 0x2e_0000;
export const IST_STACK = 0x2d_0000;

/** Selectors of the standard GDT. */
export const SELECTOR = {
  CODE32: 0x08,
  DATA: 0x10,
  CODE64: 0x18,
  CODE16: 0x20,
  DATA16: 0x28,
  USER_CODE32: 0x33,
  USER_DATA: 0x3b,
  USER_CODE64: 0x43,
  /** 64-bit TSS: two entries. */
  TSS: 0x48,
  /** First entry that tests may fill: label `gdt_free`, 24 entries. */
  FREE: 0x58,
} as const;

/** A descriptor's eight bytes. `access` is byte 5; `flags` the upper half of byte 6 (G 8, D/B 4, L 2). */
export function descriptor(base: number, limit: number, access: number, flags: number): bigint {
  const b = BigInt(base);
  const l = BigInt(limit);
  return (
    (l & 0xffffn) |
    ((b & 0xff_ffffn) << 16n) |
    (BigInt(access) << 40n) |
    ((l >> 16n) << 48n) |
    (BigInt(flags) << 52n) |
    ((b >> 24n) << 56n)
  );
}

export interface GuestImage {
  /** Loaded at GUEST_BASE; begins with a multiboot header with address fields. */
  readonly bytes: Uint8Array;
  readonly entry: number;
  /** Address of a label in the image. */
  address(label: string): number;
}

/**
 * A guest. `body` starts in flat 32-bit protected mode (GDT of SELECTOR loaded, stack set) and must end in `finish`.
 */
export function guestImage(body: (a: Assembler) => void): GuestImage {
  const a = assembler(32, GUEST_BASE);
  const flags = 0x1_0003;
  a.label('header').dd(0x1bad_b002, flags, -(0x1bad_b002 + flags) >>> 0);
  a.dd('header', GUEST_BASE, 'image_end', 'image_end', 'entry').align(16);
  a.label('gdt').dq(
    0n,
    descriptor(0, 0xf_ffff, 0x9b, 0xc),
    descriptor(0, 0xf_ffff, 0x93, 0xc),
    descriptor(0, 0xf_ffff, 0x9b, 0xa),
    descriptor(0, 0xffff, 0x9b, 0),
    descriptor(0, 0xffff, 0x93, 0),
    descriptor(0, 0xf_ffff, 0xfb, 0xc),
    descriptor(0, 0xf_ffff, 0xf3, 0xc),
    descriptor(0, 0xf_ffff, 0xfb, 0xa),
  );
  a.computed((address) => {
    const bytes = new DataView(new ArrayBuffer(16));
    bytes.setBigUint64(0, descriptor(Number(address('tss')), 0x67, 0x89, 0), true);
    return new Uint8Array(bytes.buffer);
  });
  a.label('gdt_free')
    .zero(24 * 8)
    .label('gdt_end');
  a.label('gdtr')
    .dw(0x58 + 24 * 8 - 1)
    .dd('gdt')
    .dd(0)
    .align(16);
  // The I/O map base lies behind the limit: no ports for user code.
  a.label('tss').dd(0).dq(TSS_STACK, 0, 0, 0, IST_STACK, 0, 0, 0, 0, 0, 0, 0).dw(0, 0x68).align(16);
  a.label('entry').cli().cld().mov(ESP, STACK_TOP).lgdt(fword('gdtr'));
  a.jmpFar(SELECTOR.CODE32, 'flat').label('flat');
  a.mov(EAX, SELECTOR.DATA);
  for (const segment of [DS, ES, SS, FS, GS]) a.mov(segment, AX);
  a.mov(dword(LIST_END), LIST).mov(dword(LIST_END + 4), 0);
  body(a);
  a.label('image_end');
  return { bytes: a.bytes(), entry: Number(a.addressOf('entry')), address: (label) => Number(a.addressOf(label)) };
}

let labels = 0;
/** A label that no other has. */
export function fresh(stem: string): string {
  return `${stem}_${labels++}`;
}

/** From flat 32-bit code to 64-bit code: 2-MiB identity pages over the first GiB, user access, NX and SSE enabled. */
export function enterLongMode(a: Assembler): void {
  const loop = fresh('fill');
  a.mov(EDI, PML4)
    .xor(EAX, EAX)
    .mov(ECX, 3 * 1024)
    .rep()
    .stosd();
  a.mov(dword(PML4), PDPT | 7).mov(dword(PDPT), PD | 7);
  a.mov(EDI, PD).mov(EAX, 0x87).mov(ECX, 512);
  a.label(loop).mov(mem(EDI), EAX).add(EAX, 0x20_0000).add(EDI, 8).dec(ECX).jne(loop);
  a.mov(EAX, CR4).or(EAX, 0x6a0).mov(CR4, EAX).mov(EAX, PML4).mov(CR3, EAX);
  a.mov(ECX, 0xc000_0080).rdmsr().or(EAX, 0x901).wrmsr(); // SCE, LME, NXE
  a.mov(EAX, CR0).and(EAX, 0x9fff_fffb).or(EAX, 0x8000_0023).mov(CR0, EAX);
  const long = fresh('long');
  a.jmpFar(SELECTOR.CODE64, long).bits(64).label(long);
  a.mov(EAX, SELECTOR.DATA).mov(SS, AX).mov(RSP, STACK_TOP);
  a.mov(EAX, SELECTOR.TSS).ltr(AX);
}

/** 64-bit code: append a register to the list. RBX is used. */
export function record(a: Assembler, register: typeof RAX): void {
  a.mov(RBX, qword(LIST_END)).mov(mem(RBX), register).add(RBX, 8).mov(qword(LIST_END), RBX);
}

/** 32-bit code: append a register, zero-extended. EBX is used. */
export function record32(a: Assembler, register: typeof EAX): void {
  a.mov(EBX, dword(LIST_END)).mov(mem(EBX), register).mov(dword(EBX, 4), 0);
  a.add(EBX, 8).mov(dword(LIST_END), EBX);
}

/** What the handlers of `catchExceptions` record, in this order. */
export interface Caught {
  readonly vector: number;
  readonly error: number;
  readonly rip: number;
  readonly cs: number;
  readonly rflags: number;
  readonly rsp: number;
  readonly ss: number;
  readonly cr2: bigint;
}
export const CAUGHT_FIELDS = 8;

/** The `index`-th group of eight results as a caught exception. */
export function caught(results: readonly bigint[], index: number): Caught {
  const [vector, error, rip, cs, rflags, rsp, ss, cr2] = results.slice(8 * index, 8 * index + 8) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return {
    vector: Number(vector),
    error: Number(error),
    rip: Number(rip),
    cs: Number(cs),
    rflags: Number(rflags),
    rsp: Number(rsp),
    ss: Number(ss),
    cr2,
  };
}

const WITH_ERROR: ReadonlySet<number> = new Set([8, 10, 11, 12, 13, 14, 17, 21]);
/** Vector that `attempt` records when nothing was raised. */
export const NOTHING = 0xff;

/**
 * 64-bit code: an IDT whose handlers record a `Caught` and go on at RESUME_IP with RESUME_SP, at CPL 0. Vectors 0..31 and
 * 0x40 (open to user code). Interrupt gates; `ist` puts vectors on IST 1.
 */
export function catchExceptions(a: Assembler, options: { ist?: readonly number[] } = {}): void {
  const skip = fresh('skip');
  a.jmp(skip);
  for (let vector = 0; vector < 0x41; vector++) {
    if (vector > 31 && vector < 0x40) continue;
    a.label(`handler_${vector}`);
    if (!WITH_ERROR.has(vector)) a.push(0);
    a.push(vector).jmp('handler');
  }
  a.label('handler').push(RAX).push(RBX).mov(RBX, qword(LIST_END));
  for (let i = 0; i < 7; i++) a.mov(RAX, mem(RSP, 16 + 8 * i)).mov(mem(RBX, 8 * i), RAX);
  a.mov(RAX, CR2).mov(mem(RBX, 56), RAX).add(RBX, 64).mov(qword(LIST_END), RBX);
  a.pop(RBX).pop(RAX).mov(RSP, qword(RESUME_SP)).jmp(qword(RESUME_IP));
  a.align(16).label('idt');
  for (let vector = 0; vector < 0x41; vector++) {
    a.computed((address) => {
      const bytes = new DataView(new ArrayBuffer(16));
      if (vector > 31 && vector < 0x40) return new Uint8Array(bytes.buffer);
      const offset = Number(address(`handler_${vector}`));
      bytes.setUint16(0, offset & 0xffff, true);
      bytes.setUint16(2, SELECTOR.CODE64, true);
      bytes.setUint8(4, options.ist?.includes(vector) === true ? 1 : 0);
      bytes.setUint8(5, vector === 3 || vector === 4 || vector === 0x40 ? 0xee : 0x8e);
      bytes.setUint16(6, offset >>> 16, true);
      return new Uint8Array(bytes.buffer);
    });
  }
  a.label('idt_end')
    .label('idtr')
    .dw(0x41 * 16 - 1)
    .dq('idt')
    .label(skip)
    .lidt(tbyte('idtr'));
}

/**
 * 64-bit code: run `body`; the exception it raises is recorded, or NOTHING when it ends without one.
 * RAX is FREE, so that a wild access through it does no harm. The labels `<name>` and `<name>_end` stand around the body.
 */
export function attempt(a: Assembler, name: string, body: (a: Assembler) => void): void {
  a.mov(RAX, `${name}_end`).mov(qword(RESUME_IP), RAX).mov(qword(RESUME_SP), RSP).mov(EAX, FREE);
  a.label(name);
  body(a);
  a.mov(RBX, qword(LIST_END)).mov(qword(RBX), NOTHING);
  a.xor(EAX, EAX);
  for (let i = 1; i < 8; i++) a.mov(mem(RBX, 8 * i), RAX);
  a.add(RBX, 64).mov(qword(LIST_END), RBX);
  a.label(`${name}_end`);
}

/** 64-bit code: go on at a label at CPL 3, 64-bit, with IF clear. */
export function enterUser(a: Assembler, label: string, stack: number): void {
  a.push(SELECTOR.USER_DATA).push(stack).push(2).push(SELECTOR.USER_CODE64).mov(RAX, label).push(RAX).iretq();
}

/** Send the list over COM1 and end the machine. `bits` is the mode that the code is in. */
export function finish(a: Assembler, bits: 32 | 64): void {
  const [next, digit, decimal, done, drained, stop] = ['next', 'digit', 'decimal', 'done', 'drained', 'stop'].map(
    fresh,
  ) as [string, string, string, string, string, string];
  // Line control first: divisor 1, 8 bits, as a machine without a BIOS needs.
  for (const [port, value] of [
    [0x3fb, 0x80],
    [0x3f8, 1],
    [0x3f9, 0],
    [0x3fb, 3],
  ] as const) {
    a.mov(DX, port).mov(AL, value).out(DX, AL);
  }
  const at = bits === 64 ? RSI : ESI;
  a.mov(ESI, LIST).label(next).cmp(ESI, dword(LIST_END)).jae(done);
  // Sixteen digits from the top nibble down, then a line feed.
  a.mov(ECX, 60).label(digit);
  if (bits === 64) a.mov(RAX, mem(at)).shr(RAX, CL);
  else {
    const [low, both] = [fresh('low'), fresh('both')];
    a.cmp(ECX, 32).jb(low).mov(EAX, mem(at, 4)).jmp(both).label(low).mov(EAX, mem(at)).label(both).shr(EAX, CL);
  }
  a.and(EAX, 15).add(EAX, 0x30).cmp(EAX, 0x39).jbe(decimal).add(EAX, 0x27).label(decimal);
  send(a);
  a.sub(ECX, 4).jns(digit).mov(EAX, 10);
  send(a);
  a.add(ESI, 8).jmp(next);
  a.label(done).mov(DX, 0x3fd).label(drained).in(AL, DX).test(AL, 0x40).je(drained);
  a.mov(AL, 0).out(0xf4, AL);
  for (const c of 'Shutdown') a.mov(DX, 0x8900).mov(AL, c.charCodeAt(0)).out(DX, AL);
  a.label(stop).hlt().jmp(stop);
}

/** Send AL, once COM1 has room. EBX and EDX are used. */
function send(a: Assembler): void {
  const wait = fresh('wait');
  a.mov(EBX, EAX).mov(DX, 0x3fd).label(wait).in(AL, DX).test(AL, 0x20).je(wait);
  a.mov(EAX, EBX).mov(DX, 0x3f8).out(DX, AL);
}
