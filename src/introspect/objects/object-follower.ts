/** Guards on a part of every object of a type, which come and go with the objects. */
import type { Guard, GuardSet, GuardSpec, VerdictRule } from '../guard/guard-set.ts';
import type { FollowedType } from '../target/target-placement.ts';
import { type GuestSource, GuestView } from './guest-view.ts';
import type { KernelObjects } from './kernel-objects.ts';

/** What a follower acts on; a Vm offers it. */
export interface FollowerHost {
  readonly guards: GuardSet;
  readonly source: GuestSource;
  /** Call a function before the guest executes its next instruction, outside of any judgement. */
  defer(task: () => void): void;
}

/** What is followed. Offset and length are bytes within the object. */
export interface FollowedPart {
  readonly type: FollowedType;
  readonly offset: number;
  readonly length: number;
  /** Name of the guards. */
  readonly name: string;
  readonly verdict: VerdictRule;
}

/**
 * Follows the objects of one type: guards the words of the kernel's lists, and looks again when one of them was written,
 * before the guest goes on. So an object is guarded from the instruction on that links it in.
 *
 * What was written to an object before it is in its list (its initialization) is not seen, nor are objects that the
 * kernel keeps in no list (dead tasks that are still referred to).
 */
export class ObjectFollower {
  /** Guards of the objects that there are. */
  get guards(): readonly Guard[] {
    return [...this.#objects.values()].flat();
  }
  /** Writes that guards of objects that are gone had counted. */
  readonly past: { objects: number; writes: number; refused: number } = { objects: 0, writes: 0, refused: 0 };
  /** How often the lists were walked. */
  walks = 0;
  readonly #host: FollowerHost;
  readonly #objects = new Map<bigint, readonly Guard[]>();
  readonly #links = new Map<bigint, readonly Guard[]>();
  readonly #kernel: KernelObjects;
  readonly #part: FollowedPart;
  #isDue = false;
  #isEnded = false;

  constructor(host: FollowerHost, kernel: KernelObjects, part: FollowedPart) {
    this.#host = host;
    this.#kernel = kernel;
    this.#part = part;
  }

  /** How many objects are guarded. */
  get objectCount(): number {
    return this.#objects.size;
  }

  /**
   * Look at the kernel's lists, and set guards for what is new and release those of what is gone.
   * @returns whether the lists could be read: false while the kernel has not mapped or begun them
   */
  refresh(): boolean {
    if (this.#isEnded) return false;
    this.walks++;
    const view = new GuestView(this.#host.source);
    const { objects, links } = this.#kernel.walk(this.#part.type, view);
    if (links.size === 0) return false;
    this.#host.guards.batch(() => {
      this.#retire(this.#objects, objects, true);
      this.#retire(this.#links, links, false);
      const { offset, length, name, verdict } = this.#part;
      this.#enlist(view, this.#objects, objects, BigInt(offset), { length, name, verdict });
      const watch = (): 'allow' => this.#wake();
      this.#enlist(view, this.#links, links, 0n, { length: 8, name: `(list of ${this.#part.type})`, verdict: watch });
    });
    return true;
  }

  /** Take all guards away and follow no more. */
  end(): void {
    this.#isEnded = true;
    this.#host.guards.batch(() => {
      this.#retire(this.#objects, new Set(), true);
      this.#retire(this.#links, new Set(), false);
    });
  }

  #wake(): 'allow' {
    if (!this.#isDue) {
      this.#isDue = true;
      this.#host.defer(() => {
        this.#isDue = false;
        this.refresh();
      });
    }
    return 'allow';
  }

  #retire(known: Map<bigint, readonly Guard[]>, present: ReadonlySet<bigint>, isObject: boolean): void {
    for (const [address, guards] of known) {
      if (present.has(address)) continue;
      known.delete(address);
      if (isObject) this.past.objects++;
      for (const guard of guards) {
        this.#host.guards.remove(guard);
        if (!isObject) continue;
        this.past.writes += guard.writes;
        this.past.refused += guard.refused;
      }
    }
  }

  #enlist(
    view: GuestView,
    known: Map<bigint, readonly Guard[]>,
    present: ReadonlySet<bigint>,
    offset: bigint,
    guard: Omit<GuardSpec, 'gpa'>,
  ): void {
    for (const address of present) {
      if (known.has(address)) continue;
      const runs = view.runs(address + offset, guard.length);
      // Not mapped, or only in part: the kernel would fault there, too.
      if (runs === undefined) continue;
      known.set(address, this.#host.guards.addAll(runs.map(({ gpa, length }) => ({ ...guard, gpa, length }))));
    }
  }
}
