/** Guards on a part of every object of a type, which come and go with the objects. */
import type { Guard, GuardSpec, VerdictRule } from '../guard/guard.ts';
import type { GuardSet } from '../guard/guard-set.ts';
import type { FollowedType } from './followed-types.ts';
import { type GuestSource, GuestView } from './guest-view.ts';
import type { KernelObjects } from './kernel-objects.ts';

/** What followers act on; a Vm offers it. */
export interface FollowerHost {
  readonly guards: GuardSet;
  readonly source: GuestSource;
  /** Call a function before the guest executes its next instruction, outside of any judgement. */
  defer(task: () => void): void;
}

/** What is followed. Offset and length are bytes within the object. */
export interface FollowedPart {
  readonly offset: number;
  readonly length: number;
  /** Name of the guards. */
  readonly name: string;
  readonly verdict: VerdictRule;
}

/**
 * Watches the kernel's lists of objects of one type, for all who follow them: guards the words of the lists, and looks
 * again when one of them was written, before the guest goes on.
 */
export class ObjectWatch {
  readonly host: FollowerHost;
  readonly type: FollowedType;
  /** How often the lists were walked. */
  walks = 0;
  readonly #kernel: KernelObjects;
  readonly #followers = new Set<ObjectFollower>();
  readonly #links = new Map<bigint, readonly Guard[]>();
  #isDue = false;

  constructor(host: FollowerHost, kernel: KernelObjects, type: FollowedType) {
    this.host = host;
    this.#kernel = kernel;
    this.type = type;
  }

  /** Tell a follower of the objects from now on. */
  add(follower: ObjectFollower): void {
    this.#followers.add(follower);
  }

  /** With the last follower, the guards of the lists go, too. */
  remove(follower: ObjectFollower): void {
    this.#followers.delete(follower);
    if (this.#followers.size === 0) this.host.guards.batch(() => retire(this.host.guards, this.#links, new Set()));
  }

  /**
   * Look at the lists now.
   * @returns whether they could be read: false while the kernel has not mapped or begun them
   */
  refresh(): boolean {
    if (this.#followers.size === 0) return false;
    this.walks++;
    const view = new GuestView(this.host.source);
    const { objects, links } = this.#kernel.walk(this.type, view);
    if (links.size === 0) return false;
    this.host.guards.batch(() => {
      for (const follower of this.#followers) follower.update(view, objects);
      retire(this.host.guards, this.#links, links);
      const verdict = (): 'allow' => this.#wake();
      const guard = { length: 8, name: `(list of ${this.type})`, verdict };
      enlist(this.host.guards, view, this.#links, links, 0n, guard);
    });
    return true;
  }

  #wake(): 'allow' {
    if (!this.#isDue) {
      this.#isDue = true;
      this.host.defer(() => {
        this.#isDue = false;
        this.refresh();
      });
    }
    return 'allow';
  }
}

/**
 * Guards one part of every object. An object is guarded from the instruction on that links it in.
 *
 * What was written to an object before it is in its list (its initialization) is not seen, nor are objects that the
 * kernel keeps in no list (dead tasks that are still referred to).
 */
export class ObjectFollower {
  /** What guards of objects that are gone had counted. */
  readonly past: { objects: number; writes: number; refused: number } = { objects: 0, writes: 0, refused: 0 };
  readonly #watch: ObjectWatch;
  readonly #objects = new Map<bigint, readonly Guard[]>();
  readonly #part: FollowedPart;

  constructor(watch: ObjectWatch, part: FollowedPart) {
    this.#watch = watch;
    this.#part = part;
    watch.add(this);
  }

  /** Guards of the objects that there are. */
  get guards(): readonly Guard[] {
    return [...this.#objects.values()].flat();
  }

  /** How many objects are guarded. */
  get objectCount(): number {
    return this.#objects.size;
  }

  /** Look at the kernel's lists now; see ObjectWatch.refresh(). */
  refresh(): boolean {
    return this.#watch.refresh();
  }

  /** Set guards for what is new and release those of what is gone. */
  update(view: GuestView, objects: ReadonlySet<bigint>): void {
    const { guards } = this.#watch.host;
    for (const gone of retire(guards, this.#objects, objects)) {
      this.past.objects++;
      for (const guard of gone) {
        this.past.writes += guard.writes;
        this.past.refused += guard.refused;
      }
    }
    const { offset, length, name, verdict } = this.#part;
    enlist(guards, view, this.#objects, objects, BigInt(offset), { length, name, verdict });
  }

  /** Take all guards away and follow no more. */
  end(): void {
    const { guards } = this.#watch.host;
    guards.batch(() => this.update(new GuestView(this.#watch.host.source), new Set()));
    this.#watch.remove(this);
  }
}

/** Remove the guards of what is not present any more. @returns them */
function retire(
  guards: GuardSet,
  known: Map<bigint, readonly Guard[]>,
  present: ReadonlySet<bigint>,
): (readonly Guard[])[] {
  const gone: (readonly Guard[])[] = [];
  for (const [address, own] of known) {
    if (present.has(address)) continue;
    known.delete(address);
    for (const guard of own) guards.remove(guard);
    gone.push(own);
  }
  return gone;
}

function enlist(
  guards: GuardSet,
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
    known.set(
      address,
      guards.addAll(runs.map(({ gpa, length }) => ({ gpa, length, name: guard.name, verdict: guard.verdict }))),
    );
  }
}
