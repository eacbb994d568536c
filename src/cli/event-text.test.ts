import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GuardEvent } from '../introspect/events/event.ts';
import { formatBurst, formatEvent, formatTable, joinsBurst } from './event-text.ts';

const EVENT: GuardEvent = {
  seq: 1,
  time: 1_234_567_000,
  origin: 'cpu',
  writer: {
    vcpu: 0,
    icount: 5,
    rip: 0xffff_ffff_8100_0010n,
    symbol: 'proc_put+0x10',
    instruction: Uint8Array.of(0x90),
    gva: 0xffff_ffff_83fd_44a0n,
    cr3: 0x1000,
  },
  gpa: 0x3fd_44a0,
  old: Uint8Array.of(0, 0, 0, 0),
  new: Uint8Array.of(1, 0, 0, 0),
  guards: ['modules_disabled'],
  verdict: 'deny',
};

test('an event on one line', () => {
  assert.equal(
    formatEvent(EVENT),
    '[    1.234567] deny   modules_disabled  proc_put+0x10 (rip 0xffffffff81000010)  gpa 0x3fd44a0  ' +
      'gva 0xffffffff83fd44a0  4 bytes 00000000 → 01000000',
  );
});

test('a write of a device, and many bytes', () => {
  const { writer: _, ...rest } = EVENT;
  const bytes = new Uint8Array(20).fill(0xab);
  assert.equal(
    formatEvent({ ...rest, origin: 'device', old: bytes, new: bytes, guards: [] }),
    `[    1.234567] deny   (vector)  by device  gpa 0x3fd44a0  20 bytes ${'ab'.repeat(16)}… → ${'ab'.repeat(16)}…`,
  );
});

/** The stores of a string copy, a byte each. */
function copy(from: string, to: string): GuardEvent[] {
  return [...to].map((_, i) => ({
    ...EVENT,
    gpa: EVENT.gpa + i,
    old: Uint8Array.of(from.charCodeAt(i)),
    new: Uint8Array.of(to.charCodeAt(i)),
  }));
}

test('a string that is copied byte by byte is one burst', () => {
  const events = copy('/sbin/modp', '/tmp/evil\0');
  for (let i = 1; i < events.length; i++) assert.ok(joinsBurst(events.slice(0, i), events[i]));
  assert.ok(!joinsBurst(events, { ...EVENT }), 'an address that does not follow');
  assert.ok(!joinsBurst(events.slice(0, 1), { ...events[1], guards: ['other'] }));
  assert.ok(!joinsBurst(events.slice(0, 1), { ...events[1], verdict: 'stop' }));
  const lines = formatBurst(events).split('\n');
  assert.ok(lines[0].endsWith('10 bytes 2f7362696e2f6d6f6470 → 2f746d702f6576696c00 in 10 stores'));
  assert.equal(lines[1].trim(), 'text: "/sbin/modp" → "/tmp/evil"');
  assert.equal(lines.length, 2);
});

test('a write of what was there says so', () => {
  const lines = formatBurst([{ ...EVENT, new: EVENT.old }]).split('\n');
  assert.equal(lines[1].trim(), '(the bytes that were there already)');
});

test('a table', () => {
  assert.equal(
    formatTable([
      ['guarded', 'stores'],
      ['modprobe_path', 8812],
      ['x', 0],
    ]),
    ['guarded        stores', 'modprobe_path   8,812', 'x                   0'].join('\n'),
  );
});
