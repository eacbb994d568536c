import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine } from '../../test/support/scripted-engine.ts';
import { HvError } from '../base/error.ts';
import type { KernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import { GuardBinding } from './guard-binding.ts';
import { parseGuardSpec } from './guard-spec.ts';

/** Symbols of a kernel with one variable of 16 bytes at 0x20_0000. */
const SYMBOLS = {
  physicalAddress(name: string) {
    if (name !== 'flag')
      throw new HvError('bad-guard', `symbol ${JSON.stringify(name)}: not found; did you mean flag?`);
    return { symbol: { name, type: 'd', address: 0xffff_ffff_8020_0000n, size: 16 }, gpa: 0x20_0000 };
  },
} as unknown as KernelSymbols;

const bind = (vm: ReturnType<typeof machine>['vm'], ...specs: string[]): GuardBinding =>
  new GuardBinding(vm, specs.map(parseGuardSpec), 'deny', () => SYMBOLS);

// biome-ignore format: a matrix
const ARMED = [
  ['gpa:0x100000+4', 0x10_0000, 4],
  ['flag', 0x20_0000, 16],
  ['flag:2', 0x20_0000, 2],
  ['flag+4:8', 0x20_0004, 8],
  ['flag+4', 0x20_0004, 12],
] as const;
for (const [spec, gpa, length] of ARMED) {
  test(`${spec} is armed at once`, () => {
    const { vm } = machine([]);
    const binding = bind(vm, spec);
    assert.equal(binding.isPending, false);
    const [guard] = vm.guards.guards;
    assert.deepEqual([guard.gpa, guard.length, guard.name, guard.verdict], [gpa, length, spec, 'deny']);
  });
}

// biome-ignore format: a matrix
const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['flog', /^--guard "flog": symbol "flog": not found; did you mean flag\?$/],
  ['flag+16', /^--guard "flag\+16": the symbol has 16 bytes/],
  ['gpa:0x3fffff+2', /^--guard "gpa:0x3fffff\+2": gpa 0x3fffff \+ 2 bytes is outside the guest's memory$/],
];
for (const [spec, message] of REFUSED) {
  test(`${spec} is refused`, () => {
    assert.throws(
      () => bind(machine([]).vm, spec),
      (error) => error instanceof HvError && error.code === 'bad-guard' && message.test(error.message),
    );
  });
}

test('a symbol of an image without symbols is refused', () => {
  assert.throws(
    () => new GuardBinding(machine([]).vm, [parseGuardSpec('flag')], 'deny', () => undefined),
    /the image has no symbols/,
  );
});

test('a linear address waits until all of it is mapped', () => {
  const { vm, cpu } = machine([]);
  // 32-bit paging: directory at 0x1000, table at 0x2000, pages 0x40_0000 → 0x30_0000 and 0x40_1000 → 0x10_0000.
  const put = (gpa: number, value: number): void => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, true);
    vm.memory.write(gpa, bytes, { force: true });
  };
  cpu.paging = { cr0: 0x8000_0001, cr3: 0x1000, cr4: 0, efer: 0 };
  const binding = bind(vm, 'gva:0x400ffe+4');
  assert.ok(binding.isPending);
  assert.deepEqual(binding.tryPending(), []);
  put(0x1004, 0x2003);
  put(0x2000, 0x30_0003);
  assert.deepEqual(binding.tryPending(), [], 'the second page is not mapped');
  put(0x2004, 0x10_0003);
  assert.equal(binding.tryPending().length, 1);
  assert.equal(binding.isPending, false);
  assert.deepEqual(
    [...vm.guards.guards].map(({ gpa, length }) => [gpa, length]),
    [
      [0x30_0ffe, 2],
      [0x10_0000, 2],
    ],
  );
  assert.deepEqual(binding.tryPending(), []);
});
