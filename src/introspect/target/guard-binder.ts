/** From targets to guards of a VM: at once, when an address is mapped, or for every object of a type. */
import { HvError } from '../../base/error.ts';
import type { Guard, VerdictRule } from '../guard/guard.ts';
import type { GuardSet } from '../guard/guard-set.ts';
import { type GuestSource, GuestView, type PhysicalRun } from '../objects/guest-view.ts';
import { KernelObjects } from '../objects/kernel-objects.ts';
import { type FollowerHost, ObjectFollower, ObjectWatch } from '../objects/object-follower.ts';
import { type GuardTarget, targetError } from './guard-target.ts';
import { type FollowedType, type KernelNames, type Placement, placeTarget } from './target-placement.ts';

/** The VM that guards are bound to; a Vm fits. */
export interface BinderVm {
  readonly guards: GuardSet;
  readonly memory: GuestSource['memory'];
  readonly vcpus: readonly { readonly paging: GuestSource['paging'] }[];
  defer(task: () => void): void;
}

/** A target and the guards that it has become. */
export class BoundGuard {
  readonly target: GuardTarget;
  readonly placement: Placement;
  readonly verdict: VerdictRule;
  /** For targets with @all. */
  readonly follower: ObjectFollower | undefined;
  #guards: readonly Guard[] = [];

  constructor(target: GuardTarget, placement: Placement, verdict: VerdictRule, follower?: ObjectFollower) {
    this.target = target;
    this.placement = placement;
    this.verdict = verdict;
    this.follower = follower;
  }

  /** None yet for an address that is not mapped; with @all, those of the objects that there are. */
  get guards(): readonly Guard[] {
    return this.follower === undefined ? this.#guards : this.follower.guards;
  }

  set guards(guards: readonly Guard[]) {
    this.#guards = guards;
  }

  /** Whether it has been armed at some time. */
  get isArmed(): boolean {
    return this.follower === undefined
      ? this.#guards.length > 0
      : this.follower.objectCount + this.follower.past.objects > 0;
  }

  /** Writes that touched its bytes, also those of objects that are gone. */
  get writes(): number {
    return this.guards.reduce((sum, guard) => sum + guard.writes, this.follower?.past.writes ?? 0);
  }

  /** Those of them that were refused. */
  get refused(): number {
    return this.guards.reduce((sum, guard) => sum + guard.refused, this.follower?.past.refused ?? 0);
  }
}

/**
 * The guards of one run. Physical addresses and symbols of the image are armed at once; linear addresses, per-CPU
 * variables and objects when `tryPending()` finds them.
 * @example
 * const binder = new GuardBinder(vm, () => symbols);
 * binder.bind(parseGuardTarget('task_struct.cred@all'), 'report');
 * await vm.run({ onSlice: () => binder.tryPending() });
 */
export class GuardBinder {
  readonly bound: BoundGuard[] = [];
  readonly #vm: BinderVm;
  readonly #kernel: () => KernelNames | undefined;
  #needsKernel = false;
  #objects: KernelObjects | undefined;
  /** One for each type, whoever follows it. */
  readonly #watches = new Map<FollowedType, ObjectWatch>();

  /** @param kernel asked only when a target needs it; undefined: the image has no symbols */
  constructor(vm: BinderVm, kernel: () => KernelNames | undefined) {
    this.#vm = vm;
    this.#kernel = kernel;
  }

  /**
   * Arm a target, or remember it until it can be armed.
   * @throws HvError `bad-guard` that quotes the target and names the column
   */
  bind(target: GuardTarget, verdict: VerdictRule): BoundGuard {
    this.#needsKernel ||= target.kind === 'path';
    const kernel = target.kind === 'path' ? this.#kernel() : undefined;
    const placement = placeTarget(target, kernel);
    const bound = new BoundGuard(target, placement, verdict, this.#follower(target, placement, verdict, kernel));
    if (placement.kind === 'physical') {
      const { gpa, length } = placement;
      if (!this.#vm.memory.hasRange(gpa, length)) {
        const range = `gpa 0x${gpa.toString(16)} + ${length} bytes`;
        throw targetError(target.text, 1, `${range} is outside the guest's memory`);
      }
      this.#arm(bound, [{ gpa, length }]);
    }
    this.bound.push(bound);
    return bound;
  }

  /** Whether something still waits to be armed, or the kernel is still to be found. */
  get isPending(): boolean {
    return this.#isSearching() || this.bound.some((bound) => !bound.isArmed);
  }

  /** Arm what can be armed by now, in the address space that the processor is in. @returns what was armed */
  tryPending(): BoundGuard[] {
    if (this.#isSearching()) this.#kernel()?.locate?.();
    return this.bound.filter((bound) => !bound.isArmed && this.#tryArm(bound));
  }

  /** A kernel that nothing has asked for is not searched. */
  #isSearching(): boolean {
    return this.#needsKernel && this.#kernel()?.isLocated === false;
  }

  #tryArm(bound: BoundGuard): boolean {
    const { placement, follower } = bound;
    if (follower !== undefined) {
      follower.refresh();
      return bound.isArmed;
    }
    const view = new GuestView(this.#source());
    const gva = this.#address(placement, view);
    if (gva === undefined || placement.kind === 'each') return false;
    const runs = view.runs(gva, placement.length);
    if (runs === undefined) return false;
    this.#arm(bound, runs);
    return true;
  }

  /** The linear address of a placement, once it has one. */
  #address(placement: Placement, view: GuestView): bigint | undefined {
    if (placement.kind === 'linear') return placement.gva;
    if (placement.kind !== 'per-cpu' && placement.kind !== 'unlocated') return undefined;
    const kernel = this.#kernel();
    const symbol = kernel?.isLocated === false ? undefined : kernel?.table.find(placement.symbol);
    if (symbol === undefined) return undefined;
    const address = symbol.address + BigInt(placement.offset);
    return placement.kind === 'per-cpu' ? perCpuAddress(view, kernel, address) : address;
  }

  #arm(bound: BoundGuard, runs: readonly PhysicalRun[]): void {
    const { target, verdict } = bound;
    const specs = runs.map(({ gpa, length }) => ({ gpa, length, name: target.text, verdict }));
    bound.guards = this.#vm.guards.addAll(specs);
  }

  #follower(
    target: GuardTarget,
    placement: Placement,
    verdict: VerdictRule,
    kernel: KernelNames | undefined,
  ): ObjectFollower | undefined {
    if (placement.kind !== 'each') return undefined;
    const types = kernel?.types;
    // A placement with @all has a kernel with types.
    if (kernel === undefined || types === undefined) throw new HvError('bad-guard', `guard ${target.text}: no types`);
    this.#objects ??= new KernelObjects(kernel, types);
    const obstacle = this.#objects.findObstacle(placement.type);
    if (obstacle !== undefined) throw targetError(target.text, 1, obstacle);
    const { type, offset, length } = placement;
    const watch = this.#watches.get(type) ?? new ObjectWatch(this.#host(), this.#objects, type);
    this.#watches.set(type, watch);
    return new ObjectFollower(watch, { offset, length, name: target.text, verdict });
  }

  #host(): FollowerHost {
    const vm = this.#vm;
    return {
      guards: vm.guards,
      get source(): GuestSource {
        return { memory: vm.memory, paging: vm.vcpus[0].paging };
      },
      defer: (task) => vm.defer(task),
    };
  }

  #source(): GuestSource {
    return { memory: this.#vm.memory, paging: this.#vm.vcpus[0].paging };
  }
}

/**
 * Per-CPU variables of a processor, once the kernel has given it its area. Linux, mm/percpu.c.
 * @param offset what the variable's symbol says: up to 6.14 bytes from the start of the area, from 6.15 on an address
 * @param cpu its number, the first one's unless told
 */
export function perCpuAddress(
  view: GuestView,
  kernel: KernelNames | undefined,
  offset: bigint,
  cpu = 0,
): bigint | undefined {
  if (kernel?.isLocated === false) return undefined;
  const table = kernel?.table.find('__per_cpu_offset');
  const area = table === undefined ? undefined : view.pointer(table.address + 8n * BigInt(cpu));
  // Before the areas are set up, the table points into the image, at what they are copied from.
  const load = kernel?.table.find('__per_cpu_load');
  if (area === undefined || area < 0xffff_8000_0000_0000n || area === load?.address) return undefined;
  return BigInt.asUintN(64, area + offset);
}
