// What the processor asks of its host (src/cpu/processor.ts). Module "env".

/** Throws one preallocated object: unwinds to the caller of run() or emulate(). Never returns. */
export declare function unwind(): void;
/** Read 1, 2 or 4 bytes from an I/O port. */
export declare function portIn(port: u32, size: u32): u32;
export declare function portOut(port: u32, size: u32, value: u32): void;
/** Writes the result to STATE.CPUID_*. */
export declare function cpuid(leaf: u32, subleaf: u32): void;
/** MSRs that the core does not keep: value in STATE.MSR_LO and MSR_HI; 0 = no such MSR (#GP). */
export declare function rdmsr(index: u32): i32;
export declare function wrmsr(index: u32): i32;
/** Time-stamp counter from the host's clock, into STATE.MSR_LO and MSR_HI; only when STATE.TSC_SOURCE is 1. */
export declare function tsc(): void;
/** Emulated read of `size` guest-physical bytes into EMU_DATA; 0 done, 1 stop, 2 #GP(0). */
export declare function emuRead(gpaLo: u32, gpaHi: u32, size: u32): i32;
/** Emulated write of the `size` bytes in EMU_DATA; 0 done, 1 stop, 2 #GP(0). */
export declare function emuWrite(gpaLo: u32, gpaHi: u32, size: u32): i32;
/** MOV to CR8: the task priority class 0..15, which lives in the local APIC. STATE.CR8 is written already. */
export declare function taskPriority(priority: u32): void;
