/** An engine whose processor follows a script: for tests of what stands on engines. */
import type { Registers } from '../../src/cpu/registers.ts';
import { HostMemory } from '../../src/memory/host-memory.ts';
import { GuestAddressSpace } from '../../src/mmu/guest-address-space.ts';
import type { Engine, EngineVmOptions, Vcpu, WriteSink } from '../../src/vm/engine.ts';
import type { VcpuExit } from '../../src/vm/exit.ts';
import { Vm, type VmOptions } from '../../src/vm/vm.ts';

/** Guest memory of scripted machines, bytes. */
export const MEMORY: number = 4 << 20;

/** One step of a script: instructions that pass, then what happens. */
export type Step = (cpu: ScriptedVcpu) => VcpuExit;

/** A processor without registers; what it runs is its script. */
export class ScriptedVcpu implements Vcpu {
  readonly id = 0;
  instructions = 0;
  rip = 0x1000n;
  readonly linearRip = 0x1000n;
  readonly cr3 = 0n;
  readonly cpl = 0;
  codeBits = 64 as const;
  paging = { cr0: 0, cr3: 0, cr4: 0, efer: 0 };
  halted = false;
  interruptsEnabled = true;
  /** The interrupt controller's output. */
  intr = false;
  writeSink: WriteSink | undefined;
  tscBase = 0n;
  readonly log: string[] = [];
  readonly budgets: number[] = [];
  readonly script: Step[];
  /** The write that completeWrite() carries out. */
  write: { gpa: number; bytes: number[] } | undefined;

  constructor(script: Step[]) {
    this.script = script;
  }
  getRegisters(): Registers {
    throw new Error('not in the script');
  }
  setRegisters(): void {}
  save(): never {
    throw new Error('not in the script');
  }
  restore(): void {}
  get isRunnable(): boolean {
    return !this.halted || (this.intr && this.interruptsEnabled);
  }
  setIntr(level: boolean): void {
    this.intr = level;
    this.log.push(`intr ${level}`);
  }
  injectNmi(): void {}
  init(): void {
    this.log.push('init');
  }
  startup(vector: number): void {
    this.log.push(`startup ${vector}`);
  }
  requestExit(): void {
    this.log.push('request');
  }
  advanceTsc(ticks: number): void {
    this.tscBase += BigInt(ticks);
  }
  run(max: number): VcpuExit {
    this.budgets.push(max);
    const step = this.script.shift();
    if (step === undefined) {
      this.instructions += max;
      return { kind: 'limit' };
    }
    const exit = step(this);
    this.halted = exit.kind === 'hlt';
    return exit;
  }
  completeWrite(sink: WriteSink): 'done' | 'stopped' {
    const { gpa, bytes } = this.write as { gpa: number; bytes: number[] };
    const answer = sink.write(gpa, Uint8Array.from(bytes));
    this.log.push(answer);
    return answer === 'stop' ? 'stopped' : 'done';
  }
  skipInstruction(): boolean {
    this.log.push('skip');
    return true;
  }
}

/** A VM over a script. */
export function machine(script: Step[], options: Partial<VmOptions> = {}): { vm: Vm; cpu: ScriptedVcpu } {
  const cpu = new ScriptedVcpu(script);
  const engine: Engine = {
    name: 'scripted',
    capabilities: {
      maxMemoryBytes: MEMORY,
      maxVcpus: 1,
      physicalAddressBits: 46,
      virtualTime: true,
      deniesWrites: true,
      silentSubPages: true,
      silentFalseSharing: false,
      wholeStores: true,
      exactUndo: true,
      atomicUpdates: true,
      breakpoints: 0,
    },
    createVm(_: EngineVmOptions) {
      let silentStores = 0;
      const host = new HostMemory({ buffer: new ArrayBuffer(MEMORY * 2), base: 0, size: MEMORY * 2 });
      const space = new GuestAddressSpace({ host, flush: () => {} });
      return {
        memory: space.memory,
        space,
        vcpus: [cpu],
        statistics: () => ({}),
        setBreakpoints: () => {},
        findSilentStores: () => {
          silentStores += 7;
          return silentStores;
        },
        dispose: () => space.dispose(),
      };
    },
  };
  return { vm: new Vm({ engine, memoryBytes: MEMORY, ...options }), cpu };
}
