/**
 * The few words of ACPI Machine Language that the machine's DSDT needs, each as its bytes.
 * ACPI Specification, chapter "ACPI Machine Language (AML) Specification".
 */

const SCOPE_OP = 0x10;
const NAME_OP = 0x08;
const PACKAGE_OP = 0x12;
const BUFFER_OP = 0x11;
const EXT_OP = 0x5b;
const DEVICE_OP = 0x82;
const BYTE_PREFIX = 0x0a;
const WORD_PREFIX = 0x0b;
const DWORD_PREFIX = 0x0c;

/** An integer constant, 0 to 2^32 - 1, in its shortest form. "Data Objects Encoding" */
export function amlInteger(value: number): number[] {
  if (value === 0 || value === 1) return [value];
  if (value <= 0xff) return [BYTE_PREFIX, value];
  if (value <= 0xffff) return [WORD_PREFIX, value & 0xff, value >>> 8];
  return [DWORD_PREFIX, value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

/** `Name (name, value)`; `name` has four characters, `\` before it for the root. "Named Objects Encoding" */
export function amlName(name: string, value: readonly number[]): number[] {
  return [NAME_OP, ...nameString(name), ...value];
}

/** `Package () { elements }`, at most 255. */
export function amlPackage(...elements: readonly number[][]): number[] {
  return [PACKAGE_OP, ...withLength([elements.length, ...elements.flat()])];
}

/** `Buffer () { bytes }`. */
export function amlBuffer(bytes: readonly number[]): number[] {
  return [BUFFER_OP, ...withLength([...amlInteger(bytes.length), ...bytes])];
}

/** `Scope (name) { body }`. */
export function amlScope(name: string, ...body: readonly number[][]): number[] {
  return [SCOPE_OP, ...withLength([...nameString(name), ...body.flat()])];
}

/** `Device (name) { body }`. */
export function amlDevice(name: string, ...body: readonly number[][]): number[] {
  return [EXT_OP, DEVICE_OP, ...withLength([...nameString(name), ...body.flat()])];
}

/** `EisaId ("PNP0501")`: three letters and four hexadecimal digits in 32 bits, high byte first. "EISAID" */
export function amlEisaId(id: string): number[] {
  const letter = (i: number) => id.charCodeAt(i) - 0x40;
  const number = Number.parseInt(id.slice(3), 16);
  const high = (letter(0) << 10) | (letter(1) << 5) | letter(2);
  return [DWORD_PREFIX, high >>> 8, high & 0xff, number >>> 8, number & 0xff];
}

/** `IO (Decode16, first, first, 1, count)`, a small resource item. "I/O Port Descriptor" */
export function resourceIo(first: number, count: number): number[] {
  return [0x47, 0x01, first & 0xff, first >>> 8, first & 0xff, first >>> 8, 0x01, count];
}

/** `IRQNoFlags () { irq }`: edge-triggered, active high. "IRQ Descriptor" */
export function resourceIrq(irq: number): number[] {
  return [0x22, (1 << irq) & 0xff, (1 << irq) >>> 8];
}

/** `ResourceTemplate () { items }`, as a buffer; the end tag's checksum is 0, which means "not computed". */
export function amlResources(...items: readonly number[][]): number[] {
  return amlBuffer([...items.flat(), 0x79, 0x00]);
}

function nameString(name: string): number[] {
  return Array.from(name, (character) => character.charCodeAt(0));
}

/** Puts the package length, which counts itself, before the contents. "Package Length Encoding" */
function withLength(contents: readonly number[]): number[] {
  const { length } = contents;
  if (length + 1 <= 0x3f) return [length + 1, ...contents];
  const total = length + (length + 2 <= 0xfff ? 2 : 3);
  const lead = (total & 15) | ((total <= 0xfff ? 1 : 2) << 6);
  const rest = total <= 0xfff ? [total >>> 4] : [(total >>> 4) & 0xff, total >>> 12];
  return [lead, ...rest, ...contents];
}
