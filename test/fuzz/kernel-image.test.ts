/**
 * The sections of the stock Debian kernel that symbols and types are read from, damaged at random: there are other symbols
 * and types then, or none, or one clear error; in bounded time and memory. `SUBPAGE_SEED=n` repeats a run, `SUBPAGE_RUNS=n` sets
 * its length.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { HvError } from '../../src/base/error.ts';
import { elfSections, readElf } from '../../src/boot/elf.ts';
import { extractPayload, KERNEL_MAXIMUM } from '../../src/boot/payload.ts';
import { Btf } from '../../src/introspect/btf/btf.ts';
import { findPart, memberNames } from '../../src/introspect/btf/member-path.ts';
import { FOLLOWED_TYPES } from '../../src/introspect/objects/followed-types.ts';
import { KernelObjects } from '../../src/introspect/objects/kernel-objects.ts';
import { findKallsyms } from '../../src/introspect/symbols/kallsyms.ts';
import { KernelSymbols } from '../../src/introspect/symbols/kernel-symbols.ts';
import { SymbolTable } from '../../src/introspect/symbols/symbol-table.ts';
import { parseGuardTarget } from '../../src/introspect/target/guard-target.ts';
import { placeTarget } from '../../src/introspect/target/target-placement.ts';
import { debian, skipDebian } from '../support/debian-guest.ts';
import { Random, runsOf, seedOfRun } from '../support/random.ts';

const seed = seedOfRun();
const runs = runsOf(10);
/** What one damaged image may take on a busy machine; the sound one takes 0.1 s. */
const LIMIT_MS = 20_000;
const VALUES = [0, 1, 0x7f, 0x80, 0xff] as const;

/** Change bytes, words or a whole stretch; near `hot` more often than elsewhere. */
function damage(bytes: Uint8Array, random: Random, hot: readonly number[]): Uint8Array {
  const copy = new Uint8Array(bytes);
  const changes = random.between(1, 20);
  for (let i = 0; i < changes; i++) {
    const around = hot.length > 0 && random.oneIn(2) ? hot[random.below(hot.length)] + random.between(0, 4096) : -1;
    const at = around >= 0 && around < copy.length ? around : random.below(copy.length);
    const length = random.oneIn(4) ? random.between(1, 65_536) : random.between(1, 8);
    const value = random.oneIn(2) ? VALUES[random.below(VALUES.length)] : -1;
    for (let k = at; k < Math.min(at + length, copy.length); k++) copy[k] = value < 0 ? random.below(256) : value;
  }
  return random.oneIn(8) ? copy.subarray(0, random.below(copy.length)) : copy;
}

/** Everything that guards ask of symbols and types. Only an HvError may come out. */
function use(table: SymbolTable, types: Btf | undefined): void {
  const kernel = new KernelSymbols({ table, loaded: [], types: () => types });
  for (const text of ['modules_disabled', 'init_task.cred', 'current_task', 'task_struct.cred@all', 'init_taks.cred']) {
    try {
      placeTarget(parseGuardTarget(text), kernel);
    } catch (error) {
      assert.ok(error instanceof HvError && error.code === 'bad-guard' && !error.message.includes('\n'), String(error));
    }
  }
  if (types === undefined) return;
  const objects = new KernelObjects(kernel, types);
  for (const type of FOLLOWED_TYPES) objects.findObstacle(type);
  for (const name of ['task_struct', 'cred', 'file', 'module', 'list_head']) {
    const type = types.find(name) ?? 0;
    for (const member of memberNames(types, type)) findPart(types, type, [{ kind: 'member', name: member }]);
  }
  for (let type = 0; type < types.typeCount; type += 97) {
    types.describe(type);
    types.size(type);
    types.enumerators(type);
  }
  types.variables();
}

test(`damaged kallsyms and BTF of a real kernel (seed ${seed})`, { skip: skipDebian }, async () => {
  const image = new Uint8Array(readFileSync(debian?.kernel ?? ''));
  const elf = readElf(await extractPayload(image, KERNEL_MAXIMUM), 'kernel');
  const sections = elfSections(elf);
  const section = (name: string): Uint8Array => sections.find((each) => each.name === name)?.bytes ?? new Uint8Array(0);
  const rodata = section('.rodata');
  const btf = section('.BTF');
  const good = findKallsyms(rodata);
  assert.ok(good !== undefined && btf.length > 1e6);
  const whole = new SymbolTable(good);
  const sound = new Btf(btf);
  // The token table, from which everything else is found, and what lies around it.
  const tokens = Buffer.from(rodata.buffer, rodata.byteOffset, rodata.length).indexOf('0\x001\x002\x003\x004\x00');
  // Damage in names does not make the rest unreadable: single bits before the markers, one at a time.
  let readable = 0;
  for (let i = 0; i < 32; i++) {
    const damaged = Uint8Array.from(rodata);
    damaged[tokens - 20_000 - 1000 * i] ^= 4;
    if (findKallsyms(damaged) !== undefined) readable++;
  }
  assert.ok(readable > 0);
  for (let run = 0; run < runs; run++) {
    const random = new Random(seed + run);
    const what = `SUBPAGE_SEED=${seed + run} SUBPAGE_RUNS=1`;
    const started = performance.now();
    const symbols = findKallsyms(damage(rodata, random, [tokens - 2048, tokens, tokens + 2048]));
    if (symbols !== undefined) assert.ok(symbols.names.length < 0x500_0000, what);
    let types: Btf | undefined;
    try {
      types = new Btf(damage(btf, random, [0, btf.length >> 1]));
    } catch (error) {
      assert.ok(error instanceof HvError && error.code === 'bad-image', `${what}: ${error}`);
    }
    try {
      use(symbols === undefined ? whole : new SymbolTable(symbols), types ?? sound);
    } catch (error) {
      assert.fail(`${what}: ${error instanceof Error ? error.stack : error}`);
    }
    assert.ok(performance.now() - started < LIMIT_MS, `${what}: ${Math.round(performance.now() - started)} ms`);
  }
});
