// The counters of stores, held against an independent count: a stock Debian kernel is single-stepped while it boots, and
// for each instruction iced-x86 says which memory it writes. Pages that the kernel writes all the time are guarded, a few
// bytes each.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { acpiTables } from '../../src/boot/acpi-placement.ts';
import { planBoot } from '../../src/boot/image.ts';
import { softEngine } from '../../src/cli/core-file.ts';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { GENERAL_REGISTERS, type Registers } from '../../src/cpu/registers.ts';
import { loadIced } from '../../src/engine/kvm/disassembler.ts';
import { linearAddress, takeApart } from '../../src/engine/kvm/operand-address.ts';
import { readKernelSymbols } from '../../src/introspect/symbols/kernel-symbols.ts';
import { findTranslation } from '../../src/mmu/guest-paging.ts';
import { Vm } from '../../src/vm/vm.ts';

const ROOT = new URL('../../../', import.meta.url);
const debian = await fetchDebianGuest({ cache: cacheDirectory(fileURLToPath(ROOT)), report: () => {}, offline: true });
const skip = !existsSync(new URL('dist/core.wasm', ROOT))
  ? 'dist/core.wasm is not built'
  : debian === undefined
    ? 'no Debian kernel in the cache: npm start fetches it'
    : false;
const MEMORY_BYTES = 256 << 20;
const PAGE = 4096;
/** Stretches of the boot that are stepped: where they begin, instructions. */
const BEGINS = [40, 130, 200, 260, 320].map((millions) => millions * 1_000_000);
/** Steps that find the pages that are written often, and steps that are counted. */
const SCOUTED = 2_000;
const STEPS = 8_000;
/** Pages that are guarded in each stretch. */
const PAGES = 6;

interface Store {
  readonly gpa: number;
  readonly length: number;
}

/** Steps a VM, and says what its instructions store, without asking the VM. */
class Tracer {
  readonly #vm: Vm;
  readonly #info = new (loadIced().InstructionInfoFactory)();

  constructor(vm: Vm) {
    this.#vm = vm;
  }

  /**
   * Execute an instruction, or what comes instead: an interrupt is delivered, and the first instruction of its handler may
   * follow. STI comes with its successor, before which there is no interrupt.
   * @returns what was stored. Instructions that jump are left out: they store to the stack only
   */
  async step(): Promise<readonly Store[]> {
    const [vcpu] = this.#vm.vcpus;
    const registers = vcpu.getRegisters();
    let now = this.#decode(registers, registers.rip);
    if (now.isSti) {
      const next = this.#decode(registers, registers.rip + 1n);
      now = { ...next, length: next.length + 1 };
    }
    assert.equal((await this.#vm.run({ maxInstructions: 1 })).kind, 'instruction-limit');
    const wentOn = vcpu.rip === registers.rip + BigInt(now.length);
    const repeats = vcpu.rip === registers.rip && vcpu.getRegisters().rcx === registers.rcx - 1n;
    return wentOn || repeats ? now.stores : [];
  }

  #decode(registers: Registers, rip: bigint): { stores: Store[]; length: number; isSti: boolean } {
    const { Decoder, DecoderOptions, FlowControl, Mnemonic, OpAccess, MemorySizeExt } = loadIced();
    const { memory: ram, vcpus } = this.#vm;
    const [vcpu] = vcpus;
    const code = findTranslation(ram, vcpu.paging, rip)?.gpa;
    assert.ok(code !== undefined);
    const here = Math.min(15, PAGE - (code % PAGE));
    const behind = findTranslation(ram, vcpu.paging, rip + BigInt(here))?.gpa;
    const bytes = [...ram.read(code, here), ...(here < 15 && behind !== undefined ? ram.read(behind, 15 - here) : [])];
    const decoder = new Decoder(64, Uint8Array.from(bytes), DecoderOptions.None);
    decoder.ip = rip;
    const instruction = decoder.decode();
    const used = this.#info.info(instruction);
    const stores: Store[] = [];
    const kinds: readonly number[] = [OpAccess.Write, OpAccess.ReadWrite, OpAccess.CondWrite, OpAccess.ReadCondWrite];
    for (const memory of used.usedMemory()) {
      if (kinds.includes(memory.access) && instruction.flowControl === FlowControl.Next) {
        const gla = linearAddress(takeApart(memory, instruction, 64), {
          general: (index) => registers[GENERAL_REGISTERS[index]],
          segmentBase: (name) => registers[name].base,
        });
        const gpa = findTranslation(ram, vcpu.paging, gla)?.gpa;
        // An operand of REP has no size: a step is one element.
        const length = MemorySizeExt.size(memory.memorySize) || MemorySizeExt.size(instruction.memorySize);
        if (gpa !== undefined) stores.push({ gpa, length });
      }
      memory.free();
    }
    const decoded = { stores, length: instruction.length, isSti: instruction.mnemonic === Mnemonic.Sti };
    used.free();
    instruction.free();
    decoder.free();
    return decoded;
  }
}

test('stores to guarded pages: our counters and a single-step trace agree', { skip }, async () => {
  const plan = await planBoot({
    image: readFileSync(debian?.kernel ?? ''),
    commandLine: 'console=ttyS0 nokaslr panic=-1',
    memoryBytes: MEMORY_BYTES,
    acpi: acpiTables(),
  });
  const vm = new Vm({ engine: softEngine(), memoryBytes: MEMORY_BYTES });
  vm.boot(plan);
  const symbols = readKernelSymbols(plan.symbols);
  assert.ok(symbols !== undefined);
  const tracer = new Tracer(vm);
  const totals = { stores: 0, toDenied: 0, exact: 0 };
  for (const begin of BEGINS) {
    const { kind } = await vm.run({ maxInstructions: begin - vm.vcpus[0].instructions });
    assert.equal(kind, 'instruction-limit');
    await guardHotPages(vm, tracer);
    const before = ourCounts(vm);
    const traced = new Map([...before.keys()].map((gfn) => [gfn, { stores: 0, toDenied: 0, exact: 0 }]));
    for (let i = 0; i < STEPS; i++) {
      for (const { gpa, length } of await tracer.step()) {
        const page = traced.get(Math.floor(gpa / PAGE));
        if (page === undefined) continue;
        assert.ok((gpa % PAGE) + length <= PAGE, 'a store that stays in its page');
        const mask = vm.getSubPageAccess(Math.floor(gpa / PAGE), 1)[0];
        const last = ((gpa % PAGE) + length - 1) >> 7;
        page.stores++;
        if (((mask >>> ((gpa % PAGE) >> 7)) & (mask >>> last) & 1) === 0) page.toDenied++;
        if (vm.guards.findGuards(gpa, length).length > 0) page.exact++;
      }
    }
    const after = ourCounts(vm);
    for (const [gfn, page] of traced) {
      const [from, to] = [before.get(gfn), after.get(gfn)];
      assert.ok(from !== undefined && to !== undefined);
      const ours = {
        stores: to.stores - from.stores,
        toDenied: to.toDenied - from.toDenied,
        exact: to.exact - from.exact,
      };
      assert.deepEqual(ours, page, `page ${gfn}, from instruction ${begin} on`);
      totals.stores += page.stores;
      totals.toDenied += page.toDenied;
      totals.exact += page.exact;
    }
  }
  const { stores, toDenied, exact } = totals;
  assert.ok(
    stores > toDenied && toDenied > exact && exact > 50,
    `too quiet to say anything: ${JSON.stringify(totals)}`,
  );
  vm.dispose();
});

/** Guard four bytes where a page was written last, so that some stores hit them, others the rest of their sub-page. */
async function guardHotPages(vm: Vm, tracer: Tracer): Promise<void> {
  const hot = new Map<number, { stores: number; at: number }>();
  for (let i = 0; i < SCOUTED; i++) {
    for (const { gpa } of await tracer.step()) {
      const gfn = Math.floor(gpa / PAGE);
      hot.set(gfn, { stores: (hot.get(gfn)?.stores ?? 0) + 1, at: gpa });
    }
  }
  // What an interrupt pushes is no instruction's store; it goes to the stack.
  const [vcpu] = vm.vcpus;
  const stack = findTranslation(vm.memory, vcpu.paging, vcpu.getRegisters().rsp)?.gpa ?? 0;
  const isStack = (gfn: number): boolean => Math.abs(gfn - Math.floor(stack / PAGE)) < 4;
  const pages = [...hot].filter(([gfn]) => !isStack(gfn)).sort(([, a], [, b]) => b.stores - a.stores);
  for (const [gfn, { at }] of pages.slice(0, PAGES)) {
    const gpa = Math.min(at, gfn * PAGE + PAGE - 4);
    vm.guards.add({ gpa, length: 4, name: `page ${gfn}`, verdict: 'allow' });
  }
}

function ourCounts(vm: Vm): Map<number, { stores: number; toDenied: number; exact: number }> {
  return new Map(
    vm.storeCounts().map(({ gfn, silent, letThrough, judged, falseSharing }) => [
      gfn,
      {
        stores: silent + letThrough + judged,
        toDenied: letThrough + judged,
        exact: letThrough + judged - falseSharing,
      },
    ]),
  );
}
