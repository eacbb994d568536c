import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AL,
  type Assembler,
  AX,
  byte,
  CR0,
  CR2,
  CR3,
  CR4,
  DS,
  DX,
  dword,
  EAX,
  ECX,
  EDI,
  ES,
  ESI,
  mem,
  qword,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15,
  RAX,
  RBP,
  RBX,
  RCX,
  RDI,
  RDX,
  RSI,
  RSP,
  SS,
  tbyte,
} from './assembler.ts';
import { type Gate, loadGates } from './gates.ts';
import { descriptor, enterLongMode, guestImage, PD, PML4, TSS_STACK } from './guest-image.ts';
import type { Available } from './host-cpu.ts';
import {
  type CaseRunner,
  CODE_AT,
  CODE_PAGE,
  DATA_PAGES,
  type MachineCase,
  packCases,
  REQUEST_SIZE,
  RESPONSE_SIZE,
  unpackResults,
  WINDOW,
  WINDOW_SIZE,
} from './machine-case.ts';

// QEMU's translator as a runner of lockstep cases: a guest that carries the cases in its image, runs one after the other
// at CPL 3 with the addresses and selectors of Linux, and sends what came of each through a debug port into a file.
const COMMAND = 'qemu-system-x86_64';
/** For all that is not a case, and for each case: far more than they need on a machine at rest. */
const [TIMEOUT_MS, CASE_TIMEOUT_MS] = [60_000, 20];
const DEBUG_PORT = 0xe9;

const TABLE = 0x30_5000;
const CODE_FRAME = 0x31_0000;
/** Two frames that do not follow each other. */
const DATA_FRAMES = [0x31_2000, 0x31_4000] as const;
const RESULT = 0x32_0000;
/** Address of the case at hand. */
const CURRENT = 0x21_0010;
/** The cases stand behind all that. */
const CASES = 0x80_0000;

const KERNEL_CODE = 0x10;
const USER_CODE_32 = 0x23;
const USER_DATA = 0x2b;
const USER_CODE_64 = 0x33;
const TSS_SELECTOR = 0x40;
const KERNEL_DATA = 0x50;

// Offsets in the records of test/diff/host-cpu.c.
const REQUEST = { RFLAGS: 128, LENGTH: 136, BITS: 137, CODE: 144, FX: 208, WINDOW: 720 } as const;
const RESPONSE = {
  RFLAGS: 128,
  RIP: 136,
  VECTOR: 144,
  ERROR: 148,
  CR2: 152,
  FX: 160,
  WINDOW: 672,
  OUTSIDE: 1696,
} as const;
/** In encoding order. */
const REGISTERS = [RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15] as const;
const WITH_ERROR: ReadonlySet<number> = new Set([8, 10, 11, 12, 13, 14, 17, 21]);
const HALF = WINDOW_SIZE / 2;

/** QEMU as a runner of lockstep cases. A case must come to an end: there is no watch. */
export function qemuCpu(): Available<CaseRunner> {
  if (process.env['WITNESSES'] === '0') return { absent: 'WITNESSES=0' };
  if (spawnSync(COMMAND, ['--version']).error !== undefined) return { absent: `${COMMAND} is not installed` };
  return { runner: { name: 'QEMU', run: runCases } };
}

function runCases(cases: readonly MachineCase[]): MachineResultList {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-qemu-'));
  try {
    const [image, output] = [join(folder, 'guest'), join(folder, 'output')];
    writeFileSync(image, imageOf(cases));
    const machine = ['-accel', 'tcg', '-M', 'microvm,x-option-roms=off', '-cpu', 'max', '-m', '256', '-nodefaults'];
    const devices = [
      '-display',
      'none',
      '-device',
      'isa-debug-exit,iobase=0xf4,iosize=4',
      '-debugcon',
      `file:${output}`,
    ];
    const child = spawnSync(COMMAND, [...machine, '-no-reboot', ...devices, '-kernel', image], {
      encoding: 'latin1',
      timeout: TIMEOUT_MS + cases.length * CASE_TIMEOUT_MS,
    });
    const bytes = readFileSync(output);
    if (child.status !== 1 || bytes.length !== cases.length * RESPONSE_SIZE) {
      const done = Math.floor(bytes.length / RESPONSE_SIZE);
      throw new Error(
        `QEMU: status ${child.status} ${child.signal ?? ''} after ${done} of ${cases.length} cases (${cases[done]?.title}) ${child.stderr}`,
      );
    }
    return unpackResults(bytes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
type MachineResultList = ReturnType<CaseRunner['run']>;

function imageOf(cases: readonly MachineCase[]): Uint8Array {
  const records = packCases(cases);
  return guestImage((a) => {
    enterLongMode(a);
    supervisor(a);
    nextCase(a, CASES + records.length);
    handlers(a);
    a.align(CASES);
    a.computed(() => records);
  }).bytes;
}

/** Tables: all of the supervisor's memory is out of reach of user code; Linux's selectors; every vector caught. */
function supervisor(a: Assembler): void {
  a.jmp('tables').align(16);
  const flat = (access: number, flags: number): bigint => descriptor(0, 0xf_ffff, access, flags);
  a.label('linux_gdt').dq(
    0n,
    0n,
    flat(0x9b, 0xa),
    flat(0x9b, 0xa),
    flat(0xfb, 0xc),
    flat(0xf3, 0xc),
    flat(0xfb, 0xa),
    0n,
  );
  a.computed((address) => {
    const bytes = new DataView(new ArrayBuffer(16));
    bytes.setBigUint64(0, descriptor(Number(address('tss')), 0x67, 0x89, 0), true);
    return new Uint8Array(bytes.buffer);
  });
  a.dq(flat(0x93, 0xc));
  a.label('linux_gdtr').dw(0x57).dq('linux_gdt').label('tables').lgdt(tbyte('linux_gdtr'));
  a.mov(EAX, KERNEL_DATA).mov(SS, AX).mov(EAX, TSS_SELECTOR).ltr(AX);
  const gates: Gate[] = [];
  for (let vector = 0; vector < 32; vector++) {
    // User code may use INT3, INTO and no other vector of its own accord.
    const access = vector === 3 || vector === 4 ? 0xee : 0x8e;
    gates.push({ vector, handler: `vector_${vector}`, selector: KERNEL_CODE, access });
  }
  loadGates(a, gates);
  a.mov(EDI, PD).mov(ECX, 512).label('supervisor').and(byte(RDI), 0xfb).add(EDI, 8).dec(ECX).jne('supervisor');
  a.mov(EDI, TABLE).xor(EAX, EAX).mov(ECX, 512).rep().stosq();
  a.mov(qword(PD + 8 * (CODE_PAGE >>> 21)), TABLE | 7);
  const pages: readonly (readonly [linear: number, frame: number, executable: boolean])[] = [
    [CODE_PAGE, CODE_FRAME, true],
    [DATA_PAGES, DATA_FRAMES[0], false],
    [DATA_PAGES + 0x1000, DATA_FRAMES[1], false],
  ];
  for (const [linear, frame, executable] of pages) {
    a.mov(RAX, BigInt(frame) | 7n | (executable ? 0n : 1n << 63n)).mov(qword(TABLE + 8 * ((linear >>> 12) & 511)), RAX);
  }
  a.mov(EAX, PML4).mov(CR3, RAX).mov(EAX, 0x8005_0033).mov(CR0, RAX).mov(EAX, 0x4_06a0).mov(CR4, RAX);
  a.mov(AL, 0xff).out(0x21, AL).out(0xa1, AL);
  a.mov(qword(CURRENT), CASES);
}

/** Load the state of the next case and go there. */
function nextCase(a: Assembler, end: number): void {
  a.label('next')
    .mov(RSP, TSS_STACK - 0x1000)
    .mov(RBX, qword(CURRENT))
    .cmp(RBX, end)
    .jae('done');
  a.mov(EDI, CODE_FRAME).mov(RAX, 0xcccc_cccc_cccc_ccccn).mov(ECX, 512).rep().stosq();
  a.lea(RSI, mem(RBX, REQUEST.CODE))
    .mov(EDI, CODE_FRAME + (CODE_AT & 0xfff))
    .movzx(ECX, byte(RBX, REQUEST.LENGTH))
    .rep()
    .movsb();
  for (const frame of DATA_FRAMES) a.mov(EDI, frame).xor(EAX, EAX).mov(ECX, 512).rep().stosq();
  a.lea(RSI, mem(RBX, REQUEST.WINDOW))
    .mov(EDI, DATA_FRAMES[0] + (WINDOW & 0xfff))
    .mov(ECX, HALF)
    .rep()
    .movsb();
  a.mov(EDI, DATA_FRAMES[1]).mov(ECX, HALF).rep().movsb();
  a.fxrstor(mem(RBX, REQUEST.FX));
  a.mov(EAX, USER_DATA).mov(DS, AX).mov(ES, AX);
  a.push(USER_DATA)
    .push(qword(RBX, 8 * 4))
    .push(qword(RBX, REQUEST.RFLAGS));
  a.mov(EAX, USER_CODE_64).cmp(byte(RBX, REQUEST.BITS), 64).je('is_64').mov(EAX, USER_CODE_32).label('is_64').push(RAX);
  a.push(CODE_AT);
  for (const [i, register] of REGISTERS.entries()) {
    if (register !== RSP && register !== RBX) a.mov(register, qword(RBX, 8 * i));
  }
  a.mov(RBX, qword(RBX, 8 * 3)).iretq();
  a.label('done').mov(AL, 0).out(0xf4, AL).label('stop').hlt().jmp('stop');
}

/** Send the state that a case has left. */
function handlers(a: Assembler): void {
  for (let vector = 0; vector < 32; vector++) {
    a.label(`vector_${vector}`);
    if (!WITH_ERROR.has(vector)) a.push(0);
    a.push(vector).jmp('ended');
  }
  a.label('ended').cld();
  for (const [i, register] of REGISTERS.entries()) if (register !== RSP) a.mov(qword(RESULT + 8 * i), register);
  // On the stack: vector, error code, RIP, CS, RFLAGS, RSP, SS.
  for (const [at, to] of [
    [16, RESPONSE.RIP],
    [32, RESPONSE.RFLAGS],
    [40, 8 * 4],
  ] as const) {
    a.mov(RAX, qword(RSP, at)).mov(qword(RESULT + to), RAX);
  }
  a.mov(EAX, dword(RSP)).mov(dword(RESULT + RESPONSE.VECTOR), EAX);
  a.mov(EAX, dword(RSP, 8)).mov(dword(RESULT + RESPONSE.ERROR), EAX);
  a.xor(EAX, EAX)
    .cmp(dword(RSP), 14)
    .jne('no_cr2')
    .mov(RAX, CR2)
    .label('no_cr2')
    .mov(qword(RESULT + RESPONSE.CR2), RAX);
  a.fxsave(mem(RESULT + RESPONSE.FX));
  a.mov(ESI, DATA_FRAMES[0] + (WINDOW & 0xfff))
    .mov(EDI, RESULT + RESPONSE.WINDOW)
    .mov(ECX, HALF)
    .rep()
    .movsb();
  a.mov(ESI, DATA_FRAMES[1]).mov(ECX, HALF).rep().movsb();
  // Anything in the data pages outside the window.
  a.xor(EAX, EAX).mov(qword(RESULT + RESPONSE.OUTSIDE), RAX);
  for (const [i, [from, bytes]] of [
    [DATA_FRAMES[0], WINDOW & 0xfff],
    [DATA_FRAMES[1] + HALF, 0x1000 - HALF],
  ].entries()) {
    a.mov(EDI, from!)
      .mov(ECX, bytes! / 8)
      .repe()
      .scasq()
      .je(`clean_${i}`)
      .mov(qword(RESULT + RESPONSE.OUTSIDE), 1)
      .label(`clean_${i}`);
  }
  a.mov(ESI, RESULT).mov(ECX, RESPONSE_SIZE).mov(DX, DEBUG_PORT).rep().outsb();
  a.add(qword(CURRENT), REQUEST_SIZE).jmp('next');
}
