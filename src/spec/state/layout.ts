/**
 * Where everything lives in the machine's one WebAssembly.Memory: the single truth for the processor core
 * (gen/ writes assembly/generated/layout.ts from it) and for TypeScript.
 *
 * All numbers are byte addresses in the linear memory unless a comment says otherwise. Host-physical address 0
 * is linear address `HOST_PHYS`: what the EPT and SPPT hold are host-physical addresses.
 */

/**
 * Architectural and hidden state of the vCPU that is in the core. Offsets are absolute linear addresses. Where several take
 * turns, the others' states wait outside: VCPU_RANGES.
 */
export const STATE = {
  /**
   * General registers, 8 bytes each, in encoding order (rax rcx rdx rbx rsp rbp rsi rdi r8..r15), then two slots that
   * only decoded operations name: REG_ZERO reads as 0 for ever, REG_TMP holds a precomputed linear address.
   */
  REGS: 0x1000,
  /** u64, next instruction. Valid whenever the core is not running. */
  RIP: 0x1100,
  /** u64, RFLAGS without the lazily kept arithmetic flags; valid in full whenever the core is not running. */
  RFLAGS: 0x1108,
  CR0: 0x1110,
  CR2: 0x1118,
  CR3: 0x1120,
  CR4: 0x1128,
  CR8: 0x1130,
  EFER: 0x1138,
  XCR0: 0x1140,
  DR0: 0x1148,
  DR1: 0x1150,
  DR2: 0x1158,
  DR3: 0x1160,
  DR6: 0x1168,
  DR7: 0x1170,

  /**
   * Segment registers, SEG_SIZE bytes each, in encoding order es cs ss ds fs gs, then ldtr, tr.
   * Fields: SEG_BASE u64, SEG_LIMIT u32 (in bytes, granularity applied), SEG_ATTR u32 (descriptor bits 40..55:
   * type 0-3, S 4, DPL 5-6, P 7, AVL 12, L 13, D/B 14, G 15; bit 16 = unusable), SEG_SELECTOR u16.
   */
  SEGS: 0x1200,
  GDTR_BASE: 0x1300,
  GDTR_LIMIT: 0x1308,
  IDTR_BASE: 0x1310,
  IDTR_LIMIT: 0x1318,
  /** u32, current privilege level 0..3. */
  CPL: 0x1320,
  /** u32, bit 0 blocking by STI, bit 1 blocking by MOV SS, bit 3 blocking by NMI (numbering of the VMCS field). */
  INTERRUPTIBILITY: 0x1324,
  /** u32, 0 active, 1 halted; the core never sees 3, waiting for a start-up message (numbering of the VMCS field). */
  ACTIVITY: 0x1328,

  STAR: 0x1340,
  LSTAR: 0x1348,
  CSTAR: 0x1350,
  SFMASK: 0x1358,
  KERNEL_GS_BASE: 0x1360,
  TSC_AUX: 0x1368,
  SYSENTER_CS: 0x1370,
  SYSENTER_ESP: 0x1378,
  SYSENTER_EIP: 0x1380,
  PAT: 0x1388,
  MISC_ENABLE: 0x1390,

  /** u64, instructions completed since reset by all vCPUs that the core runs in turns (REP counts once an iteration). */
  ICOUNT: 0x13c0,
  /** u64, TSC = TSC_BASE + ICOUNT * TSC_PER_INSTRUCTION while TSC_SOURCE is 0; else the host is asked. */
  TSC_BASE: 0x13c8,
  TSC_PER_INSTRUCTION: 0x13d0,
  TSC_SOURCE: 0x13d4,
  /** u64, state of the generator behind RDRAND and RDSEED; never 0. */
  RANDOM: 0x13d8,
  /** u64, the part of ICOUNT that other vCPUs have completed. The core does not look at it. */
  OTHERS_ICOUNT: 0x13e0,

  /** VMX controls, as the VMCS names them. EPTP u64; 0 = EPT off (guest-physical is host-physical). */
  EPTP: 0x1400,
  SPPTP: 0x1408,
  /** u32, secondary processor-based VM-execution controls; bit 23 sub-page write permissions for EPT. */
  SECONDARY_CONTROLS: 0x1410,
  /** u32, physical-address width offered, bits (MAXPHYADDR). */
  MAXPHYADDR: 0x1414,
  /** u32, 1: a write that straddles sub-pages is judged by its first byte only (comparison with another emulator). */
  STRADDLE_FIRST_ONLY: 0x1418,
  /** u32, bytes of host-physical memory behind HOST_PHYS (the rest of the linear memory). */
  HOST_PHYS_SIZE: 0x141c,
  /** u64, the byte-map pointer, a control of ours: src/spec/vmx/byte-map.ts. 0 = off. */
  BYTE_MAP_POINTER: 0x1420,

  /** Exit record: why run() came back. EXIT_REASON u32 (src/spec/vmx/exit.ts). */
  EXIT_REASON: 0x1440,
  /** u32, length of the instruction that RIP points at, 0 when unknown. */
  EXIT_INSTRUCTION_LENGTH: 0x1444,
  /** u64 */
  EXIT_QUALIFICATION: 0x1448,
  /** u64 */
  EXIT_GPA: 0x1450,
  /** u64, guest-linear address; meaningful when qualification bit 7 says so. */
  EXIT_GLA: 0x1458,
  /** u32 size in bytes of the access that exited, 0 when unknown. */
  EXIT_SIZE: 0x1460,
  /** u32, 1: the access that exited is one of several writes of its instruction, which are all judged before the first is made. */
  EXIT_PARTIAL: 0x1428,
  /** u32, EVENT_* of the event whose delivery was interrupted by the exit (IDT-vectoring information format). */
  EXIT_IDT_VECTORING: 0x1464,
  /** 15 bytes: the instruction, EXIT_INSTRUCTION_LENGTH of them valid. */
  EXIT_INSTRUCTION: 0x14f0,

  /**
   * Event to be delivered before the next instruction, in the format of the VM-entry interruption-information field:
   * bits 7:0 vector, 10:8 type (0 external, 2 NMI, 3 hardware exception, 4 software interrupt, 5 privileged software
   * exception, 6 software exception), 11 deliver error code, 31 valid.
   */
  EVENT_INFO: 0x1468,
  EVENT_ERROR: 0x146c,
  /** u32, instruction length for software events (RIP to push = RIP + this). */
  EVENT_LENGTH: 0x1470,
  /** u32, 1 while the interrupt controller holds INTR high. Set it through the core's setIntr(). */
  INTR: 0x1474,
  /** u32, 1 while NMI is pending. */
  NMI: 0x1478,

  /** u32 MSR value halves for the rdmsr / wrmsr imports. */
  MSR_LO: 0x1480,
  MSR_HI: 0x1484,
  /** u32 results of the cpuid import. */
  CPUID_EAX: 0x1488,
  CPUID_EBX: 0x148c,
  CPUID_ECX: 0x1490,
  CPUID_EDX: 0x1494,
  /** u32, 1: data accesses must all be looked at (alignment checks, data breakpoints). */
  WATCH_DATA: 0x149c,
  /** u32, DR6 bits of breakpoints met by the current instruction. */
  DEBUG_HITS: 0x14a0,
  /** u32, 1: the host wants run() to return at the next block (requestExit()). */
  REQUEST: 0x14a4,
  /**
   * u64, 1 + the linear address of the instruction that run() came back before with BREAKPOINT and that has not been executed:
   * the next run executes it. 0 = none.
   */
  TOLD_BREAKPOINT: 0x14a8,
  /** PAE paging: the four PDPTE registers, u64 each, and u32 whether they have been loaded. */
  PDPTES: 0x14c0,
  PDPTES_LOADED: 0x14e0,
  /** u32, 1 while one instruction is carried out by the hypervisor's emulator (see emulate() in the wasm ABI). */
  EMULATING: 0x1498,

  /** Counters, u64 each. */
  STAT_TLB_FILLS: 0x1500,
  STAT_BLOCKS: 0x1508,
  STAT_CODE_INVALIDATIONS: 0x1510,

  /** x87: 8 physical registers of 16 bytes (10 used, the 80-bit memory format), then control state. */
  X87_REGS: 0x1800,
  /** u16 each */
  X87_FCW: 0x1880,
  X87_FSW: 0x1882,
  /** u8, abridged tag: bit i set = physical register i not empty. */
  X87_FTW: 0x1884,
  X87_FOP: 0x1886,
  X87_FIP: 0x1888,
  X87_FDP: 0x1890,
  X87_FCS: 0x1898,
  X87_FDS: 0x189a,
  MXCSR: 0x18a0,
  /** 16 registers of 16 bytes. */
  XMM: 0x1900,

  /** 4 KiB: data of the access that the emuRead / emuWrite imports are about. */
  EMU_DATA: 0x2000,
  /** 4 KiB of scratch space for single instructions (operands fetched from memory, FXSAVE images). */
  SCRATCH: 0x3000,
  /** The part of an emulated access that lies in its second page, and assembled values. */
  EMU_TAIL: 0x4000,
  EMU_RESULT: 0x5000,
  /** Instruction bytes near the end of a page. */
  FETCH_BUFFER: 0x5100,
} as const;

/**
 * What of STATE belongs to one vCPU, as [first, end): it changes when another one has its turn. The rest (counters, VMX
 * controls, the generator behind RDRAND) is common to all. OTHERS_ICOUNT is worked out at the change.
 */
export const VCPU_RANGES = [
  [STATE.REGS, STATE.ICOUNT],
  [STATE.TSC_BASE, STATE.TSC_PER_INSTRUCTION],
  [STATE.EXIT_PARTIAL, STATE.EXIT_PARTIAL + 4],
  [STATE.EXIT_REASON, STATE.STAT_TLB_FILLS],
  [STATE.X87_REGS, STATE.XMM + 16 * 16],
] as const;

/**
 * What of STATE others tell the processor, as [first, end): its owner's clock and VMX controls, the interrupt controller's line.
 * A state that was saved knows them as they were then.
 */
export const TOLD_RANGES = [
  [STATE.TSC_PER_INSTRUCTION, STATE.RANDOM],
  [STATE.EPTP, STATE.EXIT_PARTIAL],
  [STATE.INTR, STATE.NMI],
] as const;

/** Field offsets inside one segment register of STATE.SEGS. */
export const SEGMENT = { SEG_BASE: 0, SEG_LIMIT: 8, SEG_ATTR: 12, SEG_SELECTOR: 16, SEG_SIZE: 24 } as const;
/** Segment register numbers, as encoded in instructions; then the two system segments. */
export const SREG = { ES: 0, CS: 1, SS: 2, DS: 3, FS: 4, GS: 5, LDTR: 6, TR: 7 } as const;

/** Register-file offsets (from STATE.REGS) of the slots behind the sixteen general registers. */
export const REG_SLOT = { REG_ZERO: 128, REG_TMP: 136 } as const;

/** Large areas of the linear memory. */
export const AREA = {
  /** Constant data of the core's own (asc --memoryBase). */
  STATIC: 0x1_0000,
  STATIC_END: 0x10_0000,
  /**
   * Four TLB views of TLB_ENTRIES entries: supervisor, user, supervisor with EFLAGS.AC (SMAP open), and one that stays
   * empty for emulation. Entry: u64 read tag, u64 write tag, u64 execute tag, u32 addend, u32 sub-page write mask.
   */
  TLB: 0x10_0000,
  TLB_END: 0x18_0000,
  /** u8 a TLB entry: bit 0 global. */
  TLB_FLAGS: 0x18_0000,
  /** u32 a slot: entries filled since the last flush. */
  TLB_FILLED: 0x19_0000,
  /** Guest-physical translations: GPA_CACHE_ENTRIES of 16 bytes. */
  GPA_CACHE: 0x1a_0000,
  GPA_CACHE_END: 0x1b_0000,
  /** u32 a TLB entry: linear-memory address of the byte map of its page, 0 = not known. Valid with the entry's sub-page mask. */
  TLB_BYTE_MAPS: 0x1b_0000,
  TLB_BYTE_MAPS_END: 0x1c_0000,
  /** Breakpoints of the host: u32, how many there are; u64 each, linear addresses. The core is told with breakpointsChanged(). */
  BREAKPOINT_COUNT: 0x1c_0000,
  BREAKPOINTS: 0x1c_0008,
  BREAKPOINTS_END: 0x1c_2008,
  /** Hash of decoded blocks: u32 a slot. */
  BLOCK_HASH: 0x20_0000,
  BLOCK_HASH_END: 0x28_0000,
  /** Header of a block that is never entered, for want of one to go on at. */
  NO_BLOCK: 0x28_0000,
  /** Decoded blocks, allocated upwards; emptied as a whole. */
  BLOCKS: 0x30_0000,
  BLOCKS_END: 0x2b0_0000,
  /** 16 bytes a host-physical page: u64 map of 64-byte pieces with decoded code, u32 first block, u32 spare. */
  CODE_PAGES: 0x2c0_0000,
  CODE_PAGES_END: 0x3c0_0000,
  /** u32 a host-physical page: stores that sub-page permission let through (they do not leave the processor). */
  PAGE_STORES: 0x3c0_0000,
  /** Host-physical address 0. */
  HOST_PHYS: 0x400_0000,
} as const;

export const TLB = {
  TLB_ENTRIES: 4096,
  TLB_ENTRY_SIZE: 32,
  TLB_VIEW_SIZE: 4096 * 32,
  TLB_READ: 0,
  TLB_WRITE: 8,
  TLB_EXEC: 16,
  TLB_ADDEND: 24,
  TLB_MASK: 28,
} as const;

/**
 * A decoded operation: 16 bytes.
 *
 * `dst` is the register of the instruction's first operand and `src` that of its second, when those are registers:
 * byte offsets into STATE.REGS for general registers (AH is 1, CH 9, …), 16 * n for XMM and MMX/x87, plain numbers for
 * segment, control and debug registers. A memory operand, whichever position it has, is
 * `R[base] + (R[index] << scale) + disp`; what that cannot say (segment bases, 16- and 32-bit addresses, 64-bit
 * absolutes) is computed into REG_TMP by an operation of length 0 put before.
 */
export const OP = {
  /** u16 */
  OP_HANDLER: 0,
  /** u8 */
  OP_DST: 2,
  OP_SRC: 3,
  OP_BASE: 4,
  OP_INDEX: 5,
  /** u8: bits 1:0 scale; bit 6: the address is relative to SS; bit 7: there is a memory operand. */
  OP_SCALE: 6,
  /** u8: bits 3:0 instruction length (0 for helper operations); bits 5:4 log2 of the operand size; bit 6 F3, bit 7 F2 prefix. */
  OP_LEN: 7,
  /** i32 */
  OP_DISP: 8,
  /** i32 */
  OP_IMM: 12,
  OP_SIZE: 16,
} as const;

/** Header of a decoded block (assembly/decode/block.ts); its operations begin at B_OPS. */
export const BLOCK = {
  /** u64: address of the first instruction. */
  B_RIP: 0,
  B_KEY: 8,
  /** i32: instructions in the block. */
  B_COUNT: 12,
  /** u32: linear-memory address of the first code byte. */
  B_PHYS: 16,
  /** u32: the page behind, for an instruction that straddles a page boundary, else 0. */
  B_PHYS2: 20,
  /** u32: code bytes. */
  B_BYTES: 24,
  /** u32: MODE_ bits. */
  B_MODE: 28,
  /** u32: next block with the same hash, next block of the same page. */
  B_NEXT: 32,
  B_NEXT_IN_PAGE: 36,
  /** u32: CS limit that decoding respected (outside 64-bit mode). */
  B_LIMIT: 40,
  /** u32: the last operation. */
  B_LAST: 44,
  /** u32: next block that ends in the same page without beginning there. */
  B_NEXT_STRADDLER: 48,
  /** u32: how often a sample found the vCPU here. */
  B_HEAT: 52,
  /** u32: 0, or this block is the entry of translated code, and the block that it stands for. */
  B_ORIGINAL: 56,
  /** u32: of an entry of translated code: offsets in its page of the first code byte and, shifted by 16, behind the last. */
  B_EXTENT: 60,
  B_OPS: 64,
} as const;

/** Behind a block's last operation: where it goes on, and links to the blocks there. Offsets from that operation. */
export const TERMINATOR = {
  /** u64 */
  TERM_NEXT: 16,
  TERM_TARGET: 24,
  /** u32: a block, and the key under which it may be entered. */
  TERM_LINK_TARGET: 32,
  TERM_KEY_TARGET: 36,
  TERM_LINK_NEXT: 40,
  TERM_KEY_NEXT: 44,
  TERM_SIZE: 48,
} as const;
