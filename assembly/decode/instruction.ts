// One instruction: prefixes, opcode, ModRM, SIB, displacement, immediates. What an opcode means comes from
// generated/tables.ts; here is only the format. SDM Vol. 2A, "Instruction Format".
import { FETCH_BUFFER, REG_ZERO } from '../generated/layout';
import { H_MOV_IMM64, H_UD, LEAF_SIZE, LEAVES, NODES, ROOTS } from '../generated/tables';
import { fetchTranslate } from '../mem/fetch';
import { MODE_16, MODE_64, MODE_CODE, mode } from '../state';

// Operand kinds: positions in KINDS of gen/instruction-set.ts.
const K_G: u32 = 1;
const K_E: u32 = 2;
const K_M: u32 = 3;
const K_R: u32 = 4;
const K_V: u32 = 5;
const K_W: u32 = 6;
const K_U: u32 = 7;
const K_P: u32 = 8;
const K_Q: u32 = 9;
const K_N: u32 = 10;
const K_S: u32 = 11;
const K_C: u32 = 12;
const K_D: u32 = 13;
const K_Z: u32 = 14;
const K_T: u32 = 15;
const K_I: u32 = 16;
const K_J: u32 = 17;
const K_O: u32 = 18;
const K_A: u32 = 19;
const K_X: u32 = 20;
const K_Y: u32 = 21;
const K_AL: u32 = 32;
const K_AX: u32 = 33;
const K_RAX: u32 = 34;
const K_CL: u32 = 35;
const K_DX: u32 = 36;
const K_ONE: u32 = 37;
// Operand sizes: positions in SIZE_CODES.
const S_B: u32 = 0;
const S_W: u32 = 1;
const S_D: u32 = 2;
const S_Q: u32 = 3;
const S_V: u32 = 4;
const S_Z: u32 = 5;
const S_Y: u32 = 6;
const S_X: u32 = 7;
const S_T: u32 = 8;
const S_O: u32 = 9;
const S_S: u32 = 10;
// Leaf flags (gen/tables.ts).
export const L_ENDS: u32 = 1;
const L_LOCK: u32 = 2;
export const L_WRITES: u32 = 4;
const L_D64: u32 = 8;
const L_F64: u32 = 16;
const L_MODRM: u32 = 64;
const L_P66: u32 = 128;

export const NO_SEGMENT: u32 = 8;

// The instruction being decoded.
export let at: usize = 0;
export let end: usize = 0;
export let start: usize = 0;
/** Bytes beyond the page are wanted, and the block has instructions already. */
export let overrun: bool = false;
export let mayExtend: bool = false;
export let extended: u32 = 0;
export let linearStart: u64 = 0;
export let tooLong: bool = false;

let rex: u32 = 0;
let opsize16: bool = false;
let addressPrefix: bool = false;
export let segment: u32 = NO_SEGMENT;
let lock: bool = false;
export let rep: u32 = 0;

let modrm: u32 = 0;
export let hasMemory: bool = false;
export let memBase: u32 = 0;
export let memIndex: u32 = 0;
export let memScale: u32 = 0;
export let memDisp: i64 = 0;
export let memRipRelative: bool = false;
export let memStack: bool = false;

export let opDst: u32 = 0;
export let opSrc: u32 = 0;
export let opImm: i64 = 0;
export let opFar: u32 = 0;
export let wideImmediate: bool = false;
export let branchOffset: i64 = 0;

/** Look at the instruction bytes at `linear`, which lie at linear-memory address `here`; `first`: of its block. */
export function beginInstruction(here: u32, linear: u64, first: bool): void {
  const left = 0x1000 - (here & 0xfff);
  if (left >= 15) {
    start = <usize>here;
    end = start + 15;
  } else {
    memory.copy(FETCH_BUFFER, <usize>here, left);
    start = FETCH_BUFFER;
    end = start + <usize>left;
  }
  at = start;
  overrun = false;
  tooLong = false;
  mayExtend = first;
  extended = 0;
  linearStart = linear;
}

/** What stands at the place of an instruction that cannot be fetched whole. */
export function dismissInstruction(): void {
  leafFlags = 0;
  hasMemory = false;
}

function next8(): u32 {
  if (at >= end) {
    if (overrun || tooLong) return 0;
    if (at - start >= 15) {
      tooLong = true;
      return 0;
    }
    if (!mayExtend || extended != 0) {
      overrun = true;
      return 0;
    }
    // The instruction goes on in the next page.
    const have = end - start;
    const second = fetchTranslate((linearStart | 0xfff) + 1);
    memory.copy(FETCH_BUFFER + have, second, 15 - have);
    extended = second;
    end = start + 15;
  }
  return <u32>load<u8>(at++);
}

function next16(): u32 {
  const low = next8();
  return low | (next8() << 8);
}

function next32(): i32 {
  const low = next16();
  return <i32>(low | (next16() << 16));
}

function next64(): i64 {
  const low = <u64>(<u32>next32());
  return <i64>(low | ((<u64>(<u32>next32())) << 32));
}

/** ModRM's memory operand. SDM Vol. 2A, "Addressing-Mode Encoding of ModR/M and SIB Bytes". */
function decodeMemory(address: u32): void {
  const mod = modrm >> 6;
  const rm = modrm & 7;
  hasMemory = true;
  memScale = 0;
  memIndex = <u32>REG_ZERO;
  memRipRelative = false;
  memStack = false;
  memDisp = 0;
  if (address == 1) {
    // 16-bit: BX+SI BX+DI BP+SI BP+DI SI DI BP BX
    const bx: u32 = 24;
    const bp: u32 = 40;
    const si: u32 = 48;
    const di: u32 = 56;
    if (rm < 2) memBase = bx;
    else if (rm < 4 || rm == 6) memBase = bp;
    else memBase = rm == 4 ? si : rm == 5 ? di : bx;
    if (rm < 4) memIndex = (rm & 1) == 0 ? si : di;
    memStack = rm == 2 || rm == 3 || (rm == 6 && mod != 0);
    if (mod == 0 && rm == 6) {
      memBase = <u32>REG_ZERO;
      memDisp = <i64>(<i16>next16());
    } else if (mod == 1) memDisp = <i64>(<i8>next8());
    else if (mod == 2) memDisp = <i64>(<i16>next16());
    return;
  }
  let base = rm;
  if (rm == 4) {
    const sib = next8();
    memScale = sib >> 6;
    const index = ((sib >> 3) & 7) | ((rex & 2) << 2);
    if (index != 4) memIndex = index << 3;
    base = sib & 7;
    if (base == 5 && mod == 0) {
      memBase = <u32>REG_ZERO;
      memDisp = <i64>next32();
      return;
    }
  } else if (rm == 5 && mod == 0) {
    memBase = <u32>REG_ZERO;
    memDisp = <i64>next32();
    memRipRelative = (mode & MODE_CODE) == MODE_64;
    return;
  }
  base |= (rex & 1) << 3;
  memBase = base << 3;
  memStack = base == 4 || base == 5;
  if (mod == 1) memDisp = <i64>(<i8>next8());
  else if (mod == 2) memDisp = <i64>next32();
}

function byteRegister(n: u32): u32 {
  return rex == 0 && n >= 4 && n < 8 ? ((n - 4) << 3) + 1 : n << 3;
}

/** Follow the tree from an opcode to the row that applies: the leaf's address. */
function findLeaf(map: u32, opcode: u32, prefix: u32, long: bool): usize {
  let node = <u32>load<u16>(ROOTS + ((<usize>(map * 256 + opcode)) << 1));
  let peeked = false;
  while ((node & 0x8000) != 0) {
    const p = NODES + ((<usize>(node & 0x7fff)) << 1);
    const kind = <u32>load<u16>(p);
    let child: u32;
    if (kind == 1) child = long ? 1 : 0;
    else if (kind == 2) child = prefix;
    else {
      if (!peeked) {
        modrm = next8();
        at--;
        if (overrun || tooLong) at++;
        peeked = true;
      }
      if (kind == 3) child = (modrm >> 3) & 7;
      else if (kind == 4) child = modrm >= 0xc0 ? 1 : 0;
      else child = modrm & 7;
    }
    node = <u32>load<u16>(p + 2 + ((<usize>child) << 1));
  }
  return LEAVES + <usize>node * LEAF_SIZE;
}

export let leafFlags: u32 = 0;
export let operandSize: u32 = 0;
export let addressSize: u32 = 0;
export let memBytes: u32 = 0;
export let popsToMemory: bool = false;
export let opBase: u32 = 0;
let enters: bool = false;
export let stringOperand: bool = false;

/** Decode the instruction at `at`; its parts are left in the variables above. Returns the handler. */
export function decodeOne(code: u32): u32 {
  const long = code == MODE_64;
  rex = 0;
  opsize16 = false;
  addressPrefix = false;
  segment = NO_SEGMENT;
  lock = false;
  rep = 0;
  hasMemory = false;
  memRipRelative = false;
  opDst = 0;
  opSrc = 0;
  opImm = 0;
  opFar = 0;
  opBase = <u32>REG_ZERO;
  wideImmediate = false;
  branchOffset = 0;
  leafFlags = 0;
  operandSize = 0;
  popsToMemory = false;
  stringOperand = false;

  let byte = next8();
  while (!overrun && !tooLong) {
    if (byte == 0x66) opsize16 = true;
    else if (byte == 0x67) addressPrefix = true;
    else if (byte == 0xf0) lock = true;
    else if (byte == 0xf3) rep = 1;
    else if (byte == 0xf2) rep = 2;
    else if (byte == 0x64) segment = 4;
    else if (byte == 0x65) segment = 5;
    else if (byte == 0x2e || byte == 0x36 || byte == 0x3e || byte == 0x26) {
      if (!long) segment = (byte >> 3) & 3;
    } else if (long && (byte & 0xf0) == 0x40) {
      rex = byte;
      byte = next8();
      // A REX prefix counts only right before the opcode.
      if (
        byte == 0x66 ||
        byte == 0x67 ||
        byte == 0xf0 ||
        byte == 0xf2 ||
        byte == 0xf3 ||
        byte == 0x64 ||
        byte == 0x65 ||
        byte == 0x2e ||
        byte == 0x36 ||
        byte == 0x3e ||
        byte == 0x26 ||
        (byte & 0xf0) == 0x40
      ) {
        rex = 0;
        continue;
      }
      break;
    } else break;
    byte = next8();
  }

  let map: u32 = 0;
  if (byte == 0x0f) {
    byte = next8();
    map = 1;
    if (byte == 0x38) {
      map = 2;
      byte = next8();
    } else if (byte == 0x3a) {
      map = 3;
      byte = next8();
    }
  }
  const opcode = byte;
  const prefix: u32 = rep == 1 ? 2 : rep == 2 ? 3 : opsize16 ? 1 : 0;
  let entry = opcode;
  if (map == 0 && opcode == 0x90 && (rex & 1) != 0) entry = 0x91;
  enters = map == 0 && opcode == 0xc8;
  const leaf = findLeaf(map, entry, prefix, long);
  if (leaf == LEAVES) return H_UD;
  const flags = <u32>load<u8>(leaf, 6);

  // Operand and address size. SDM Vol. 1, "Operand-Size and Address-Size Attributes".
  const variable = load<u8>(leaf, 7);
  if (variable == 0) operandSize = <u32>load<u8>(leaf, 8);
  else {
    const small = opsize16 && (flags & L_P66) == 0;
    const wide = (rex & 8) != 0;
    if (variable == 2) operandSize = long && wide ? 3 : 2;
    else if (long) {
      if ((flags & L_F64) != 0) operandSize = 3;
      else if ((flags & L_D64) != 0) operandSize = small && !wide ? 1 : 3;
      else operandSize = wide ? 3 : small ? 1 : 2;
    } else operandSize = (code == MODE_16) == small ? 2 : 1;
  }
  if (long) addressSize = addressPrefix ? 2 : 3;
  else addressSize = (code == MODE_16) == addressPrefix ? 2 : 1;

  let memory = false;
  if ((flags & L_MODRM) != 0) {
    modrm = next8();
    // MOV to and from control and debug registers ignores the mod field.
    const forced = map == 1 && opcode >= 0x20 && opcode <= 0x23;
    memory = modrm < 0xc0 && !forced;
    if (memory) decodeMemory(addressSize);
  }

  let memSize: u32 = S_O;
  for (let i: u32 = 0; i < 3; i++) {
    const kind = <u32>load<u8>(leaf + <usize>i * 2);
    const size = <u32>load<u8>(leaf + <usize>i * 2 + 1);
    if (kind == 0) break;
    const bytewide = size == S_B;
    let register: i32 = -1;
    const reg = ((modrm >> 3) & 7) | ((rex & 4) << 1);
    const rm = (modrm & 7) | ((rex & 1) << 3);
    switch (kind) {
      case K_G:
        register = bytewide ? byteRegister(reg) : reg << 3;
        break;
      case K_E:
      case K_R:
      case K_M:
        if (memory) {
          if (kind == K_R) return H_UD;
          memSize = size;
        } else if (kind == K_M) return H_UD;
        else register = bytewide ? byteRegister(rm) : rm << 3;
        break;
      case K_V:
        register = reg << 4;
        break;
      case K_W:
      case K_U:
        if (memory) {
          if (kind == K_U) return H_UD;
          memSize = size;
        } else register = rm << 4;
        break;
      case K_P:
        register = (reg & 7) << 4;
        break;
      case K_Q:
      case K_N:
        if (memory) {
          if (kind == K_N) return H_UD;
          memSize = size;
        } else register = (rm & 7) << 4;
        break;
      case K_S:
        register = (flags & L_MODRM) != 0 ? (modrm >> 3) & 7 : <i32>load<u8>(leaf, 10);
        if (register > 5) return H_UD;
        break;
      case K_C:
      case K_D:
        register = reg;
        break;
      case K_Z: {
        const n = (opcode & 7) | ((rex & 1) << 3);
        register = bytewide ? byteRegister(n) : n << 3;
        break;
      }
      case K_T:
        register = modrm & 7;
        break;
      case K_I:
        decodeImmediate(size, <u32>load<u8>(leaf, 1), i);
        break;
      case K_J:
        opFar = addressSize; // for LOOP and JCXZ
        if (size == S_B) branchOffset = <i64>(<i8>next8());
        else if (operandSize == 1) branchOffset = <i64>(<i16>next16());
        else branchOffset = <i64>next32();
        break;
      case K_O: {
        hasMemory = true;
        memBase = <u32>REG_ZERO;
        memIndex = <u32>REG_ZERO;
        memScale = 0;
        memRipRelative = false;
        memStack = false;
        memory = true;
        memSize = size;
        memDisp = addressSize == 3 ? next64() : addressSize == 2 ? <i64>(<u32>next32()) : <i64>next16();
        break;
      }
      case K_A:
        opFar = operandSize == 1 ? next16() : <u32>next32();
        opImm = <i64>next16();
        break;
      case K_X:
      case K_Y:
        stringOperand = true;
        opImm = <i64>((addressSize - 1) | ((segment == NO_SEGMENT ? 3 : segment) << 4));
        break;
      case K_AL:
      case K_AX:
      case K_RAX:
        register = 0;
        break;
      case K_CL:
        register = 8;
        break;
      case K_DX:
        register = 16;
        break;
      case K_ONE:
        opImm = 1;
        break;
      default:
        break;
    }
    if (register >= 0) {
      if (i == 0) opDst = <u32>register;
      else if (i == 1) opSrc = <u32>register;
    }
  }
  const attributed = <u32>load<u8>(leaf, 9) | ((<u32>load<u8>(leaf, 11)) << 8);
  if (attributed != 0xffff) memBytes = attributed;
  else if (memSize <= S_Q) memBytes = 1 << memSize;
  else if (memSize == S_X) memBytes = 16;
  else if (memSize == S_T) memBytes = 10;
  else memBytes = 1 << operandSize;
  if (lock && ((flags & L_LOCK) == 0 || !memory)) return H_UD;
  popsToMemory = map == 0 && opcode == 0x8f && memory;

  const handler = <u32>load<u16>(leaf + 12 + ((<usize>operandSize) << 2) + (memory ? 2 : 0));
  if (handler == 0xffff) return H_UD;
  leafFlags = flags;
  if (wideImmediate) {
    // MOV r64, imm64 whose value fits in 32 bits needs no handler of its own.
    if (opImm == <i64>(<i32>opImm)) wideImmediate = false;
    else return H_MOV_IMM64;
  }
  return handler;
}

/** Immediates are sign-extended for arithmetic; counts, ports and selectors are not. */
function decodeImmediate(size: u32, firstSize: u32, position: u32): void {
  switch (size) {
    case S_B: {
      const value = next8();
      if (position == 1 && firstSize == S_B && !enters) opImm = <i64>(<i8>value);
      else if (position == 1 && enters)
        opImm |= (<i64>value) << 16; // ENTER: 16 bits, then 8
      else opImm = <i64>value;
      break;
    }
    case S_S:
      opImm = <i64>(<i8>next8());
      break;
    case S_W:
      opImm = <i64>next16();
      break;
    case S_D:
      opImm = <i64>next32();
      break;
    case S_V:
      if (operandSize == 3) {
        opImm = next64();
        wideImmediate = true;
      } else opImm = operandSize == 1 ? <i64>(<i16>next16()) : <i64>next32();
      break;
    default:
      opImm = operandSize == 1 ? <i64>(<i16>next16()) : <i64>next32();
      break;
  }
}
