/** Where the firmware tables lie in guest memory. */
import { buildAcpiTables } from './acpi.ts';
import type { AcpiTables } from './plan.ts';

/** Kernels that are not told look for the RSDP from here to 1 MiB. ACPI Specification, "Finding the RSDP on IA-PC Systems". */
const ACPI_ADDRESS = 0xe_0000;

/** The tables of the board, ready for `planBoot()`. @param cpuCount vCPUs of the VM. @throws HvError `invalid-argument` */
export function acpiTables(cpuCount = 1): AcpiTables {
  return { address: ACPI_ADDRESS, ...buildAcpiTables({ address: ACPI_ADDRESS, cpuCount }) };
}
