/** Watchpoints of a debugger: guards that let writes happen, and end the run behind the instruction. */
import type { Guard } from '../introspect/guard/guard.ts';
import { GuestView } from '../introspect/objects/guest-view.ts';
import type { PagingState } from '../mmu/guest-paging.ts';
import type { Vm } from '../vm/vm.ts';

interface Watchpoint {
  readonly address: bigint;
  readonly length: number;
  readonly guards: readonly Guard[];
}

/** Longest watchpoint, bytes. */
const MAXIMUM_LENGTH = 1 << 20;
/** How many there can be; gdb alone never comes near. */
const MAXIMUM_COUNT = 10_000;

/** As many as wanted, of any length and alignment. They follow the physical memory that the addresses mean when they are set. */
export class Watchpoints {
  readonly #vm: Vm;
  readonly #all: Watchpoint[] = [];
  #hit: bigint | undefined;

  constructor(vm: Vm) {
    this.#vm = vm;
  }

  /** @returns false when the bytes are not mapped to memory, or there are too many */
  insert(address: bigint, length: number, paging: PagingState): boolean {
    if (length < 1 || length > MAXIMUM_LENGTH || this.#all.length >= MAXIMUM_COUNT) return false;
    const runs = new GuestView({ memory: this.#vm.memory, paging }).runs(address, length);
    if (runs === undefined) return false;
    const verdict = (): 'allow' => {
      this.#hit ??= address;
      this.#vm.stop();
      return 'allow';
    };
    const name = `(watchpoint at 0x${address.toString(16)})`;
    const guards = this.#vm.guards.addAll(runs.map((run) => ({ ...run, name, verdict })));
    this.#all.push({ address, length, guards });
    return true;
  }

  /** Take one of these away, if there is one. */
  remove(address: bigint, length: number): void {
    const index = this.#all.findIndex((one) => one.address === address && one.length === length);
    if (index < 0) return;
    for (const guard of this.#all[index].guards) this.#vm.guards.remove(guard);
    this.#all.splice(index, 1);
  }

  clear(): void {
    for (const { guards } of this.#all.splice(0)) for (const guard of guards) this.#vm.guards.remove(guard);
    this.#hit = undefined;
  }

  /** The address of a watchpoint that was written to since the last call. */
  takeHit(): bigint | undefined {
    const hit = this.#hit;
    this.#hit = undefined;
    return hit;
  }
}
