import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MmioBus, PortBus } from './bus.ts';
import type { AccessSize, MmioDevice, PortDevice } from './device.ts';

/** Remembers what reaches it, and answers 0x11, 0x22, ... by place, or the whole word 0x44332211. */
class Recorder implements PortDevice, MmioDevice {
  readonly seen: string[] = [];
  readPort(port: number, size: AccessSize): number {
    this.seen.push(`r${size} ${port.toString(16)}`);
    return 0x4433_2211 >>> (8 * (port & 3));
  }
  writePort(port: number, size: AccessSize, value: number): void {
    this.seen.push(`w${size} ${port.toString(16)} ${value.toString(16)}`);
  }
  readMmio(offset: number, size: AccessSize): number {
    return this.readPort(offset, size);
  }
  writeMmio(offset: number, size: AccessSize, value: number): void {
    this.writePort(offset, size, value);
  }
}

test('ports that nobody has read as ones and swallow writes', () => {
  const bus = new PortBus();
  assert.equal(bus.read(0x2f9, 1), 0xff);
  assert.equal(bus.read(0x2f9, 2), 0xffff);
  assert.equal(bus.read(0x2f9, 4), 0xffff_ffff);
  bus.write(0x2f9, 4, 0x1234_5678);
  assert.equal(bus.read(0x2f9, 1), 0xff);
});

test('an access wider than the device is split into bytes, lowest port first', () => {
  const bus = new PortBus();
  const device = new Recorder();
  bus.map('bytes', 0x100, 4, device);
  assert.equal(bus.read(0x101, 2), 0x3322);
  bus.write(0x100, 4, 0xaabb_ccdd);
  assert.deepEqual(device.seen, ['r1 101', 'r1 102', 'w1 100 dd', 'w1 101 cc', 'w1 102 bb', 'w1 103 aa']);
});

test('an access that the device can take arrives whole; one that leaves its range does not', () => {
  const bus = new PortBus();
  const device = new Recorder();
  bus.map('words', 0x100, 4, device, 4);
  assert.equal(bus.read(0x100, 4), 0x4433_2211);
  assert.equal(bus.read(0x102, 4), 0xffff_4433);
  assert.deepEqual(device.seen, ['r4 100', 'r1 102', 'r1 103']);
});

test('an access that begins in front of a device reaches its part', () => {
  const bus = new PortBus();
  const device = new Recorder();
  bus.map('bytes', 0x100, 4, device);
  assert.equal(bus.read(0xff, 2), 0x11ff);
  bus.write(0xfe, 4, 0x4433_2211);
  assert.deepEqual(device.seen, ['r1 100', 'w1 100 33', 'w1 101 44']);
});

test('the last port has no wrap-around behind it', () => {
  const bus = new PortBus();
  const device = new Recorder();
  bus.map('first', 0, 1, device);
  bus.map('last', 0xffff, 1, device);
  assert.equal(bus.read(0xffff, 4), 0xffff_ff44);
  bus.write(0xffff, 2, 0x0102);
  assert.deepEqual(device.seen, ['r1 ffff', 'w1 ffff 2']);
});

test('taken and impossible ports are refused, and then nothing is mapped', () => {
  const bus = new PortBus();
  bus.map('clock', 0x70, 2, new Recorder());
  const late = new Recorder();
  assert.throws(() => bus.map('late', 0x6e, 4, late), /expected free ports for late, got 0x70, which belongs to clock/);
  bus.read(0x6e, 1);
  assert.deepEqual(late.seen, []);
  for (const [first, count] of [
    [-1, 2],
    [0xffff, 2],
    [0, 0],
    [1.5, 1],
  ] as const) {
    assert.throws(() => bus.map('wrong', first, count, late), /expected ports below 0x10000/);
  }
});

test('memory: absent is ones, regions are found, wide accesses are split at natural boundaries', () => {
  const bus = new MmioBus();
  const device = new Recorder();
  bus.map('apic', 0xfee0_0000, 0x1000, device);
  assert.equal(bus.read(0xfed0_0000, 4), 0xffff_ffff);
  assert.equal(bus.covers(0xfee0_0fff), true);
  assert.equal(bus.covers(0xfee0_1000), false);
  assert.equal(bus.read(0xfee0_0020, 4), 0x4433_2211);
  const bytes = new Uint8Array(8);
  bus.readBytes(0xfee0_0ffa, bytes);
  assert.deepEqual([...bytes], [0x33, 0x44, 0x11, 0x22, 0x33, 0x44, 0xff, 0xff]);
  bus.writeBytes(0xfee0_0001, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  assert.deepEqual(device.seen, ['r4 20', 'r2 ffa', 'r4 ffc', 'w1 1 1', 'w2 2 302', 'w4 4 7060504', 'w1 8 8']);
});

test('memory: a piece over the end of a region does not reach beyond', () => {
  const bus = new MmioBus();
  const device = new Recorder();
  bus.map('short', 0x1000, 6, device);
  assert.equal(bus.read(0x1004, 4), 0xffff_2211);
  bus.write(0x1004, 4, 0x0403_0201);
  assert.deepEqual(device.seen, ['r1 4', 'r1 5', 'w1 4 1', 'w1 5 2']);
});

test('memory: overlaps are refused, and a region can be taken back', () => {
  const bus = new MmioBus();
  bus.map('one', 0x1000, 0x1000, new Recorder());
  assert.throws(() => bus.map('two', 0x1fff, 1, new Recorder()), /which overlaps one/);
  assert.equal(bus.read(0x1000, 1), 0x11);
  bus.unmap('one');
  assert.equal(bus.read(0x1000, 1), 0xff);
  bus.map('two', 0x1fff, 1, new Recorder());
});
