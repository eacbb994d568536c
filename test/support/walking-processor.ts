/**
 * A processor of one access at a time, for tests of the hypervisor without core.wasm: it decides by the tools' walker,
 * caches translations as boldly as the manual allows, and hands its exits to the address space.
 */
import type { GuardedMemory, WriteOutcome } from '../../src/introspect/guard/guarded-memory.ts';
import type { HostMemory } from '../../src/memory/host-memory.ts';
import type { GuestAddressSpace } from '../../src/mmu/guest-address-space.ts';
import { decideAccess, type WalkDecision } from '../../src/mmu/walk.ts';
import type { EptControls } from '../../src/spec/vmx/controls.ts';

/** How an access ended. */
export interface AccessResult {
  /** `done`: by the processor; `emulated`: by the hypervisor, under the guards. */
  readonly end: 'done' | 'emulated' | 'mmio' | 'out-of-memory' | 'misconfiguration';
  /** Exit reasons on the way. */
  readonly exits: readonly number[];
  readonly outcome?: WriteOutcome;
}

interface CachedPage {
  frame: number;
  readable: boolean;
  /** Bit i: writes to sub-page i are known to be allowed. */
  writeMask: number;
}

/** Physical addresses as wide as four levels of tables, so that tests can use the top of the address space. */
const WIDTH = { maxPhyAddr: 48 };

/** More exits than this for one access: no progress is being made. A long write into logged pages exits once a piece. */
const EXIT_LIMIT = 16;

export class WalkingProcessor {
  /** How often flush() was called. */
  flushes = 0;
  /** What it was entered with; as in life it does not notice when the owner has others. */
  controls: EptControls;
  readonly #host: HostMemory;
  readonly #vcpu: number;
  readonly #cache = new Map<number, CachedPage>();

  constructor(host: HostMemory, vcpu = 0) {
    this.#host = host;
    this.#vcpu = vcpu;
    this.controls = { eptp: 0, spptp: 0, secondaryControls: 0 };
  }

  /** INVEPT. To be given to the address space. */
  readonly flush = (): void => {
    this.flushes++;
    this.#cache.clear();
  };

  /** A store of the guest. */
  write(space: GuestAddressSpace, guarded: GuardedMemory, gpa: number, bytes: Uint8Array, final = true): AccessResult {
    return this.#access(space, { gpa, op: 'write', size: bytes.length, final }, bytes, guarded);
  }

  /** A load of the guest into `target`. */
  read(space: GuestAddressSpace, gpa: number, target: Uint8Array): AccessResult {
    return this.#access(space, { gpa, op: 'read', size: target.length, final: true }, target, undefined);
  }

  #access(
    space: GuestAddressSpace,
    access: { gpa: number; op: 'read' | 'write'; size: number; final: boolean },
    bytes: Uint8Array,
    guarded: GuardedMemory | undefined,
  ): AccessResult {
    const exits: number[] = [];
    for (;;) {
      if (access.final && this.#isCached(access.gpa, access.size, access.op === 'write')) {
        this.#perform(access.gpa, bytes, access.op === 'write');
        return { end: 'done', exits };
      }
      const decision = decideAccess(this.#host, this.controls, access, WIDTH);
      if (decision.outcome === 'allowed') {
        this.#fill(access.gpa, access.size, access.op === 'write', decision);
        this.#perform(access.gpa, bytes, access.op === 'write');
        return { end: 'done', exits };
      }
      exits.push(decision.reason);
      if (exits.length > EXIT_LIMIT) throw new Error(`no progress: exits ${exits.join(' ')}`);
      const { faultGpa, qualification } = decision;
      const exit = { gpa: faultGpa as number, qualification, size: access.size, vcpu: this.#vcpu };
      if (decision.reason === 66) {
        if (space.handleSpp(exit) === 'misconfiguration') return { end: 'misconfiguration', exits };
        continue;
      }
      const answer = space.handleViolation(exit);
      if (answer.kind === 'retry') continue;
      if (answer.kind === 'protected') {
        return { end: 'emulated', exits, outcome: (guarded as GuardedMemory).emulatedWrite(access.gpa, bytes) };
      }
      return { end: answer.kind, exits };
    }
  }

  #isCached(gpa: number, size: number, isWrite: boolean): boolean {
    for (let at = gpa; at < gpa + size; at++) {
      const page = this.#cache.get(Math.floor(at / 4096));
      if (page === undefined) return false;
      if (isWrite ? ((page.writeMask >>> ((at % 4096) >>> 7)) & 1) === 0 : !page.readable) return false;
    }
    return true;
  }

  #fill(gpa: number, size: number, isWrite: boolean, decision: WalkDecision): void {
    for (let gfn = Math.floor(gpa / 4096); gfn * 4096 < gpa + size; gfn++) {
      const from = Math.max(gpa, gfn * 4096);
      const byte = { gpa: from, op: isWrite ? ('write' as const) : ('read' as const), size: 1 };
      const one = decideAccess(this.#host, this.controls, byte, WIDTH);
      const page = this.#cache.get(gfn) ?? { frame: 0, readable: false, writeMask: 0 };
      page.frame = Math.floor((one.hpa as number) / 4096);
      page.readable = true;
      if (this.controls.eptp & 0x40) {
        const entry = one.path.filter((each) => each.table === 'ept').at(-1);
        if (entry !== undefined) this.#host.words[entry.address / 4] |= isWrite ? 0x300 : 0x100;
      }
      if (isWrite && !one.bySubPage) page.writeMask = 0xffff_ffff;
      if (one.bySubPage) {
        const leaf = one.path[one.path.length - 1];
        for (let i = 0; i < 32; i++) {
          const half = i < 16 ? leaf.lo : leaf.hi;
          if ((half >>> ((2 * i) % 32)) & 1) page.writeMask |= 1 << i;
        }
      }
      this.#cache.set(gfn, page);
    }
    if (decision.hpa === undefined) throw new Error('an allowed access without an address');
  }

  #perform(gpa: number, bytes: Uint8Array, isWrite: boolean): void {
    for (let i = 0; i < bytes.length; i++) {
      const frame = (this.#cache.get(Math.floor((gpa + i) / 4096)) as CachedPage | undefined)?.frame;
      // Page-walk accesses are not cached; tests of them never get here.
      const hpa = (frame as number) * 4096 + ((gpa + i) % 4096);
      if (isWrite) this.#host.bytes[hpa] = bytes[i];
      else bytes[i] = this.#host.bytes[hpa];
    }
  }
}
