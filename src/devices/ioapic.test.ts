import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IoApic } from './ioapic.ts';

function setUp() {
  const sent: string[] = [];
  const accept = { value: true };
  const ioApic = new IoApic((mode, vector, destination, logical, levelTriggered) => {
    const kind = levelTriggered ? 'level' : 'edge';
    sent.push(`${vector.toString(16)} ${mode} ${destination.toString(16)} ${logical ? 'logical' : 'physical'} ${kind}`);
    return accept.value;
  });
  const get = (index: number) => {
    ioApic.writeMmio(0x00, 4, index);
    return ioApic.readMmio(0x10, 4);
  };
  const set = (index: number, value: number) => {
    ioApic.writeMmio(0x00, 4, index);
    ioApic.writeMmio(0x10, 4, value);
  };
  return { ioApic, sent, accept, get, set };
}

test('identity, version, and 24 masked entries', () => {
  const { get, set } = setUp();
  assert.equal(get(0x01), 0x0017_0020);
  set(0x00, 0xff00_0000);
  assert.deepEqual([get(0x00), get(0x02)], [0x0f00_0000, 0x0f00_0000]);
  for (let pin = 0; pin < 24; pin++) assert.deepEqual([get(0x10 + 2 * pin), get(0x11 + 2 * pin)], [0x1_0000, 0]);
  assert.equal(get(0x40), 0xffff_ffff);
  set(0x01, 0);
  assert.equal(get(0x01), 0x0017_0020);
});

test('an entry keeps what is writable', () => {
  const { get, set } = setUp();
  set(0x14, 0xffff_ffff);
  assert.equal(get(0x14), 0x0001_afff);
  set(0x15, 0xffff_ffff);
  assert.equal(get(0x15), 0xff00_0000);
});

test('edge: once for each rise, to the destination of the entry', () => {
  const { ioApic, sent, set } = setUp();
  set(0x15, 0x0300_0000);
  set(0x14, 0x0000_0830); // logical, vector 0x30
  ioApic.setIrq(2, true);
  ioApic.setIrq(2, true);
  ioApic.setIrq(2, false);
  ioApic.setIrq(2, true);
  assert.deepEqual(sent, ['30 0 3 logical edge', '30 0 3 logical edge']);
});

test('an edge on a masked input is lost, a level is not', () => {
  const { ioApic, sent, set } = setUp();
  ioApic.setIrq(4, true);
  ioApic.setIrq(9, true);
  set(0x18, 0x0000_0034);
  assert.deepEqual(sent, []);
  set(0x22, 0x0000_8039);
  assert.deepEqual(sent, ['39 0 0 physical level']);
});

test('level: waits for the EOI, then asks again while the line is high', () => {
  const { ioApic, sent, get, set } = setUp();
  set(0x22, 0x0000_8039);
  ioApic.setIrq(9, true);
  assert.equal(get(0x22), 0x0000_c039); // remote IRR
  ioApic.setIrq(9, false);
  ioApic.setIrq(9, true);
  assert.equal(sent.length, 1);
  ioApic.endOfInterrupt(0x38); // another vector
  assert.equal(sent.length, 1);
  ioApic.endOfInterrupt(0x39);
  assert.equal(sent.length, 2);
  ioApic.setIrq(9, false);
  ioApic.writeMmio(0x40, 4, 0x39); // the EOI register
  assert.equal(sent.length, 2);
  assert.equal(get(0x22), 0x0000_8039);
});

test('level that nobody accepts leaves no remote IRR behind', () => {
  const { ioApic, sent, get, set, accept } = setUp();
  accept.value = false;
  set(0x22, 0x0000_8039);
  ioApic.setIrq(9, true);
  assert.equal(get(0x22), 0x0000_8039);
  accept.value = true;
  ioApic.setIrq(9, false);
  ioApic.setIrq(9, true);
  assert.equal(sent.length, 2);
});

test('masking to edge and back clears a stuck remote IRR, as Linux does it', () => {
  const { ioApic, get, set } = setUp();
  set(0x22, 0x0000_8039);
  ioApic.setIrq(9, true);
  set(0x22, 0x0001_0039);
  assert.equal(get(0x22), 0x0001_0039);
  set(0x22, 0x0001_8039);
  assert.equal(get(0x22), 0x0001_8039);
});

test('a physical destination of 255 is everybody', () => {
  const { ioApic, sent, set } = setUp();
  set(0x13, 0xff00_0000);
  set(0x12, 0x0000_0431); // NMI
  ioApic.setIrq(1, true);
  assert.deepEqual(sent, ['31 4 ffffffff physical edge']);
});

test('other offsets and sizes', () => {
  const { ioApic } = setUp();
  ioApic.writeMmio(0x00, 1, 0x01);
  assert.equal(ioApic.readMmio(0x00, 4), 0x01);
  assert.equal(ioApic.readMmio(0x12, 1), 0x17);
  assert.equal(ioApic.readMmio(0x04, 4), 0);
  assert.equal(ioApic.readMmio(0x20, 4), 0);
  ioApic.writeMmio(0x20, 4, 0xffff_ffff);
  ioApic.writeMmio(0x10, 1, 0xff);
});

test('state', () => {
  const first = setUp();
  first.set(0x22, 0x0000_8039);
  first.set(0x23, 0x8100_0000);
  first.ioApic.setIrq(9, true);
  const second = setUp();
  second.ioApic.restore(JSON.parse(JSON.stringify(first.ioApic.state())));
  assert.deepEqual(second.ioApic.state(), first.ioApic.state());
  assert.deepEqual(second.sent, []); // it was sent before
  second.ioApic.endOfInterrupt(0x39);
  assert.deepEqual(second.sent, ['39 0 81 physical level']);
  const before = second.ioApic.state();
  assert.throws(() => second.ioApic.restore({ ...(before as object), low: [1, 2] }), /expected a list of 24 elements/);
  assert.deepEqual(second.ioApic.state(), before);
});
