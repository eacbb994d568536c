/**
 * `subpage selftest`: the steps of the selftest that came with the KVM series "Enable Sub-Page Write Protection Support"
 * v12, each asserted, with the content of memory and how the last run ended; then the cases that it left out.
 */
import { planFlat } from '../../boot/flat.ts';
import type { Engine } from '../../vm/engine.ts';
import type { VmStop } from '../../vm/stop.ts';
import { Vm } from '../../vm/vm.ts';
import { softEngine } from '../core-file.ts';
import { runSelftestCases } from './cases.ts';

/** Extra memslot, as in the original: 16 pages, mapped at a linear address of its own. */
const SLOT_GPA = 0x1000_0000;
const SLOT_PAGES = 16;
const SLOT_GVA = 0x7000_0000;
/** The page of the slot that is tested. */
const TEST_PAGE = 5;
const SUB_PAGES = 32;
const VALUE = 0x99;
const MEMORY_BYTES = 16 << 20;
const CODE_GPA = 0x1_0000;
/** In the boot tables of a flat image: the directory of the second GiB, and its entry for SLOT_GVA. */
const DIRECTORY_ENTRY_GPA = 0x4000 + ((SLOT_GVA - 0x4000_0000) / 0x20_0000) * 8;
const LARGE_PAGE = 0x83;

/** sync(n): `mov al, n; out 0xf4, al; jmp` to the next instruction, which begins a block of its own. */
const sync = (stage: number): number[] => [0xb0, stage, 0xe6, 0xf4, 0xeb, 0x00];
// biome-ignore format: one instruction a line
const STORES = [
  0xb9, SUB_PAGES, 0, 0, 0,             // mov ecx, 32
  0x48, 0x89, 0xfb,                     // mov rbx, rdi
  0xc7, 0x03, VALUE, 0, 0, 0,           // store: mov dword [rbx], 0x99
  0x48, 0x81, 0xc3, 0x80, 0, 0, 0,      // add rbx, 128
  0xff, 0xc9,                           // dec ecx
  0x75, 0xef,                           // jnz store
];
const GUEST = Uint8Array.from([...sync(1), ...STORES, ...sync(2), ...STORES, ...sync(3), 0xf4]);

class StepFailed extends Error {}

/**
 * Run it, one line of output a step.
 * @returns exit status: 0, or 1 when a step failed
 */
export async function selftest(print: (line: string) => void, engine: Engine = softEngine()): Promise<number> {
  try {
    await steps(print, engine);
    print('beyond the series:');
    const failed = await runSelftestCases(print, engine);
    print(failed === 0 ? 'selftest: passed' : `selftest: FAILED: ${failed} cases`);
    return failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    print(`selftest: FAILED: ${error.message}`);
    return 1;
  }
}

async function steps(print: (line: string) => void, engine: Engine): Promise<void> {
  const vm = new Vm({ engine, memoryBytes: MEMORY_BYTES, debugExit: true });
  vm.boot(planFlat({ image: GUEST, commandLine: '', memoryBytes: MEMORY_BYTES }, { address: CODE_GPA }));
  vm.space.addSlot({ id: 100, gpa: SLOT_GPA, size: SLOT_PAGES * 4096 });
  const entry = new Uint8Array(8);
  new DataView(entry.buffer).setUint32(0, SLOT_GPA | LARGE_PAGE, true);
  vm.memory.write(DIRECTORY_ENTRY_GPA, entry, { force: true });
  const gva = SLOT_GVA + TEST_PAGE * 4096;
  const gpa = SLOT_GPA + TEST_PAGE * 4096;
  const gfn = gpa / 4096;
  vm.vcpus[0].setRegisters({ rdi: BigInt(gva) });
  print(`zone: 4096 bytes, gva ${hex(gva)}, gpa ${hex(gpa)}`);

  expectSync(await vm.run(), 1);
  print('guest is ready (sync 1)');

  check(vm.space.protection.enabled, 'expected sub-page protection to be enabled');
  print('sub-page protection is on');

  const changed = vm.setSubPageAccess(gfn, Uint32Array.of(0));
  check(changed === 1, `expected 1 page with a new vector, got ${changed}`);
  print(`set: gfn ${hex(gfn)}, vector 0x0, 1 page`);

  let [vector] = vm.getSubPageAccess(gfn, 1);
  check(vector === 0, `expected vector 0x0, got ${hex(vector)}`);
  print(`get: gfn ${hex(gfn)}, vector ${hex(vector)}, 1 page; vectors match`);

  print(`expecting ${SUB_PAGES} exits`);
  for (let i = 0; i < SUB_PAGES; i++) {
    const stop = await vm.run();
    check(stop.kind === 'protected-write', `exit ${i + 1}: expected a protected write, got ${stop.kind}`);
    if (stop.kind !== 'protected-write') return;
    check(stop.gpa === gpa + i * 128, `exit ${i + 1}: expected gpa ${hex(gpa + i * 128)}, got ${hex(stop.gpa)}`);
    check(stop.instructionLength === 6, `exit ${i + 1}: expected a length of 6, got ${stop.instructionLength}`);
    check(vm.vcpus[0].skipInstruction(), `exit ${i + 1}: expected to step over the instruction`);
    print(`${i + 1} - exit: protected write at gpa ${hex(stop.gpa)}, skipped ${stop.instructionLength} bytes`);
  }
  expectSync(await vm.run(), 2);
  check(countValues(vm, gpa) === 0, 'expected that no dropped write changed memory');
  print(`total: ${SUB_PAGES} exits, memory unchanged (sync 2)`);

  vm.setSubPageAccess(gfn, Uint32Array.of(0xffff_ffff));
  [vector] = vm.getSubPageAccess(gfn, 1);
  check(vector === 0xffff_ffff, `expected vector 0xffffffff, got ${hex(vector)}`);
  print(`unset: gfn ${hex(gfn)}`);

  print('expecting no exits');
  expectSync(await vm.run(), 3);
  check(countValues(vm, gpa) === SUB_PAGES, `expected ${SUB_PAGES} stores in memory, got ${countValues(vm, gpa)}`);
  check(vm.events.count === SUB_PAGES, `expected ${SUB_PAGES} events, got ${vm.events.count}`);
  print(`no exits, ${SUB_PAGES} stores in memory (sync 3)`);
  vm.dispose();
}

/** Sub-pages that begin with the value of the guest's stores. */
function countValues(vm: Vm, gpa: number): number {
  let count = 0;
  for (let i = 0; i < SUB_PAGES; i++) {
    const bytes = vm.memory.read(gpa + i * 128, 4);
    if (bytes[0] === VALUE && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 0) count++;
  }
  return count;
}

function expectSync(stop: VmStop, stage: number): void {
  const expected = (stage << 1) | 1;
  const got = stop.kind === 'debug-exit' ? `debug-exit ${stop.status}` : stop.kind;
  check(stop.kind === 'debug-exit' && stop.status === expected, `expected sync ${stage}, got ${got}`);
}

function check(condition: boolean, message: string): void {
  if (!condition) throw new StepFailed(message);
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
