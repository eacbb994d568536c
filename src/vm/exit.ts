/**
 * Why a vCPU came back to its owner. A variant carries only what its reason defines. Misses of the EPT and the SPPT,
 * device accesses and interrupts are served inside the engine and never seen here.
 */
export type VcpuExit =
  /** The number of instructions given to `run()` is used up, or the owner's clock or a device asked for attention. */
  | { readonly kind: 'limit' }
  /** HLT was executed and no event is pending. */
  | { readonly kind: 'hlt' }
  | { readonly kind: 'triple-fault' }
  /** The next instruction is at a breakpoint (`EngineVm.setBreakpoints`); the next run begins with it. */
  | { readonly kind: 'breakpoint' }
  /**
   * A write that the write vectors deny (KVM_EXIT_SPP of the series). Nothing of it has happened; RIP points at the
   * instruction. The owner opens the sub-page and runs again, completes the instruction with `completeWrite()`, or skips it.
   */
  | {
      readonly kind: 'protected-write';
      /** Lowest denied byte. */
      readonly gpa: number;
      /** Linear address of the access; undefined when the processor did not come from one. */
      readonly gla: bigint | undefined;
      /** Bytes of the access, 0 when unknown. */
      readonly size: number;
      /** Length of the instruction at RIP, 0 when unknown. */
      readonly instructionLength: number;
    }
  /** Tables that the hypervisor repaired once are broken again. Basic exit reason 66, qualification bit 11 clear. */
  | { readonly kind: 'spp-misconfiguration'; readonly gpa: number }
  /** Basic exit reason 49. */
  | { readonly kind: 'ept-misconfiguration'; readonly gpa: number }
  /** The host has no frame left for guest memory or tables. */
  | { readonly kind: 'out-of-memory'; readonly gpa: number }
  /** A defect of the engine; the message says what. */
  | { readonly kind: 'failure'; readonly message: string }
  /** A reason that this version does not know: the owner decides, nothing is lost. */
  | { readonly kind: 'unknown'; readonly reason: number; readonly qualification: number };
