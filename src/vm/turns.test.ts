import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScriptedVcpu, type Step } from '../../test/support/scripted-engine.ts';
import { Turns } from './turns.ts';

const LENGTH = 100;
const hlt: Step = () => ({ kind: 'hlt' });

/** Turns of vCPUs with these scripts, and a function that runs one budget and says whose it was. */
function setUp(...scripts: Step[][]) {
  const vcpus = scripts.map((script) => new ScriptedVcpu(script));
  const turns = new Turns(vcpus, LENGTH);
  const run = (most = Infinity): string => {
    const budget = Math.min(most, turns.prepare());
    const index = vcpus.indexOf(turns.vcpu as ScriptedVcpu);
    const exit = turns.run(budget);
    if (exit.kind === 'hlt') turns.pass();
    return `${index}:${turns.used}`;
  };
  return { vcpus, turns, run };
}

test('each has a turn, in the order of their numbers', () => {
  const { turns, run } = setUp([], [], []);
  assert.deepEqual([run(), run(), run(), run()], ['0:100', '1:100', '2:100', '0:100']);
  assert.equal(turns.instructions, 400);
});

test('a turn goes on over several runs', () => {
  const { run } = setUp([], []);
  assert.deepEqual([run(60), run(60), run(60)], ['0:60', '0:40', '1:60']);
});

test('a single one has no end of turn', () => {
  const { turns } = setUp([]);
  assert.equal(turns.prepare(), Infinity);
});

test('who waits gives the turn away, and gets one when it is woken', () => {
  const { vcpus, turns, run } = setUp([hlt], []);
  assert.deepEqual([run(), run(), run()], ['0:1', '1:100', '1:100'], 'the other has one turn after the other');
  turns.setIntr(0, true);
  assert.deepEqual([run(), run()], ['0:100', '1:100']);
  assert.deepEqual(vcpus[0]!.log, ['intr true']);
});

test('when all wait, the turn stays, and interrupts may still come or not', () => {
  const { vcpus, turns, run } = setUp([hlt], [hlt]);
  assert.deepEqual([run(), run()], ['0:1', '1:1']);
  assert.equal(turns.pass(), false);
  assert.equal(turns.vcpu, vcpus[1]);
  assert.equal(turns.awaitsInterrupt, true);
  for (const vcpu of vcpus) vcpu.interruptsEnabled = false;
  assert.equal(turns.awaitsInterrupt, false);
});

test('who signals another one ends its turn; who signals itself, or is signalled from outside, does not', () => {
  const others: { turns?: Turns } = {};
  const signal =
    (id: number, what: 'setIntr' | 'injectNmi'): Step =>
    (cpu) => {
      cpu.instructions += 10;
      if (what === 'setIntr') others.turns?.setIntr(id, true);
      else others.turns?.injectNmi(id);
      return { kind: 'limit' };
    };
  const { vcpus, turns, run } = setUp([signal(0, 'setIntr'), signal(1, 'setIntr')], [signal(0, 'injectNmi')]);
  others.turns = turns;
  turns.setIntr(1, true);
  assert.deepEqual([run(), run(), run(), run()], ['0:10', '0:10', '1:10', '0:100']);
  assert.ok(vcpus[0]!.log.includes('request'));
});

test('INIT and start-up messages arrive in order, before anybody goes on', () => {
  const others: { turns?: Turns } = {};
  const start: Step = (cpu) => {
    cpu.instructions += 10;
    others.turns?.init(1);
    others.turns?.startup(1, 8);
    assert.deepEqual(vcpus[1]!.log, [], 'not while the sender runs');
    return { kind: 'limit' };
  };
  const { vcpus, turns, run } = setUp([start], []);
  others.turns = turns;
  assert.equal(run(), '0:10');
  turns.prepare();
  assert.deepEqual(vcpus[1]!.log, ['init', 'startup 8']);
  assert.equal(run(), '1:100');
});

test('who is held is the next to run', () => {
  const { turns, run } = setUp([], []);
  run();
  turns.hold();
  assert.deepEqual([run(1), run()], ['0:1', '1:100']);
});
