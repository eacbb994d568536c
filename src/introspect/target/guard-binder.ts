/** From targets to guards of a VM: at once, when an address is mapped, or for every object of a type. */
import { HvError } from '../../base/error.ts';
import type { Guard, VerdictRule } from '../guard/guard.ts';
import type { GuardSet } from '../guard/guard-set.ts';
import type { FollowedType } from '../objects/followed-types.ts';
import { type GuestSource, GuestView, type PhysicalRun } from '../objects/guest-view.ts';
import { KernelObjects } from '../objects/kernel-objects.ts';
import { type FollowerHost, ObjectFollower, ObjectWatch } from '../objects/object-follower.ts';
import { perCpuAddress } from '../objects/per-cpu-address.ts';
import { type GuardTarget, targetError } from './guard-target.ts';
import { type KernelNames, type Placement, placeTarget } from './target-placement.ts';

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
  /** In how many places it is: the copies of a per-CPU variable, else 1. */
  readonly places: number;
  #guards: readonly Guard[] = [];
  #armedPlaces = 0;

  constructor(
    target: GuardTarget,
    placement: Placement,
    verdict: VerdictRule,
    { follower, places = 1 }: { readonly follower?: ObjectFollower | undefined; readonly places?: number } = {},
  ) {
    this.target = target;
    this.placement = placement;
    this.verdict = verdict;
    this.follower = follower;
    this.places = places;
  }

  /** None yet for an address that is not mapped; with @all, those of the objects that there are. */
  get guards(): readonly Guard[] {
    return this.follower === undefined ? this.#guards : this.follower.guards;
  }

  /** In how many of its places it is armed; they are armed in their order. With @all: 1 once there was an object. */
  get armedPlaces(): number {
    if (this.follower === undefined) return this.#armedPlaces;
    return this.follower.objectCount + this.follower.past.objects > 0 ? 1 : 0;
  }

  /** Whether it has been armed everywhere at some time. */
  get isArmed(): boolean {
    return this.armedPlaces === this.places;
  }

  /** Armed in its next place, by these. */
  addPlace(guards: readonly Guard[]): void {
    this.#guards = [...this.#guards, ...guards];
    this.#armedPlaces++;
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
    const bound = new BoundGuard(target, placement, verdict, {
      follower: this.#follower(target, placement, verdict, kernel),
      places: placement.kind === 'per-cpu' ? this.#vm.vcpus.length : 1,
    });
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

  /** Take a target's guards away, or forget that it waits to be armed. */
  unbind(bound: BoundGuard): void {
    const index = this.bound.indexOf(bound);
    if (index < 0) return;
    this.bound.splice(index, 1);
    if (bound.follower !== undefined) bound.follower.end();
    else for (const guard of bound.guards) this.#vm.guards.remove(guard);
  }

  /** Whether something still waits to be armed, or the kernel is still to be found. */
  get isPending(): boolean {
    return this.#isSearching() || this.bound.some((bound) => !bound.isArmed);
  }

  /** Arm what can be armed by now, in the address space that the first processor is in. @returns what was armed, also in part */
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
    if (placement.kind === 'each') return false;
    const view = new GuestView(this.#source());
    const before = bound.armedPlaces;
    while (!bound.isArmed) {
      const gva = this.#address(placement, view, bound.armedPlaces);
      const runs = gva === undefined ? undefined : view.runs(gva, placement.length);
      if (runs === undefined) break;
      this.#arm(bound, runs);
    }
    return bound.armedPlaces > before;
  }

  /** The linear address of a placement, once it has one. @param cpu whose copy, of those that have one each */
  #address(placement: Placement, view: GuestView, cpu: number): bigint | undefined {
    if (placement.kind === 'linear') return placement.gva;
    if (placement.kind !== 'per-cpu' && placement.kind !== 'unlocated') return undefined;
    const kernel = this.#kernel();
    const symbol = kernel?.isLocated === false ? undefined : kernel?.table.find(placement.symbol);
    if (symbol === undefined) return undefined;
    const address = symbol.address + BigInt(placement.offset);
    return placement.kind === 'per-cpu' ? perCpuAddress(view, kernel, address, cpu) : address;
  }

  #arm(bound: BoundGuard, runs: readonly PhysicalRun[]): void {
    const { target, verdict } = bound;
    const specs = runs.map(({ gpa, length }) => ({ gpa, length, name: target.text, verdict }));
    bound.addPlace(this.#vm.guards.addAll(specs));
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
    this.#objects ??= new KernelObjects(kernel, types, this.#vm.vcpus.length);
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
