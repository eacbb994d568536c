/**
 * Tracepoints of the memory side: what the KVM series traces, with its names and fields, and what an MMU does besides.
 *
 * Nothing is built for a tracepoint while nobody listens.
 */

/** One thing that happened. Addresses and frame numbers are Numbers; levels are 1 (4 KiB), 2 (2 MiB), 3 (1 GiB). */
export type TraceRecord =
  /** A vector was stored. vcpu_id is -1: no vCPU is behind the call. */
  | { readonly name: 'kvm_spp_set_subpages'; readonly vcpu_id: number; readonly gfn: number; readonly access: number }
  /** An SPPT miss or misconfiguration (exit 66). */
  | {
      readonly name: 'kvm_spp_induced_exit';
      readonly vcpu_id: number;
      readonly gpa: number;
      readonly qualification: number;
    }
  /** A write that a vector denies; insn_len is 0 where it is not known. */
  | {
      readonly name: 'kvm_spp_induced_page_fault';
      readonly vcpu_id: number;
      readonly gpa: number;
      readonly insn_len: number;
    }
  /** A leaf was made. */
  | { readonly name: 'mmu_map'; readonly gfn: number; readonly level: number; readonly frame: number }
  /** A large leaf of this level became a table. */
  | { readonly name: 'mmu_split'; readonly gfn: number; readonly level: number }
  /** A table became a large leaf of this level. */
  | { readonly name: 'mmu_collapse'; readonly gfn: number; readonly level: number }
  /** Mappings of so many pages were taken away. */
  | { readonly name: 'mmu_zap'; readonly gfn: number; readonly pages: number }
  /** All cached translations were dropped. */
  | { readonly name: 'mmu_flush' }
  /** A page went to the swap store, got another frame, came to share a frame, or ceased to. */
  | {
      readonly name: 'mmu_swap_out' | 'mmu_migrate' | 'mmu_share' | 'mmu_unshare';
      readonly gfn: number;
    };

/**
 * A record as a line of JSON, with its newline: `time` in ns, name, then the fields; addresses, frame numbers, masks and
 * qualifications as hexadecimal strings, counts and levels as numbers.
 * @example '{"time":20,"name":"mmu_split","gfn":"0x200","level":2}\n'
 */
export function encodeTrace(record: TraceRecord, time: number): string {
  const fields = Object.entries(record).map(([key, value]) => {
    const isHex = key === 'gfn' || key === 'gpa' || key === 'frame' || key === 'access' || key === 'qualification';
    return `"${key}":${isHex ? `"0x${(value as number).toString(16)}"` : JSON.stringify(value)}`;
  });
  return `{"time":${time},${fields.join(',')}}\n`;
}

/** Takes trace records, at once and in order. Must not throw and must not call back into the address space. */
export type TraceListener = (record: TraceRecord) => void;

/** The tracepoints of one VM. */
export class TracePoints {
  /** What fires call; undefined while nobody listens. */
  listener: TraceListener | undefined;
  readonly #listeners = new Set<TraceListener>();

  /** Hear of everything from now on. @returns ends it */
  listen(listener: TraceListener): () => void {
    this.#listeners.add(listener);
    this.#update();
    return () => {
      this.#listeners.delete(listener);
      this.#update();
    };
  }

  #update(): void {
    const all = [...this.#listeners];
    if (all.length === 0) this.listener = undefined;
    else
      this.listener = (record) => {
        for (const listener of all) listener(record);
      };
  }
}
