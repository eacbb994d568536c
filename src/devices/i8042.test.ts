import assert from 'node:assert/strict';
import { test } from 'node:test';
import { I8042 } from './i8042.ts';

function setUp() {
  const edges: boolean[] = [];
  let resets = 0;
  const i8042 = new I8042({ irq: (level) => edges.push(level), reset: () => resets++ });
  const status = () => i8042.readPort(0x64, 1);
  const data = () => i8042.readPort(0x60, 1);
  const command = (value: number) => i8042.writePort(0x64, 1, value);
  const send = (value: number) => i8042.writePort(0x60, 1, value);
  return { i8042, edges, status, data, command, send, resets: () => resets };
}

test('the probe of the Linux driver: flush, self-test, command byte, no second port', () => {
  const { status, data, command, send } = setUp();
  assert.equal(status() & 0x01, 0);
  command(0xaa);
  assert.equal(status() & 0x01, 0x01);
  assert.equal(data(), 0x55);
  assert.equal(status() & 0x01, 0);
  command(0x20);
  const mode = data();
  assert.equal(mode, 0x24);
  command(0x60);
  send(mode & ~0x03);
  command(0x20);
  assert.equal(data(), 0x24);
  // The loop of the second port answers, but not as from a second port.
  command(0xd3);
  send(0xa5);
  assert.equal(status() & 0x21, 0x01);
  assert.equal(data(), 0xa5);
  command(0xa9);
  assert.equal(data(), 0x01);
  command(0xa8);
  command(0x20);
  assert.equal(data() & 0x20, 0);
  command(0xa7);
  command(0x20);
  assert.equal(data() & 0x20, 0x20);
  command(0xab);
  assert.equal(data(), 0x00);
});

test('commands 20 to 3f read the memory, those around them do not', () => {
  const { status, data, command, send } = setUp();
  command(0x7f);
  send(0x5a);
  command(0x3f);
  assert.equal(data(), 0x5a);
  for (const other of [0x1f, 0x40]) {
    command(other);
    assert.equal(status() & 0x01, 0, other.toString(16));
  }
});

test('no keyboard: what is sent comes back as a timeout, with an interrupt when enabled', () => {
  const { status, data, command, send, edges } = setUp();
  send(0xf2);
  assert.deepEqual(edges, []);
  assert.equal(status() & 0x41, 0x41);
  assert.equal(data(), 0xfe);
  assert.equal(status() & 0x41, 0);
  command(0x60);
  send(0x05);
  edges.length = 0;
  send(0xff);
  assert.deepEqual(edges, [false, true]);
  data();
  assert.deepEqual(edges, [false, true, false]);
  command(0xd4);
  send(0xf2);
  assert.equal(data(), 0xfe);
});

test('the ways to a reset', () => {
  const { i8042, command, send, resets } = setUp();
  command(0xff); // pulses nothing
  command(0xf1);
  assert.equal(resets(), 0);
  command(0xfe);
  assert.equal(resets(), 1);
  command(0xd1);
  send(0x02);
  assert.equal(resets(), 2);
  command(0xd1);
  send(0x03);
  assert.equal(resets(), 2);
  i8042.writePort(0x92, 1, 0x02); // A20 alone
  assert.equal(resets(), 2);
  i8042.writePort(0x92, 1, 0x03);
  assert.equal(resets(), 3);
  i8042.writePort(0x92, 1, 0x03); // no new edge
  assert.equal(resets(), 3);
});

test('A20 and the output port can be read back', () => {
  const { i8042, command, data } = setUp();
  assert.equal(i8042.readPort(0x92, 1), 0x02);
  command(0xd0);
  assert.equal(data(), 0x03);
  command(0xdd);
  command(0xd0);
  assert.equal(data(), 0x01);
  command(0xdf);
  command(0xd0);
  assert.equal(data(), 0x03);
  command(0xc0);
  assert.equal(data(), 0x80);
});

test('state', () => {
  const first = setUp();
  first.command(0x60);
  first.send(0x05);
  first.send(0xf2);
  first.command(0xd1);
  const second = setUp();
  second.i8042.restore(JSON.parse(JSON.stringify(first.i8042.state())));
  assert.deepEqual(second.i8042.state(), first.i8042.state());
  assert.deepEqual(second.edges, [true]);
  second.send(0x02); // the data byte of 0xd1
  assert.equal(second.resets(), 1);
  assert.throws(() => second.i8042.restore({ memory: [] }), /restore: expected a list of 32 elements/);
});
