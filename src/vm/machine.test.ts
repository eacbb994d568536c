import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Machine } from './machine.ts';
import { MachineClock } from './time.ts';

/** A machine of two processors, and what their local APICs have told. */
function setUp() {
  const told: string[] = [];
  const machine = new Machine({
    clock: new MachineClock('virtual', () => 0),
    vcpus: 2,
    signals: {
      intr: (vcpu, level) => told.push(`${vcpu}: intr ${level}`),
      nmi: (vcpu) => told.push(`${vcpu}: nmi`),
      init: (vcpu) => told.push(`${vcpu}: init`),
      startup: (vcpu, vector) => told.push(`${vcpu}: startup ${vector}`),
    },
    epochSeconds: 0,
    onConsole: () => {},
    debugExit: false,
    physicalAddressBits: 46,
    onStop: ({ kind }) => told.push(kind),
    tscToNs: (tsc) => tsc,
  });
  const [first, second] = machine.boards;
  const value = new Uint32Array(2);
  return { machine, told, first: first!, second: second!, value };
}
const APIC_BASE = 0x1b;
const MTRR_DEF_TYPE = 0x2ff;
const bytes = (value: number): Uint8Array =>
  Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);

test('each processor has registers of its own, and only the first is the bootstrap processor', () => {
  const { first, second, value } = setUp();
  assert.ok(first.readMsr(APIC_BASE, value));
  assert.equal(value[0], 0xfee0_0900);
  assert.ok(second.readMsr(APIC_BASE, value));
  assert.equal(value[0], 0xfee0_0800);
  assert.ok(second.writeMsr(MTRR_DEF_TYPE, 0xc00, 0));
  assert.ok(first.readMsr(MTRR_DEF_TYPE, value));
  assert.equal(value[0], 0xc06);
  second.setTaskPriority(5);
  const out = new Uint32Array(4);
  second.cpuid(1, 0, 0, 0, out);
  assert.equal(out[1]! >>> 24, 1);
});

test('INIT of the first resets the machine; of the second, it is told so; messages go to whom they name', () => {
  const { told, first, second } = setUp();
  const send = (board: typeof first, to: number, command: number): void => {
    board.writeMmio(0xfee0_0310, bytes((to << 24) >>> 0));
    board.writeMmio(0xfee0_0300, bytes(command));
  };
  send(first, 1, 0x4500);
  send(first, 1, 0x4608);
  send(first, 1, 0x4400);
  send(second, 0, 0x4500);
  assert.deepEqual(told, ['1: init', '1: startup 8', '1: nmi', 'reset']);
});

test('interrupts are acknowledged by the processor that they are for', () => {
  const { told, first, second } = setUp();
  second.writeMmio(0xfee0_00f0, bytes(0x1ff));
  first.writeMmio(0xfee0_0310, bytes(0x0100_0000));
  first.writeMmio(0xfee0_0300, bytes(0x4051));
  assert.deepEqual(told, ['1: intr true']);
  assert.equal(first.acknowledgeInterrupt(), -1);
  assert.equal(second.acknowledgeInterrupt(), 0x51);
  assert.deepEqual(told, ['1: intr true', '1: intr false']);
});

test('state goes out and in, with the places of the local APICs', () => {
  const one = setUp();
  assert.ok(one.second.writeMsr(APIC_BASE, 0xfed0_0800, 0));
  assert.ok(one.second.writeMsr(MTRR_DEF_TYPE, 0xc00, 0));
  const two = setUp();
  two.machine.restore(one.machine.state());
  assert.deepEqual(two.machine.state(), one.machine.state());
  const target = new Uint8Array(4);
  two.second.readMmio(0xfed0_0020, target);
  assert.deepEqual([...target], [0, 0, 0, 1]);
  two.first.readMmio(0xfee0_0020, target);
  assert.deepEqual([...target], [0, 0, 0, 0]);
});
