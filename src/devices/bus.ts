import { HvError } from '../base/error.ts';
import type { AccessSize, MmioDevice, PortDevice } from './device.ts';

const PORTS = 0x1_0000;
/** All ones, by access size. */
const ONES = [0, 0xff, 0xffff, 0, 0xffff_ffff] as const;

interface PortRange {
  readonly name: string;
  readonly first: number;
  /** One behind the last port. */
  readonly end: number;
  readonly widest: AccessSize;
  readonly device: PortDevice;
}

/**
 * The port space of a machine, 64 Ki ports of a byte each.
 *
 * A port that nobody has registered reads as all ones and swallows writes, as an ISA bus without a card does. An
 * access wider than the device's registers, or one that leaves its range, is split into bytes, lowest port first.
 */
export class PortBus {
  /** Index into `ranges` for each port: one load finds the device. 0: nobody. */
  private readonly owner = new Uint8Array(PORTS);
  private readonly ranges: (PortRange | undefined)[] = [undefined];

  /**
   * Gives ports to a device.
   * @param name for messages
   * @param first first port
   * @param count how many ports
   * @param widest the widest access that the device takes in one piece
   * @throws HvError `invalid-argument` when the ports are no ports or one of them is taken
   */
  map(name: string, first: number, count: number, device: PortDevice, widest: AccessSize = 1): void {
    if (!(Number.isInteger(first) && Number.isInteger(count) && first >= 0 && count > 0 && first + count <= PORTS)) {
      throw new HvError('invalid-argument', `map: expected ports below 0x10000 for ${name}, got ${first}+${count}`);
    }
    for (let port = first; port < first + count; port++) {
      const other = this.ranges[this.owner[port]!];
      if (other !== undefined) {
        throw new HvError(
          'invalid-argument',
          `map: expected free ports for ${name}, got 0x${port.toString(16)}, which belongs to ${other.name}`,
        );
      }
    }
    if (this.ranges.length > 0xff) {
      throw new HvError('invalid-argument', `map: expected at most 255 port ranges, got one more, ${name}`);
    }
    this.owner.fill(this.ranges.length, first, first + count);
    this.ranges.push({ name, first, end: first + count, widest, device });
  }

  /** Reads `size` bytes at `port`. Bytes beyond port 0xffff read as ones. */
  read(port: number, size: AccessSize): number {
    const range = this.ranges[this.owner[port]!];
    if (range !== undefined) {
      if (size <= range.widest && port + size <= range.end)
        return (range.device.readPort(port, size) & ONES[size]) >>> 0;
    } else if (size === 1) {
      return 0xff;
    }
    let value = 0;
    for (let i = 0; i < size; i++) {
      const byteRange = port + i < PORTS ? this.ranges[this.owner[port + i]!] : undefined;
      const byte = byteRange === undefined ? 0xff : byteRange.device.readPort(port + i, 1) & 0xff;
      value |= byte << (8 * i);
    }
    return value >>> 0;
  }

  /** Writes the low `size` bytes of `value` at `port`. Bytes beyond port 0xffff are dropped. */
  write(port: number, size: AccessSize, value: number): void {
    const range = this.ranges[this.owner[port]!];
    if (range !== undefined) {
      if (size <= range.widest && port + size <= range.end) {
        range.device.writePort(port, size, (value & ONES[size]) >>> 0);
        return;
      }
    } else if (size === 1) {
      return;
    }
    for (let i = 0; i < size; i++) {
      const byteRange = port + i < PORTS ? this.ranges[this.owner[port + i]!] : undefined;
      byteRange?.device.writePort(port + i, 1, (value >>> (8 * i)) & 0xff);
    }
  }
}

interface MmioRegion {
  readonly name: string;
  readonly start: number;
  /** One behind the last byte. */
  readonly end: number;
  readonly device: MmioDevice;
}

/**
 * The part of guest-physical memory that devices answer. Addresses are numbers: below 2^52 they are exact.
 *
 * What nobody has registered reads as all ones and swallows writes, as on a PC.
 */
export class MmioBus {
  private readonly regions: MmioRegion[] = [];
  /** The region of the last access: nearly every access is to the same device as the one before. */
  private last: MmioRegion | undefined;

  /**
   * Gives `length` bytes from guest-physical address `gpa` to a device.
   * @throws HvError `invalid-argument` when the region overlaps another one or is none
   */
  map(name: string, gpa: number, length: number, device: MmioDevice): void {
    const end = gpa + length;
    if (!(Number.isSafeInteger(gpa) && Number.isSafeInteger(end) && gpa >= 0 && length > 0)) {
      throw new HvError('invalid-argument', `map: expected a region of guest memory for ${name}, got ${gpa}+${length}`);
    }
    for (const other of this.regions) {
      if (gpa < other.end && other.start < end) {
        throw new HvError(
          'invalid-argument',
          `map: expected free memory for ${name}, got 0x${gpa.toString(16)}, which overlaps ${other.name}`,
        );
      }
    }
    this.regions.push({ name, start: gpa, end, device });
  }

  /** Takes a region back, for instance when the guest moves its local APIC. Unknown names do nothing. */
  unmap(name: string): void {
    const index = this.regions.findIndex((region) => region.name === name);
    if (index >= 0) this.regions.splice(index, 1);
    this.last = undefined;
  }

  /** Whether a device answers at `gpa`. */
  covers(gpa: number): boolean {
    return this.find(gpa) !== undefined;
  }

  /** Reads one piece of 1, 2 or 4 bytes; a piece that leaves its region reads as ones from there on. */
  read(gpa: number, size: AccessSize): number {
    const region = this.find(gpa);
    if (region === undefined) return ONES[size];
    const offset = gpa - region.start;
    if (gpa + size <= region.end) return (region.device.readMmio(offset, size) & ONES[size]) >>> 0;
    let value = 0;
    for (let i = 0; i < size; i++) {
      const byteRegion = this.find(gpa + i);
      value |= (byteRegion === undefined ? 0xff : this.read(gpa + i, 1)) << (8 * i);
    }
    return value >>> 0;
  }

  /** Writes one piece of 1, 2 or 4 bytes; what leaves the region goes to the neighbour, or nowhere. */
  write(gpa: number, size: AccessSize, value: number): void {
    const region = this.find(gpa);
    if (region === undefined && size === 1) return;
    if (region !== undefined && gpa + size <= region.end) {
      region.device.writeMmio(gpa - region.start, size, (value & ONES[size]) >>> 0);
      return;
    }
    for (let i = 0; i < size; i++) {
      if (this.find(gpa + i) !== undefined) this.write(gpa + i, 1, (value >>> (8 * i)) & 0xff);
    }
  }

  /**
   * Reads `length` bytes of any alignment into `target`, in naturally aligned pieces of at most 4 bytes, lowest first.
   */
  readBytes(gpa: number, target: Uint8Array, length: number = target.length): void {
    for (let done = 0; done < length; ) {
      const size = pieceSize(gpa + done, length - done);
      const value = this.read(gpa + done, size);
      for (let i = 0; i < size; i++) target[done + i] = value >>> (8 * i);
      done += size;
    }
  }

  /** Writes `length` bytes of `source`, split as `readBytes` splits. */
  writeBytes(gpa: number, source: Uint8Array, length: number = source.length): void {
    for (let done = 0; done < length; ) {
      const size = pieceSize(gpa + done, length - done);
      let value = 0;
      for (let i = 0; i < size; i++) value |= source[done + i]! << (8 * i);
      this.write(gpa + done, size, value >>> 0);
      done += size;
    }
  }

  private find(gpa: number): MmioRegion | undefined {
    const last = this.last;
    if (last !== undefined && gpa >= last.start && gpa < last.end) return last;
    for (const region of this.regions) {
      if (gpa >= region.start && gpa < region.end) {
        this.last = region;
        return region;
      }
    }
    return undefined;
  }
}

/** The widest piece, 4, 2 or 1 bytes, that starts aligned at `gpa` and is not longer than what is left. */
function pieceSize(gpa: number, left: number): AccessSize {
  if (left >= 4 && gpa % 4 === 0) return 4;
  return left >= 2 && gpa % 2 === 0 ? 2 : 1;
}
