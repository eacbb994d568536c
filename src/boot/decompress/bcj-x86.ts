/**
 * Undoes XZ's x86 filter in place: in the filtered code the operands of CALL (e8) and JMP (e9) are absolute, which
 * packs better; here they become relative again. XZ file format, "Branch/Call/Jump Filters for Executables".
 *
 * An operand counts only when its highest byte is 00 or ff. Opcode bytes that were seen in the four bytes before
 * (`history`, bit i: the byte i + 1 before this one) decide whether this one can be an opcode at all, exactly as the
 * encoder decided; the filter is its own history, so every detail of the decision matters.
 * @param bytes one whole block
 */
export function undoX86Filter(bytes: Uint8Array): void {
  let lastOpcode = -6;
  let history = 0;
  let at = 0;
  while (at + 5 <= bytes.length) {
    const opcode = bytes[at]!;
    if (opcode !== 0xe8 && opcode !== 0xe9) {
      at++;
      continue;
    }
    const distance = at - lastOpcode;
    lastOpcode = at;
    // Each candidate leaves a bit that grows older by one place a byte and is forgotten after the third.
    history = distance > 5 ? 0 : shiftHistory(history, distance);
    const top = bytes[at + 4]!;
    if (isSignByte(top) && ALLOWED[(history >>> 1) & 7] && history >>> 1 < 0x10) {
      writeOperand(bytes, at + 1, toRelative(readOperand(bytes, at + 1), at + 5, history));
      at += 5;
      history = 0;
    } else {
      at++;
      history |= isSignByte(top) ? 0x11 : 0x01;
    }
  }
}

/** Whether a candidate may be converted, by the three youngest bits of the history. */
const ALLOWED = [true, true, true, false, true, false, false, false] as const;
/** Which operand byte a candidate before this one could have touched, by the history. */
const TOUCHED_BYTE = [0, 1, 2, 2, 3, 3, 3, 3] as const;

function shiftHistory(history: number, distance: number): number {
  let shifted = history;
  for (let i = 0; i < distance; i++) shifted = (shifted & 0x77) << 1;
  return shifted;
}

/** Whether a byte can be the top byte of an operand of plausible size. */
function isSignByte(byte: number): boolean {
  return byte === 0x00 || byte === 0xff;
}

function toRelative(absolute: number, next: number, history: number): number {
  let source = absolute;
  for (;;) {
    const relative = (source - next) >>> 0;
    if (history === 0) return relative;
    const shift = TOUCHED_BYTE[history >>> 1]! * 8;
    if (!isSignByte((relative >>> (24 - shift)) & 0xff)) return relative;
    source = (relative ^ (2 ** (32 - shift) - 1)) >>> 0;
  }
}

function readOperand(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

/** The operand's top byte becomes the sign of its 25 bits. */
function writeOperand(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value & 0x0100_0000 ? 0xff : 0x00;
}
