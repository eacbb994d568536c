import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine } from '../../test/support/scripted-engine.ts';
import { SMALL_KERNEL } from '../../test/support/small-kernel.ts';
import { GuardBinder } from '../introspect/target/guard-binder.ts';
import { answerMonitor } from './gdb-monitor.ts';

const FLAG = 0x20_0000;

test('guards are set, listed, and taken away again; what they caught is shown', () => {
  const { vm } = machine([]);
  const binder = new GuardBinder(vm, () => SMALL_KERNEL);
  const ask = (command: string): string => answerMonitor(vm, binder, command);
  assert.equal(ask('guards'), 'no guards\n');
  assert.equal(ask('events'), 'no events\n');
  assert.equal(ask('guard flag:4 deny'), '1: flag:4 (deny): 0 writes, 0 refused\n');
  assert.equal(ask(' guard  init_task.cred '), '2: init_task.cred (report): 0 writes, 0 refused\n');
  assert.equal(
    ask('guard gva:0xffff888000200000+4 deny'),
    '3: gva:0xffff888000200000+4 (deny): waits until it is mapped\n',
  );
  const store = (): void => void vm.memory.write(FLAG, Uint8Array.of(1), { origin: 'device' });
  store();
  assert.deepEqual([...vm.memory.read(FLAG, 1)], [0]);
  assert.match(ask('guards'), /^1: flag:4 \(deny\): 1 writes, 1 refused\n2: init_task/);
  assert.match(ask('events'), /^\[ .*\] deny {3}flag:4 .*gpa 0x200000/);
  assert.equal(ask('unguard 1'), 'flag:4 is not guarded any more\n');
  store();
  assert.deepEqual([...vm.memory.read(FLAG, 1)], [1]);
  assert.match(ask('guards'), /^1: init_task.cred .*\n2: gva:/, 'numbers move up');
  assert.equal(ask('unguard 2'), 'gva:0xffff888000200000+4 is not guarded any more\n');
  assert.equal(ask('unguard 1'), 'init_task.cred is not guarded any more\n');
  assert.equal(vm.guards.count, 0);
  assert.equal(binder.isPending, false);
});

test('objects of a type are followed no more when their guard is taken away', () => {
  const { vm } = machine([]);
  const binder = new GuardBinder(vm, () => SMALL_KERNEL);
  assert.match(answerMonitor(vm, binder, 'guard task_struct.cred@all deny'), /^1: .*waits/);
  answerMonitor(vm, binder, 'unguard 1');
  assert.deepEqual([binder.bound.length, binder.isPending], [0, false]);
});

// biome-ignore format: a matrix
const ANSWERS: readonly (readonly [string, RegExp])[] = [
  ['',                 /^monitor guard TARGET \[VERDICT\]/],
  ['help',             /monitor unguard NUMBER/],
  ['dance',            /^no such command: dance\nmonitor guard/],
  ['guard',            /^expected monitor guard TARGET/],
  ['guard flog',       /^guard "flog", column 1: symbol "flog": not found among 13 symbols; did you mean flag\?\n$/],
  ['guard flag burn',  /^expected a verdict of allow, report, deny, skip, fault, stop, got burn\n$/],
  ['unguard',          /^expected the number of a guard, 1 to 0, got none\n$/],
  ['unguard 0',        /got 0\n$/],
  ['unguard -1',       /got -1\n$/],
  ['events 0',         /^expected a number of events, 1 to 9999, got 0\n$/],
  ['time',             /^vCPU 0: 0 instructions\nguest time 0\.000000 s\n$/],
];
for (const [command, answer] of ANSWERS) {
  test(`monitor ${command}: is answered in words`, () => {
    const { vm } = machine([]);
    const binder = new GuardBinder(vm, () => SMALL_KERNEL);
    assert.match(answerMonitor(vm, binder, command), answer);
    assert.equal(vm.guards.count, 0);
  });
}
