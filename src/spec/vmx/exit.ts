/**
 * Why the processor came back: basic exit reasons, and the exit qualifications that the hypervisor reads.
 * INTEL SDM Vol. 3D, appendix "VMX Basic Exit Reasons"; Vol. 3C, "Basic VM-Exit Information".
 */
export const EXIT_REASON = {
  /** Exception or NMI. */
  EXCEPTION: 0,
  EXTERNAL_INTERRUPT: 1,
  TRIPLE_FAULT: 2,
  /** Interrupts are open and the controller holds INTR high. */
  INTERRUPT_WINDOW: 7,
  TASK_SWITCH: 9,
  CPUID: 10,
  HLT: 12,
  IO: 30,
  RDMSR: 31,
  WRMSR: 32,
  ENTRY_FAILURE: 33,
  EPT_VIOLATION: 48,
  EPT_MISCONFIGURATION: 49,
  /** SPP-related event: EXIT_SPP_MISS tells a miss from a misconfiguration. */
  SPP_EVENT: 66,
  /** Ours, outside the 16 bits of a basic exit reason: the instruction budget of the run is spent. */
  BUDGET: 0x1_0000,
  /** Ours: the emulator's read or write callback asked to stop; the instruction is not completed. */
  EMULATION_STOP: 0x1_0001,
  /** Ours: a device or the owner asked the run to end. */
  REQUESTED: 0x1_0002,
  /** Ours: the next instruction is at a breakpoint of the host's. It has not been executed; the next run begins with it. */
  BREAKPOINT: 0x1_0005,
} as const;

/**
 * Qualification of EPT_VIOLATION.
 * INTEL SDM Vol. 3C, table "Exit Qualification for EPT Violations". Nothing in it says that a sub-page was the cause.
 */
export const EPT_VIOLATION = {
  /** The access was a read. */
  READ: 1 << 0,
  /** The access was a write. Reads of guest page tables have READ and WRITE when EPT accessed/dirty flags are on. */
  WRITE: 1 << 1,
  /** The access was an instruction fetch. */
  FETCH: 1 << 2,
  /** AND of the R, W and X bits of all EPT entries used; 0 when one was not present. Not the sub-page's permission. */
  READABLE: 1 << 3,
  WRITABLE: 1 << 4,
  EXECUTABLE: 1 << 5,
  /** The guest-linear address is valid. */
  LINEAR: 1 << 7,
  /** With LINEAR: the access is to the final translation, not to a guest paging structure. */
  FINAL: 1 << 8,
  /** NMI unblocking due to IRET. */
  NMI_UNBLOCKING: 1 << 12,
} as const;

/** Qualification of SPP_EVENT, bit 11: 1 = an SPPT entry is not valid (miss), 0 = reserved bits are set (misconfiguration). */
export const EXIT_SPP_MISS = 1 << 11;
/** Qualification of SPP_EVENT, bit 12: NMI unblocking due to IRET. */
export const EXIT_SPP_NMI_UNBLOCKING = 1 << 12;
