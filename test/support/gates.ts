import { type Assembler, qword, RAX, RBX, RSP, tbyte } from './assembler.ts';
import { finish, fresh, LIST_END, SELECTOR } from './guest-image.ts';

/** An entry of an IDT that a test makes for itself. */
export interface Gate {
  readonly vector: number;
  /** Label of the handler. */
  readonly handler: string;
  /** Byte 5 of the descriptor: P, DPL and type. Default 0x8e: present, DPL 0, interrupt gate. */
  readonly access?: number;
  readonly ist?: number;
  /** Default SELECTOR.CODE64. */
  readonly selector?: number;
}

/** What the list holds when an exception came that the test has no gate for: this, the vector, and the saved RIP. */
export const UNEXPECTED = 0xdead_0000n;

/**
 * 64-bit code: an IDT with the given gates, loaded. Exceptions without a gate end the guest: the list then ends with
 * UNEXPECTED + vector, the word on top of the handler's stack, and the one behind it.
 * @param table label of the table, for tests that change it
 */
export function loadGates(a: Assembler, gates: readonly Gate[], table: string = fresh('idt')): void {
  const [over, register, lost] = [fresh('over'), fresh('idtr'), fresh('lost')] as [string, string, string];
  a.jmp(over);
  const given = new Map(gates.map((gate) => [gate.vector, gate]));
  for (let vector = 0; vector < 32; vector++) {
    if (!given.has(vector))
      a.label(`${lost}_${vector}`)
        .mov(RAX, UNEXPECTED + BigInt(vector))
        .jmp(lost);
  }
  a.label(lost).mov(RBX, qword(LIST_END)).mov(qword(RBX), RAX);
  for (const i of [0, 1]) a.mov(RAX, qword(RSP, 8 * i)).mov(qword(RBX, 8 + 8 * i), RAX);
  a.add(RBX, 24).mov(qword(LIST_END), RBX);
  finish(a, 64);
  a.align(16).label(table);
  for (let vector = 0; vector < 256; vector++) {
    const gate = given.get(vector) ?? (vector < 32 ? { vector, handler: `${lost}_${vector}` } : undefined);
    a.computed((address) => gateBytes(gate, address));
  }
  a.label(register).dw(0xfff).dq(table).label(over).lidt(tbyte(register));
}

function gateBytes(gate: Gate | undefined, address: (label: string) => bigint): Uint8Array {
  const bytes = new Uint8Array(16);
  if (gate === undefined) return bytes;
  const view = new DataView(bytes.buffer);
  const offset = Number(address(gate.handler));
  view.setUint16(0, offset & 0xffff, true);
  view.setUint16(2, gate.selector ?? SELECTOR.CODE64, true);
  view.setUint8(4, gate.ist ?? 0);
  view.setUint8(5, gate.access ?? 0x8e);
  view.setUint16(6, offset >>> 16, true);
  return bytes;
}
