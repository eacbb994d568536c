/**
 * Registers of the local APIC by number: offset in the xAPIC page divided by 16, which is also the x2APIC MSR less
 * 0x800. SDM Vol. 3A, table "Local APIC Register Address Map" and table "x2APIC Register Address Space".
 */
export const APIC_ID = 0x02;
export const APIC_VERSION = 0x03;
export const APIC_TPR = 0x08;
export const APIC_APR = 0x09;
export const APIC_PPR = 0x0a;
export const APIC_EOI = 0x0b;
export const APIC_RRD = 0x0c;
export const APIC_LDR = 0x0d;
export const APIC_DFR = 0x0e;
export const APIC_SVR = 0x0f;
export const APIC_ISR = 0x10;
export const APIC_TMR = 0x18;
export const APIC_IRR = 0x20;
export const APIC_ESR = 0x28;
export const APIC_ICR_LOW = 0x30;
export const APIC_ICR_HIGH = 0x31;
export const APIC_LVT_TIMER = 0x32;
export const APIC_LVT_THERMAL = 0x33;
export const APIC_LVT_COUNTER = 0x34;
export const APIC_LVT_LINT0 = 0x35;
export const APIC_LVT_LINT1 = 0x36;
export const APIC_LVT_ERROR = 0x37;
export const APIC_TIMER_INITIAL = 0x38;
export const APIC_TIMER_CURRENT = 0x39;
export const APIC_TIMER_DIVIDE = 0x3e;
export const APIC_SELF_IPI = 0x3f;

/** Version 0x14 with six LVT entries; no suppression of EOI broadcasts. */
export const APIC_VERSION_VALUE = 0x0005_0014;

/** MSRs that belong to the local APIC. SDM Vol. 4, table "IA-32 Architectural MSRs". */
export const IA32_APIC_BASE = 0x1b;
export const IA32_TSC_DEADLINE = 0x6e0;
export const X2APIC_MSR_FIRST = 0x800;
export const X2APIC_MSR_LAST = 0x8ff;

/** IA32_APIC_BASE, low half: bootstrap processor, x2APIC mode, enabled. */
export const APIC_BASE_BSP = 1 << 8;
export const APIC_BASE_X2APIC = 1 << 10;
export const APIC_BASE_ENABLE = 1 << 11;

/** Spurious-interrupt vector register: the APIC is enabled by software. */
export const SVR_ENABLE = 1 << 8;
/** Local vector table entries. */
export const LVT_MASKED = 1 << 16;
export const LVT_LEVEL = 1 << 15;
/** Delivery status and remote IRR are for reading. */
export const LVT_REMOTE_IRR = 1 << 14;

/** Writable bits of the LVT entries, from the timer (without its TSC-deadline bit) to the error entry. */
export const LVT_WRITABLE: readonly number[] = [0x3_00ff, 0x1_07ff, 0x1_07ff, 0x1_a7ff, 0x1_a7ff, 0x1_00ff];
export const LVT_TIMER_TSC_DEADLINE = 1 << 18;

/** Error status register. */
export const ESR_SEND_ILLEGAL_VECTOR = 0x20;
export const ESR_RECEIVE_ILLEGAL_VECTOR = 0x40;
export const ESR_ILLEGAL_REGISTER = 0x80;

/** Whether the xAPIC page, or x2APIC mode, has a register of this number. */
export function isRegister(register: number): boolean {
  if (register >= APIC_TPR && register <= APIC_ESR) return true;
  if (register >= APIC_ICR_LOW && register <= APIC_TIMER_CURRENT) return true;
  return (
    register === APIC_ID || register === APIC_VERSION || register === APIC_TIMER_DIVIDE || register === APIC_SELF_IPI
  );
}

/** x2APIC mode has one 64-bit ICR, and neither arbitration priority, remote read nor destination format. */
export function isX2apicRegister(register: number): boolean {
  const absent = register === APIC_APR || register === APIC_RRD || register === APIC_DFR || register === APIC_ICR_HIGH;
  return isRegister(register) && !absent;
}

/** Whether x2APIC mode lets the register be written; WRMSR of the others raises #GP. */
export function mayWriteX2apic(register: number): boolean {
  if (register >= APIC_ISR && register < APIC_ESR) return false;
  return (
    register !== APIC_ID &&
    register !== APIC_VERSION &&
    register !== APIC_PPR &&
    register !== APIC_LDR &&
    register !== APIC_TIMER_CURRENT
  );
}
