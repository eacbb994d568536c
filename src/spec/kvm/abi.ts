/**
 * The part of Linux's KVM interface that the engine uses, x86-64: ioctl numbers, capabilities, exits, structs.
 *
 * Linux, include/uapi/linux/kvm.h and arch/x86/include/uapi/asm/kvm.h; what they mean: Documentation/virt/kvm/api.rst.
 * Names are those of the headers.
 */
import { bytes, type StructLayout, struct, u8, u16, u32, u64 } from '../../base/struct.ts';

/** The version that every kernel since 2.6.22 answers to KVM_GET_API_VERSION. */
export const KVM_API_VERSION = 12;

/** Argument of KVM_SET_USER_MEMORY_REGION. */
export const KvmUserspaceMemoryRegion = struct('kvm_userspace_memory_region', 32, {
  slot: u32(0), // low half: slot, high half: address space
  flags: u32(4),
  guest_phys_addr: u64(8), // bytes, page-aligned
  memory_size: u64(16), // bytes, page-aligned; 0 deletes the slot
  userspace_addr: u64(24),
});
/** Bit of kvm_userspace_memory_region.flags: pages that are written are logged, for KVM_GET_DIRTY_LOG. */
export const KVM_MEM_LOG_DIRTY_PAGES = 1 << 0;
/** Bit of kvm_userspace_memory_region.flags: writes of the guest exit as if no memory was there. */
export const KVM_MEM_READONLY = 1 << 1;

/** Argument of KVM_GET_DIRTY_LOG. */
export const KvmDirtyLog = struct('kvm_dirty_log', 16, { slot: u32(0), dirty_bitmap: u64(8) });

/** Argument of KVM_GET_REGS and KVM_SET_REGS. */
// biome-ignore format: a table
export const KvmRegs = struct('kvm_regs', 144, {
  rax: u64(0), rbx: u64(8), rcx: u64(16), rdx: u64(24), rsi: u64(32), rdi: u64(40), rsp: u64(48), rbp: u64(56),
  r8: u64(64), r9: u64(72), r10: u64(80), r11: u64(88), r12: u64(96), r13: u64(104), r14: u64(112), r15: u64(120),
  rip: u64(128), rflags: u64(136),
});

// biome-ignore format: a table
export const KvmSegment = struct('kvm_segment', 24, {
  base: u64(0), limit: u32(8), selector: u16(12), type: u8(14), present: u8(15), dpl: u8(16), db: u8(17), s: u8(18),
  l: u8(19), g: u8(20), avl: u8(21), unusable: u8(22),
});

export const KvmDtable = struct('kvm_dtable', 16, { base: u64(0), limit: u16(8) });

// biome-ignore format: a table
export const KvmSregs = struct('kvm_sregs', 312, {
  cs: bytes(0, 24), ds: bytes(24, 24), es: bytes(48, 24), fs: bytes(72, 24), gs: bytes(96, 24), ss: bytes(120, 24),
  tr: bytes(144, 24), ldt: bytes(168, 24), gdt: bytes(192, 16), idt: bytes(208, 16),
  cr0: u64(224), cr2: u64(232), cr3: u64(240), cr4: u64(248), cr8: u64(256), efer: u64(264), apic_base: u64(272),
  interrupt_bitmap: bytes(280, 32),
});

/** The exception, interrupt, NMI and SMI members are named with their C prefix: `exception.injected`. */
// biome-ignore format: a table
export const KvmVcpuEvents = struct('kvm_vcpu_events', 64, {
  'exception.injected': u8(0), 'exception.nr': u8(1), 'exception.has_error_code': u8(2), 'exception.pending': u8(3),
  'exception.error_code': u32(4),
  'interrupt.injected': u8(8), 'interrupt.nr': u8(9), 'interrupt.soft': u8(10), 'interrupt.shadow': u8(11),
  'nmi.injected': u8(12), 'nmi.pending': u8(13), 'nmi.masked': u8(14),
  sipi_vector: u32(16), flags: u32(20), 'triple_fault.pending': u8(28), exception_has_payload: u8(55), exception_payload: u64(56),
});
/** Bits of kvm_vcpu_events.flags: `nmi.pending`, `interrupt.shadow` are to be taken over. */
export const KVM_VCPUEVENT_VALID_NMI_PENDING = 1 << 0;
export const KVM_VCPUEVENT_VALID_SHADOW = 1 << 2;

/**
 * The page shared with the kernel. Members of the exit union carry the name of their exit: `mmio.phys_addr`.
 * What follows `s.regs` is struct kvm_sync_regs.
 */
// biome-ignore format: a table
export const KvmRun = struct('kvm_run', 2352, {
  request_interrupt_window: u8(0), immediate_exit: u8(1), exit_reason: u32(8), ready_for_interrupt_injection: u8(12),
  if_flag: u8(13), flags: u16(14), cr8: u64(16), apic_base: u64(24),
  'hw.hardware_exit_reason': u64(32),
  'fail_entry.hardware_entry_failure_reason': u64(32), 'fail_entry.cpu': u32(40),
  'io.direction': u8(32), 'io.size': u8(33), 'io.port': u16(34), 'io.count': u32(36), 'io.data_offset': u64(40),
  'mmio.phys_addr': u64(32), 'mmio.data': bytes(40, 8), 'mmio.len': u32(48), 'mmio.is_write': u8(52),
  'internal.suberror': u32(32), 'internal.ndata': u32(36), 'internal.data': bytes(40, 128),
  'emulation_failure.flags': u64(40), 'emulation_failure.insn_size': u8(48), 'emulation_failure.insn_bytes': bytes(49, 15),
  'system_event.type': u32(32),
  'msr.error': u8(32), 'msr.reason': u32(40), 'msr.index': u32(44), 'msr.data': u64(48),
  kvm_valid_regs: u64(288), kvm_dirty_regs: u64(296),
  's.regs.regs': bytes(304, 144), 's.regs.sregs': bytes(448, 312), 's.regs.events': bytes(760, 64),
});
/** Bits of kvm_run.kvm_valid_regs and kvm_dirty_regs. */
export const KVM_SYNC_X86_REGS = 1 << 0;
export const KVM_SYNC_X86_SREGS = 1 << 1;
export const KVM_SYNC_X86_EVENTS = 1 << 2;
/** Values of kvm_run.io.direction. */
export const KVM_EXIT_IO_IN = 0;
export const KVM_EXIT_IO_OUT = 1;
/** Bit of kvm_run.emulation_failure.flags: size and bytes of the instruction are there. */
export const KVM_INTERNAL_ERROR_EMULATION_FLAG_INSTRUCTION_BYTES = 1;

export const KvmDebugregs = struct('kvm_debugregs', 128, { db: bytes(0, 32), dr6: u64(32), dr7: u64(40) });
/** `arch.debugreg` are the eight debug registers of the host's debugger, which this engine does not set. */
export const KvmGuestDebug = struct('kvm_guest_debug', 72, { control: u32(0), 'arch.debugreg': bytes(8, 64) });
/** Bits of kvm_guest_debug.control. */
export const KVM_GUESTDBG_ENABLE = 1 << 0;
export const KVM_GUESTDBG_SINGLESTEP = 1 << 1;
export const KvmXcrs = struct('kvm_xcrs', 392, { nr_xcrs: u32(0), flags: u32(4), xcrs: bytes(8, 256) });
export const KvmXcr = struct('kvm_xcr', 16, { xcr: u32(0), value: u64(8) });
export const KvmXsave = struct('kvm_xsave', 4096, { region: bytes(0, 4096) });
export const KvmInterrupt = struct('kvm_interrupt', 4, { irq: u32(0) });

/** The head only: `entries` follow, one kvm_cpuid_entry2 each. */
export const KvmCpuid2 = struct('kvm_cpuid2', 8, { nent: u32(0) });
// biome-ignore format: a table
export const KvmCpuidEntry2 = struct('kvm_cpuid_entry2', 40, {
  function: u32(0), index: u32(4), flags: u32(8), eax: u32(12), ebx: u32(16), ecx: u32(20), edx: u32(24),
});
/** Bit of kvm_cpuid_entry2.flags: the answer depends on ECX. */
export const KVM_CPUID_FLAG_SIGNIFCANT_INDEX = 1;

/** Argument of KVM_ENABLE_CAP. */
export const KvmEnableCap = struct('kvm_enable_cap', 104, { cap: u32(0), flags: u32(4), args: bytes(8, 32) });

/** The head only: `entries` follow, one kvm_msr_entry each. */
export const KvmMsrs = struct('kvm_msrs', 8, { nmsrs: u32(0) });
export const KvmMsrEntry = struct('kvm_msr_entry', 16, { index: u32(0), data: u64(8) });

export const KvmMsrFilterRange = struct('kvm_msr_filter_range', 24, {
  flags: u32(0),
  nmsrs: u32(4),
  base: u32(8),
  bitmap: u64(16),
});
/** Up to 16 ranges; a clear bit in the bitmap of a range denies the register. */
export const KvmMsrFilter = struct('kvm_msr_filter', 392, { flags: u32(0), ranges: bytes(8, 384) });
export const KVM_MSR_FILTER_READ = 1;
export const KVM_MSR_FILTER_WRITE = 2;
/** Arguments of KVM_CAP_X86_USER_SPACE_MSR: which accesses come to user space. */
export const KVM_MSR_EXIT_REASON_INVAL = 1;
export const KVM_MSR_EXIT_REASON_UNKNOWN = 2;
export const KVM_MSR_EXIT_REASON_FILTER = 4;

const KVMIO = 0xae;
const io = (nr: number): number => (KVMIO << 8) | nr;
const encode = (direction: number, nr: number, size: number): number =>
  ((direction << 30) | (size << 16) | (KVMIO << 8) | nr) >>> 0;
const iow = (nr: number, argument: StructLayout): number => encode(1, nr, argument.size);
const ior = (nr: number, argument: StructLayout): number => encode(2, nr, argument.size);
const iowr = (nr: number, argument: StructLayout): number => encode(3, nr, argument.size);

// On /dev/kvm
export const KVM_GET_API_VERSION = io(0x00);
export const KVM_CREATE_VM = io(0x01);
/** What a capability (KVM_CAP) offers; 0: nothing. On a VM, too. */
export const KVM_CHECK_EXTENSION = io(0x03);
export const KVM_GET_VCPU_MMAP_SIZE = io(0x04);
export const KVM_GET_SUPPORTED_CPUID = iowr(0x05, KvmCpuid2);
// On a VM
/** A vCPU; the argument is its number. */
export const KVM_CREATE_VCPU = io(0x41);
/** The pages of a memslot that were written since the last call, a bit each. */
export const KVM_GET_DIRTY_LOG = iow(0x42, KvmDirtyLog);
/** Make, change, move or delete a memslot. */
export const KVM_SET_USER_MEMORY_REGION = iow(0x46, KvmUserspaceMemoryRegion);
export const KVM_SET_TSS_ADDR = io(0x47);
/** Turn a capability on. */
export const KVM_ENABLE_CAP = iow(0xa3, KvmEnableCap);
export const KVM_X86_SET_MSR_FILTER = iow(0xc6, KvmMsrFilter);
// On a vCPU
export const KVM_RUN = io(0x80);
/** General registers, RIP and RFLAGS. */
export const KVM_GET_REGS = ior(0x81, KvmRegs);
/** Sets them. */
export const KVM_SET_REGS = iow(0x82, KvmRegs);
export const KVM_GET_SREGS = ior(0x83, KvmSregs);
export const KVM_SET_SREGS = iow(0x84, KvmSregs);
export const KVM_INTERRUPT = iow(0x86, KvmInterrupt);
export const KVM_GET_MSRS = iowr(0x88, KvmMsrs);
export const KVM_SET_MSRS = iow(0x89, KvmMsrs);
export const KVM_SET_CPUID2 = iow(0x90, KvmCpuid2);
export const KVM_NMI = io(0x9a);
export const KVM_SET_GUEST_DEBUG = iow(0x9b, KvmGuestDebug);
export const KVM_GET_VCPU_EVENTS = ior(0x9f, KvmVcpuEvents);
export const KVM_SET_VCPU_EVENTS = iow(0xa0, KvmVcpuEvents);
export const KVM_GET_DEBUGREGS = ior(0xa1, KvmDebugregs);
export const KVM_SET_DEBUGREGS = iow(0xa2, KvmDebugregs);
export const KVM_GET_TSC_KHZ = io(0xa3);
export const KVM_GET_XSAVE = ior(0xa4, KvmXsave);
export const KVM_SET_XSAVE = iow(0xa5, KvmXsave);
export const KVM_GET_XCRS = ior(0xa6, KvmXcrs);
export const KVM_SET_XCRS = iow(0xa7, KvmXcrs);

/** Capabilities: arguments of KVM_CHECK_EXTENSION and kvm_enable_cap.cap. */
export const KVM_CAP = {
  USER_MEMORY: 3,
  NR_VCPUS: 9,
  NR_MEMSLOTS: 10,
  XSAVE: 55,
  MAX_VCPUS: 66,
  SYNC_REGS: 74,
  READONLY_MEM: 81,
  IMMEDIATE_EXIT: 136,
  X86_USER_SPACE_MSR: 188,
  X86_MSR_FILTER: 189,
  EXIT_ON_EMULATION_FAILURE: 204,
  DISABLE_QUIRKS2: 213,
} as const;

/** Quirk, argument of KVM_CAP_DISABLE_QUIRKS2: deleting one memslot drops the mappings of all. */
export const KVM_X86_QUIRK_SLOT_ZAP_ALL = 1 << 7;

/** kvm_run.exit_reason. */
export const KVM_EXIT = {
  UNKNOWN: 0,
  EXCEPTION: 1,
  IO: 2,
  DEBUG: 4,
  HLT: 5,
  MMIO: 6,
  IRQ_WINDOW_OPEN: 7,
  SHUTDOWN: 8,
  FAIL_ENTRY: 9,
  INTR: 10,
  SET_TPR: 11,
  INTERNAL_ERROR: 17,
  SYSTEM_EVENT: 24,
  X86_RDMSR: 29,
  X86_WRMSR: 30,
  MEMORY_FAULT: 39,
} as const;

/** kvm_run.internal.suberror. */
export const KVM_INTERNAL_ERROR = { EMULATION: 1, SIMUL_EX: 2, DELIVERY_EV: 3, UNEXPECTED_EXIT_REASON: 4 } as const;
