/**
 * Where the parts of the machine are: the one place that the devices, the ACPI tables and the memory map agree on.
 * The addresses are those of every PC since the 82093AA and the Pentium; the power-management ports are ours.
 */

/** Guest-physical address and length in bytes of the IOAPIC. */
export const IO_APIC_ADDRESS = 0xfec0_0000;
export const IO_APIC_BYTES = 0x1000;
/** Inputs of the IOAPIC. */
export const IO_APIC_PINS = 24;
/** IOAPIC input of the timer (ISA IRQ 0), as every PC wires it; the other ISA lines go to their own number. */
export const IO_APIC_TIMER_PIN = 2;

/** Guest-physical address after reset, and length in bytes, of the local APIC's registers. */
export const LOCAL_APIC_ADDRESS = 0xfee0_0000;
export const LOCAL_APIC_BYTES = 0x1000;

/** ISA interrupt lines. */
export const IRQ_TIMER = 0;
export const IRQ_KEYBOARD = 1;
export const IRQ_COM1 = 4;
export const IRQ_CMOS = 8;
/** The ACPI system control interrupt, level-triggered. */
export const IRQ_SCI = 9;
export const IRQ_AUX = 12;

/** First port of COM1, 8 ports. */
export const COM1_PORT = 0x3f8;
/** First port of the ACPI power-management block; see the offsets below. */
export const ACPI_PM_PORT = 0x600;
/** PM1a event block: status and enable, 2 bytes each. */
export const ACPI_PM1_EVENT = 0;
/** PM1a control register, 2 bytes. */
export const ACPI_PM1_CONTROL = 4;
/** Power-management timer, 4 bytes. */
export const ACPI_PM_TIMER = 8;
/** Length of the block in ports. */
export const ACPI_PM_PORTS = 12;
/** Sleep type that the \_S5 package names for soft-off. */
export const ACPI_S5_SLEEP_TYPE = 5;

/** Port and value that reset the machine: the keyboard controller's pulse command. */
export const RESET_PORT = 0x64;
export const RESET_VALUE = 0xfe;

/** The most processors of the board: CPUID leaf 4 counts the cores of a package in six bits. */
export const MAX_VCPUS = 64;
