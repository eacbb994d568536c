import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AcpiPm } from './acpi-pm.ts';
import { PortBus } from './bus.ts';
import { DebugExit } from './debug-exit.ts';
import { ManualClock } from './manual-clock.ts';
import { PciNone } from './pci-none.ts';
import { PostPort } from './post-port.ts';

function setUpPm() {
  const clock = new ManualClock();
  const levels: string[] = [];
  let last = false;
  let offs = 0;
  const pm = new AcpiPm({
    clock,
    port: 0x600,
    powerOff: () => offs++,
    sci: (level) => {
      if (level !== last) levels.push(`${clock.now()} ${level ? 'high' : 'low'}`);
      last = level;
    },
  });
  const bus = new PortBus();
  bus.map('pm', 0x600, 12, pm, 4);
  return { clock, levels, pm, bus, offs: () => offs };
}

test('power management: the timer runs at 3.579545 MHz, 32 bits', () => {
  const { clock, bus } = setUpPm();
  clock.advanceTo(1_000_000_000);
  assert.equal(bus.read(0x608, 4), 3_579_545);
  assert.equal(bus.read(0x609, 1), (3_579_545 >> 8) & 0xff);
  clock.advanceTo(1_200_000_000_000);
  assert.equal(bus.read(0x608, 4), 486_704); // 1200 * 3579545 - 2^32
  bus.write(0x608, 4, 0);
  assert.equal(bus.read(0x608, 4), 486_704);
});

test('power management: soft-off is sleep type 5 with the enable bit, in one write or by bytes', () => {
  const { bus, offs } = setUpPm();
  assert.equal(bus.read(0x604, 2), 0x0001); // ACPI mode is on
  bus.write(0x604, 2, 0x1401); // type alone
  bus.write(0x604, 2, 0x2001); // enable alone, type 0
  assert.equal(offs(), 0);
  bus.write(0x604, 2, 0x3401);
  assert.equal(offs(), 1);
  bus.write(0x604, 2, 0);
  assert.equal(bus.read(0x604, 2), 0x0001);
  bus.write(0x605, 1, 0x34);
  assert.equal(offs(), 2);
  assert.equal(bus.read(0x604, 2), 0x1401); // the enable bit reads as 0
});

test('power management: button, status cleared by writing ones', () => {
  const { bus, pm, levels } = setUpPm();
  pm.pressPowerButton();
  assert.equal(bus.read(0x600, 2), 0x0100);
  assert.deepEqual(levels, []);
  bus.write(0x602, 2, 0xffff);
  assert.equal(bus.read(0x602, 2), 0x0121);
  assert.deepEqual(levels, ['0 high']);
  bus.write(0x600, 2, 0x0001);
  assert.equal(bus.read(0x600, 2), 0x0100);
  bus.write(0x600, 2, 0x0100);
  assert.deepEqual(levels, ['0 high', '0 low']);
  assert.equal(bus.read(0x600, 4), 0x0121_0000);
  bus.write(0x600, 4, 0x0020_0100);
  assert.equal(bus.read(0x600, 4), 0x0020_0000);
});

test('power management: the timer says when its top bit changes', () => {
  const { bus, clock, levels } = setUpPm();
  bus.write(0x602, 2, 0x0001);
  clock.advanceTo(700_000_000_000);
  assert.deepEqual(levels, ['599932015941 high']); // 2^31 / 3579545 s
  bus.write(0x600, 2, 0x0001);
  clock.advanceTo(1_300_000_000_000);
  assert.equal(levels.at(-1), '1199864031882 high');
});

test('power management: state', () => {
  const first = setUpPm();
  first.bus.write(0x602, 2, 0x0101);
  first.clock.advanceTo(5_000_000_000);
  const second = setUpPm();
  second.clock.advanceTo(5_000_000_000);
  second.pm.restore(JSON.parse(JSON.stringify(first.pm.state())));
  assert.deepEqual(second.pm.state(), first.pm.state());
  second.clock.advanceTo(600_000_000_000);
  assert.deepEqual(second.levels, ['599932015941 high']);
  assert.throws(() => second.pm.restore({ status: 'x' }), /got a string of 1 characters/);
});

test('debug exit: status is (value << 1) | 1', () => {
  const statuses: number[] = [];
  const bus = new PortBus();
  bus.map('debug exit', 0xf4, 4, new DebugExit((status) => statuses.push(status)), 4);
  bus.write(0xf4, 1, 0);
  bus.write(0xf4, 1, 0x10);
  bus.write(0xf4, 4, 0xffff_ffff);
  assert.deepEqual(statuses, [1, 33, 0xffff_ffff]);
  assert.equal(bus.read(0xf4, 1), 0xff);
});

test('PCI: the address register works, every device is absent', () => {
  let resets = 0;
  const pci = new PciNone(() => resets++);
  const bus = new PortBus();
  bus.map('pci', 0xcf8, 8, pci, 4);
  bus.write(0xcfb, 1, 0x01);
  bus.write(0xcf8, 4, 0x8000_0000);
  assert.equal(bus.read(0xcf8, 4), 0x8000_0000);
  assert.equal(bus.read(0xcfc, 4), 0xffff_ffff);
  assert.equal(bus.read(0xcfe, 2), 0xffff);
  bus.write(0xcf8, 4, 0xffff_ffff);
  assert.equal(bus.read(0xcf8, 4), 0x80ff_fffc);
  assert.equal(bus.read(0xcf8, 1), 0xff);
  const other = new PciNone(() => {});
  other.restore(pci.state());
  assert.deepEqual(other.state(), { address: 0x80ff_fffc });
  assert.equal(resets, 0);
  bus.write(0xcf9, 1, 0x02);
  assert.equal(resets, 0);
  bus.write(0xcf9, 1, 0x06);
  assert.equal(resets, 1);
});

test('POST: shows the last code', () => {
  const post = new PostPort();
  post.writePort(0x80, 1, 0x55);
  assert.equal(post.lastCode, 0x55);
  assert.equal(post.readPort(0x80, 1), 0xff);
  const other = new PostPort();
  other.restore(post.state());
  assert.equal(other.lastCode, 0x55);
});
