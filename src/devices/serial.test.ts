import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Serial, type SerialOptions } from './serial.ts';

const BASE = 0x3f8;
const [DATA, IER, IIR, LCR, MCR, LSR, MSR, SCRATCH] = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => BASE + i) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];
const FCR = IIR;

function setUp(options: Partial<SerialOptions> = {}) {
  const sent: number[] = [];
  const edges: boolean[] = [];
  const serial = new Serial({ irq: (level) => edges.push(level), output: (byte) => sent.push(byte), ...options });
  const read = (port: number) => serial.readPort(port, 1);
  const write = (port: number, value: number) => serial.writePort(port, 1, value);
  return { serial, sent, edges, read, write };
}

test('the steps by which Linux recognizes a 16550A', () => {
  const { read, write } = setUp();
  // Is there anything? IER holds four bits and no more.
  write(IER, 0);
  assert.equal(read(IER) & 0x0f, 0);
  write(IER, 0x0f);
  assert.equal(read(IER), 0x0f);
  write(IER, 0);
  // Loop-back: RTS and OUT2 come back as CTS and DCD.
  write(MCR, 0x1a);
  assert.equal(read(MSR) & 0xf0, 0x90);
  write(MCR, 0);
  assert.equal(read(MSR) & 0xf0, 0xb0);
  // No enhanced features behind LCR 0xbf; FIFOs say that they work.
  write(LCR, 0xbf);
  write(FCR, 0);
  write(LCR, 0);
  write(FCR, 1);
  assert.equal(read(IIR) >> 6, 3);
  // Not a 16650: with the divisor latch open register 2 still is the IIR and not 0.
  write(LCR, 0x80);
  assert.equal(read(IIR), 0xc1);
  write(LCR, 0xbf);
  assert.equal(read(IIR), 0xc1);
  // Not a 16750: bit 5 of the IIR does not come up, divisor latch open or not.
  write(LCR, 0);
  write(FCR, 0x21);
  assert.equal(read(IIR) >> 5, 6);
  write(LCR, 0x80);
  write(FCR, 0x21);
  assert.equal(read(IIR) >> 5, 6);
  write(LCR, 0);
  // Not an XScale port: IER bit 6 does not stick.
  write(IER, 0x40);
  assert.equal(read(IER), 0);
  // Without FIFOs it looks like a 16450.
  write(FCR, 0);
  assert.equal(read(IIR), 0x01);
  for (const value of [0x55, 0xaa]) {
    write(SCRATCH, value);
    assert.equal(read(SCRATCH), value);
  }
});

test('the divisor latch hides the data and interrupt enable registers', () => {
  const { read, write, sent } = setUp();
  write(IER, 0x05);
  write(LCR, 0x83);
  assert.equal(read(DATA), 12); // 9600 baud, as firmware leaves it
  write(DATA, 0x01);
  write(IER, 0x02);
  assert.deepEqual([read(DATA), read(IER)], [0x01, 0x02]);
  write(LCR, 0x03);
  assert.equal(read(IER), 0x05);
  assert.deepEqual(sent, []);
});

test('polled output: the transmitter is always empty and bytes come out in order', () => {
  const { read, write, sent, edges } = setUp();
  for (const byte of [0x48, 0x69, 0x0a]) {
    assert.equal(read(LSR), 0x60);
    write(DATA, byte);
  }
  assert.deepEqual(sent, [0x48, 0x69, 0x0a]);
  assert.deepEqual(edges, []);
});

test('the transmitter interrupt, as the two start-up tests of the Linux driver look at it', () => {
  const { read, write, edges } = setUp();
  // Enabling raises it; enabling again raises it again.
  write(IER, 0x02);
  assert.equal(read(IIR), 0x02);
  write(IER, 0);
  write(IER, 0x02);
  assert.equal(read(IIR), 0x02);
  assert.equal(read(IIR), 0x01); // reading took it
  write(IER, 0);
  assert.deepEqual(edges, [true, false, true, false]);
});

test('interrupt-driven output: each byte lets the line rise anew', () => {
  const { read, write, edges } = setUp();
  write(FCR, 0x01);
  write(IER, 0x02);
  assert.equal(read(IIR), 0xc2);
  write(DATA, 0x41);
  assert.equal(read(IIR), 0xc2);
  write(DATA, 0x42);
  write(DATA, 0x43);
  assert.deepEqual(edges, [true, false, true, false, true, false, true]);
  write(IER, 0x00);
  assert.equal(edges.at(-1), false);
});

test('input waits for RTS and then for room; nothing is lost and nothing overruns', () => {
  let space = 0;
  const { serial, read, write } = setUp({ queueBytes: 20, onReceiveSpace: () => space++ });
  const bytes = Uint8Array.from({ length: 30 }, (_, i) => i);
  write(MCR, 0x01); // a driver that is not ready
  assert.equal(serial.receive(bytes), 20);
  assert.equal(serial.receiveSpace, 0);
  assert.equal(read(LSR), 0x60);
  write(FCR, 0x07);
  write(MCR, 0x03);
  assert.equal(read(LSR), 0x61);
  assert.equal(serial.receiveSpace, 16);
  assert.equal(space, 0);
  const seen: number[] = [];
  while (read(LSR) & 1) seen.push(read(DATA));
  assert.deepEqual(seen, [...bytes.subarray(0, 20)]);
  assert.equal(space, 1);
  assert.equal(read(DATA), 0);
});

test('a guest that polls and never touches the modem lines gets its input', () => {
  const { serial, read, write } = setUp();
  serial.receive(Uint8Array.of(7, 8, 9));
  assert.deepEqual([read(LSR), read(DATA), read(LSR), read(DATA)], [0x61, 7, 0x61, 8]);
  write(MCR, 0x01);
  assert.equal(read(LSR), 0x60);
  write(MCR, 0x03);
  assert.deepEqual([read(LSR), read(DATA)], [0x61, 9]);
});

test('without regard to RTS, and without FIFOs, bytes come one at a time', () => {
  const { serial, read, edges, write } = setUp({ sendWhile: 'always' });
  write(IER, 0x01);
  serial.receive(Uint8Array.of(7, 8));
  assert.deepEqual(
    [read(LSR), read(IIR), read(DATA), read(LSR), read(DATA), read(LSR)],
    [0x61, 0x04, 7, 0x61, 8, 0x60],
  );
  assert.deepEqual(edges, [true, false]);
});

test('received data: trigger level, timeout below it', () => {
  const { serial, read, write } = setUp({ sendWhile: 'always' });
  write(FCR, 0x41); // trigger at 4 bytes
  write(IER, 0x01);
  serial.receive(Uint8Array.of(1, 2, 3));
  assert.equal(read(IIR), 0xcc);
  serial.receive(Uint8Array.of(4));
  assert.equal(read(IIR), 0xc4);
  read(DATA);
  assert.equal(read(IIR), 0xcc);
  write(FCR, 0x43); // clear what is there
  assert.equal(read(IIR), 0xc1);
});

test('priorities: line status, data, transmitter, modem', () => {
  const { serial, read, write } = setUp();
  write(MCR, 0x10); // loop-back, which also changes all modem lines
  write(IER, 0x0f);
  write(DATA, 0x55);
  write(DATA, 0x66); // overruns the single receive register
  assert.equal(read(IIR), 0x06);
  assert.equal(read(LSR), 0x63);
  assert.equal(read(IIR), 0x04);
  assert.equal(read(DATA), 0x66);
  assert.equal(read(IIR), 0x02);
  assert.equal(read(IIR), 0x00);
  assert.equal(read(MSR), 0x0b); // DCD, DSR and CTS dropped; the ring indicator did not move
  assert.equal(read(IIR), 0x01);
  assert.equal(serial.receiveSpace, 4096);
});

test('modem marks: the ring indicator marks only its trailing edge', () => {
  const { read, write } = setUp();
  write(MCR, 0x10);
  read(MSR);
  write(MCR, 0x14); // OUT1 drives the ring indicator
  assert.equal(read(MSR), 0x40);
  write(MCR, 0x10);
  assert.equal(read(MSR), 0x04);
  write(MCR, 0x1f);
  assert.equal(read(MSR), 0xfb);
});

test('loop-back keeps the outside away', () => {
  const { serial, read, write, sent } = setUp({ sendWhile: 'always' });
  write(FCR, 0x01);
  write(MCR, 0x12);
  serial.receive(Uint8Array.of(0x99));
  write(DATA, 0x55);
  assert.equal(read(DATA), 0x55);
  assert.equal(read(LSR), 0x60);
  assert.deepEqual(sent, []);
  write(MCR, 0x02);
  assert.equal(read(DATA), 0x99);
});

test('state: what is saved goes on elsewhere, through JSON', () => {
  const first = setUp({ sendWhile: 'always' });
  first.write(FCR, 0x81);
  first.write(IER, 0x03);
  first.write(LCR, 0x03);
  first.write(SCRATCH, 0x5a);
  first.serial.receive(Uint8Array.from({ length: 18 }, (_, i) => i + 1));
  first.read(DATA);
  const saved = JSON.parse(JSON.stringify(first.serial.state()));
  const second = setUp({ sendWhile: 'always' });
  second.serial.restore(saved);
  assert.deepEqual(second.edges, [true]);
  assert.deepEqual(second.serial.state(), first.serial.state());
  assert.equal(second.read(IIR), 0xc4);
  const seen: number[] = [];
  while (second.read(LSR) & 1) seen.push(second.read(DATA));
  assert.deepEqual(seen, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  assert.equal(second.read(SCRATCH), 0x5a);
});

test('state: hostile values are refused and change nothing', () => {
  const { serial } = setUp();
  const good = serial.state() as Record<string, never>;
  for (const [key, value] of [
    ['ier', 16],
    ['lcr', -1],
    ['divisor', 1.5],
    ['fifo', Array(17).fill(0)],
    ['queue', Array(5000).fill(0)],
    ['fifo', [256]],
    ['overrun', 1],
    ['msr', null],
  ] as const) {
    assert.throws(() => serial.restore({ ...good, [key]: value }), /restore: expected .* of serial, got/);
    assert.deepEqual(serial.state(), good);
  }
  assert.throws(() => serial.restore(null), /expected an object as state of serial, got null/);
  assert.throws(() => serial.restore([]), /got a list of 0 elements/);
  assert.throws(() => serial.restore({}), /expected a member "ier"/);
});
