// Two processors of core.wasm over one address space. The core keeps registers and cached translations at fixed places below
// AREA.HOST_PHYS, so that two cannot lie over one linear memory: here each has its own, they take turns, and at each turn
// host-physical memory is copied from the last one's to the next one's. What they have cached stays their own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coreBytes, EMPTY_HOST } from '../../test/support/core-runner.ts';
import { HostMemory } from '../memory/host-memory.ts';
import { GuestAddressSpace } from '../mmu/guest-address-space.ts';
import { AREA } from '../spec/state/layout.ts';
import { EXIT_REASON } from '../spec/vmx/exit.ts';
import { Processor } from './processor.ts';

const core = coreBytes();
const skip = 'absent' in core ? core.absent : false;
const HOST_BYTES = 4 << 20;
const CODE = 0x1000;
const PAGE = 0x2000;
const GFN = PAGE / 4096;
const u32 = (...masks: number[]) => Uint32Array.from(masks);

class Machine {
  readonly space: GuestAddressSpace;
  readonly #processors: Processor[] = [];
  readonly #first: Processor;
  /** Address and value of the store that is under way: what the guest reads from its two ports. */
  #operands: readonly [number, number] = [0, 0];

  constructor() {
    this.#first = this.#make();
    const host = new HostMemory({ buffer: this.#first.memory.buffer, base: AREA.HOST_PHYS, size: HOST_BYTES });
    this.space = new GuestAddressSpace({
      host,
      flush: () => {
        for (const each of this.#processors) each.invept();
      },
      onControls: () => {
        for (const each of this.#processors) this.#load(each);
      },
    });
    this.space.addSlot({ id: 0, gpa: 0, size: 1 << 20 });
    // again: in eax, 0x10; mov edi, eax; in eax, 0x14; mov [edi], eax; hlt; jmp again
    this.space.memory.write(CODE, Uint8Array.of(0xe5, 0x10, 0x89, 0xc7, 0xe5, 0x14, 0x89, 0x07, 0xf4, 0xeb, 0xf5));
    this.#add(this.#first);
  }

  /** One more processor. It knows nothing of the past. @returns its number */
  add(): number {
    return this.#add(this.#make());
  }

  /** One store of a dword by a processor. @returns whether it was allowed, and how often it has exited for that */
  store(index: number, gpa: number, value: number): { readonly end: 'done' | 'denied'; readonly exits: number } {
    const processor = this.#processors[index];
    this.#operands = [gpa, value];
    processor.halted = false; // no registers are set: that would drop what the processor has cached
    for (let exits = 0; exits < 20; exits++) {
      this.#copy(this.#first, processor);
      const reason = processor.run(100);
      this.#copy(processor, this.#first);
      if (reason === EXIT_REASON.HLT) return { end: 'done', exits };
      const exit = {
        gpa: processor.exitGpa,
        qualification: processor.exitQualification,
        size: processor.exitSize,
        vcpu: index,
      };
      if (reason === EXIT_REASON.EPT_VIOLATION) {
        const { kind } = this.space.handleViolation(exit);
        if (kind === 'protected') {
          processor.setRegisters({ rip: BigInt(CODE) });
          return { end: 'denied', exits: exits + 1 };
        }
        assert.equal(kind, 'retry');
      } else {
        assert.equal(reason, EXIT_REASON.SPP_EVENT, processor.failure);
        assert.equal(this.space.handleSpp(exit), 'retry');
      }
    }
    assert.fail('no end of exits');
  }

  read(gpa: number): number {
    return this.space.memory.read(gpa, 1)[0];
  }

  #make(): Processor {
    if ('absent' in core) throw new Error(core.absent);
    const portIn = (port: number) => this.#operands[port === 0x10 ? 0 : 1];
    const processor = new Processor(core.bytes, HOST_BYTES, { ...EMPTY_HOST, portIn });
    const flat = (attributes: number, selector: number) => ({ selector, base: 0n, limit: 0xffff_ffff, attributes });
    const data = flat(0xc093, 0x10);
    processor.setRegisters({
      ...{ rip: BigInt(CODE), rflags: 2n, cr0: 0x11n, cr3: 0n, cr4: 0n, efer: 0n, cpl: 0 },
      ...{ cs: flat(0xc09b, 8), ss: data, ds: data, es: data, fs: data, gs: data },
    });
    return processor;
  }

  #add(processor: Processor): number {
    processor.setControls({ physicalAddressBits: 39 });
    this.#load(processor);
    return this.#processors.push(processor) - 1;
  }

  #load(processor: Processor): void {
    const { eptp, spptp, secondaryControls } = this.space.controls;
    processor.setControls({ eptp, spptp, secondary: secondaryControls });
  }

  #copy(from: Processor, to: Processor): void {
    if (from === to) return;
    const bytes = (processor: Processor) => new Uint8Array(processor.memory.buffer, AREA.HOST_PHYS, HOST_BYTES);
    bytes(to).set(bytes(from));
  }
}

test('D18: a processor that is made after guards were set is held to them from the start', { skip }, () => {
  const machine = new Machine();
  machine.space.protection.setSubPageAccess(GFN, u32(0xffff_fffe));
  assert.equal(machine.store(0, PAGE + 0x80, 1).end, 'done');
  const second = machine.add();
  assert.equal(machine.store(second, PAGE, 9).end, 'denied');
  assert.deepEqual(machine.store(second, PAGE + 0x80, 2), { end: 'done', exits: 0 }, 'tables are there already');
  assert.equal(machine.store(0, PAGE, 9).end, 'denied');
  assert.deepEqual([machine.read(PAGE), machine.read(PAGE + 0x80)], [0, 2]);
});

test('a guard that is set while both have cached the page stops the next store of each', { skip }, () => {
  const machine = new Machine();
  const both = [0, machine.add()];
  for (const index of both) machine.store(index, PAGE, 1);
  for (const index of both) assert.equal(machine.store(index, PAGE, 1).exits, 0, 'cached');
  for (const mask of [0xffff_fffe, 0xffff_fffd, 0, 0xffff_ffff, 0x8000_0000]) {
    machine.space.protection.setSubPageAccess(GFN, u32(mask));
    for (const index of [...both].reverse()) {
      for (const sub of [0, 1, 31]) {
        const expected = (mask >>> sub) & 1 ? 'done' : 'denied';
        assert.equal(machine.store(index, PAGE + sub * 128, index + 1).end, expected, `${mask.toString(16)} ${sub}`);
      }
    }
  }
});

test('what was logged by one exits for the other once, after the log was taken', { skip }, () => {
  const machine = new Machine();
  const second = machine.add();
  machine.space.dirty.start(0, 'sub-page');
  machine.store(0, PAGE, 1);
  assert.equal(machine.store(second, PAGE, 2).exits, 0);
  assert.deepEqual(machine.space.dirty.takePieces(0), [{ page: GFN, pieces: 1 }]);
  for (const exits of [1, 0]) assert.equal(machine.store(second, PAGE, 3).exits, exits);
  assert.deepEqual(machine.space.dirty.takePieces(0), [{ page: GFN, pieces: 1 }]);
});
