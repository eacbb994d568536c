/**
 * The registers of a vCPU as gdb knows them: their order, names, widths and types, and where each is. One table, which also
 * makes the target description. "Debugging with GDB", appendix "Target Descriptions", section "i386 Features".
 */
import { type FloatRegisters, readFloatRegisters, withFloatRegisters } from '../cpu/float-registers.ts';
import type { ControlRegister, GeneralRegister, RegisterChanges, Registers, SegmentName } from '../cpu/registers.ts';
import type { Vcpu } from '../vm/engine.ts';

/** What a vCPU's registers are at one moment. */
export interface RegisterValues {
  readonly registers: Registers;
  readonly floats: FloatRegisters;
}
/** What a write to one register changes. */
interface Change {
  readonly registers?: RegisterChanges;
  readonly floats?: Partial<FloatRegisters>;
}

/** One register. Values are unsigned. */
export interface GdbRegister {
  readonly name: string;
  readonly bits: number;
  /** Its type in the target description. */
  readonly type: string;
  readonly feature: string;
  read(values: RegisterValues): bigint;
  write(value: bigint, values: RegisterValues): Change;
}

const CORE = 'org.gnu.gdb.i386.core';
const SSE = 'org.gnu.gdb.i386.sse';
const SEGMENTS = 'org.gnu.gdb.i386.segments';
/** Ours: gdb shows what it does not know as it is described. */
const SYSTEM = 'org.subpage.system';

function general(name: GeneralRegister, type: string): GdbRegister {
  return {
    name,
    bits: 64,
    type,
    feature: CORE,
    read: ({ registers }) => registers[name],
    write: (value) => ({ registers: { [name]: value } }),
  };
}
function control(register: ControlRegister, name: string, bits: number, type: string, feature: string): GdbRegister {
  return {
    name,
    bits,
    type,
    feature,
    read: ({ registers }) => BigInt.asUintN(bits, registers[register]),
    write: (value) => ({ registers: { [register]: value } }),
  };
}
function selector(name: SegmentName): GdbRegister {
  return {
    name,
    bits: 32,
    type: 'int32',
    feature: CORE,
    read: ({ registers }) => BigInt(registers[name].selector),
    write: (value, { registers }) => ({
      registers: { [name]: { ...registers[name], selector: Number(value & 0xffffn) } },
    }),
  };
}
function segmentBase(name: 'fs' | 'gs'): GdbRegister {
  return {
    name: `${name}_base`,
    bits: 64,
    type: 'int64',
    feature: SEGMENTS,
    read: ({ registers }) => registers[name].base,
    write: (value, { registers }) => ({ registers: { [name]: { ...registers[name], base: value } } }),
  };
}
function st(index: number): GdbRegister {
  return {
    name: `st${index}`,
    bits: 80,
    type: 'i387_ext',
    feature: CORE,
    read: ({ floats }) => floats.st[index] as bigint,
    write: (value, { floats }) => ({ floats: { st: replaced(floats.st, index, value) } }),
  };
}
function xmm(index: number): GdbRegister {
  return {
    name: `xmm${index}`,
    bits: 128,
    type: 'vec128',
    feature: SSE,
    read: ({ floats }) => floats.xmm[index] as bigint,
    write: (value, { floats }) => ({ floats: { xmm: replaced(floats.xmm, index, value) } }),
  };
}
/** A number of the x87 unit; gdb has 32 bits for each. */
function floatNumber(name: string, field: 'fcw' | 'fsw' | 'ftw' | 'fcs' | 'fds' | 'fop'): GdbRegister {
  return {
    name,
    bits: 32,
    type: 'int',
    feature: CORE,
    read: ({ floats }) => BigInt(floats[field]),
    write: (value) => ({ floats: { [field]: Number(value & 0xffffn) } }),
  };
}
function floatPointer(name: string, field: 'fip' | 'fdp'): GdbRegister {
  return {
    name,
    bits: 32,
    type: 'int',
    feature: CORE,
    read: ({ floats }) => BigInt.asUintN(32, floats[field]),
    write: (value) => ({ floats: { [field]: value } }),
  };
}

function replaced(values: readonly bigint[], index: number, value: bigint): bigint[] {
  return values.map((before, i) => (i === index ? value : before));
}

const eight = [0, 1, 2, 3, 4, 5, 6, 7];

/** All of them, by gdb's numbers. */
export const GDB_REGISTERS: readonly GdbRegister[] = [
  ...(['rax', 'rbx', 'rcx', 'rdx', 'rsi', 'rdi'] as const).map((name) => general(name, 'int64')),
  general('rbp', 'data_ptr'),
  general('rsp', 'data_ptr'),
  ...(['r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15'] as const).map((name) => general(name, 'int64')),
  control('rip', 'rip', 64, 'code_ptr', CORE),
  control('rflags', 'eflags', 32, 'i386_eflags', CORE),
  ...(['cs', 'ss', 'ds', 'es', 'fs', 'gs'] as const).map(selector),
  ...eight.map(st),
  floatNumber('fctrl', 'fcw'),
  floatNumber('fstat', 'fsw'),
  floatNumber('ftag', 'ftw'),
  floatNumber('fiseg', 'fcs'),
  floatPointer('fioff', 'fip'),
  floatNumber('foseg', 'fds'),
  floatPointer('fooff', 'fdp'),
  floatNumber('fop', 'fop'),
  ...[...eight, ...eight.map((i) => i + 8)].map(xmm),
  {
    name: 'mxcsr',
    bits: 32,
    type: 'i386_mxcsr',
    feature: SSE,
    read: ({ floats }) => BigInt(floats.mxcsr),
    write: (value) => ({ floats: { mxcsr: Number(value) } }),
  },
  segmentBase('fs'),
  segmentBase('gs'),
  ...(['cr0', 'cr2', 'cr3', 'cr4', 'cr8', 'efer'] as const).map((name) => control(name, name, 64, 'int64', SYSTEM)),
];

export function readRegisters(vcpu: Vcpu): RegisterValues {
  return { registers: vcpu.getRegisters(), floats: readFloatRegisters(vcpu.save()) };
}

/** Little-endian bytes of a register. */
export function encodeRegister({ bits, read }: GdbRegister, values: RegisterValues): Uint8Array {
  let rest = read(values);
  return Uint8Array.from({ length: bits / 8 }, () => {
    const byte = Number(rest & 0xffn);
    rest >>= 8n;
    return byte;
  });
}

/** Set a register. @param bytes little-endian, as many as it has */
export function writeRegister(vcpu: Vcpu, register: GdbRegister, bytes: Uint8Array): void {
  const values = readRegisters(vcpu);
  const value = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  if (value === register.read(values)) return;
  const { registers, floats } = register.write(value, values);
  if (registers !== undefined) vcpu.setRegisters(registers);
  if (floats !== undefined) vcpu.restore(withFloatRegisters(vcpu.save(), { ...values.floats, ...floats }));
}
