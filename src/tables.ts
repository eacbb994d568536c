/**
 * `subpage/tables`: EPT and SPPT read, decided, decoded and put into words. For tools that look at images of physical
 * memory; nothing here runs a guest but AccessProbe, which asks the processor core.
 * @example
 * import { decideAccess, describeDecision } from 'subpage/tables';
 * console.log(describeDecision(decideAccess(reader, controls, access, options)));
 */
export { AccessProbe, type AccessProbeOptions, type ProbeResult } from './engine/soft/access-probe.ts';
export {
  describeDecision,
  describeEntry,
  describeQualification,
  hexEntry,
  hexNumber,
  maskText,
  rightsText,
} from './mmu/entry-text.ts';
export { dumpEpt, dumpSppt, type TableDump, type TableRange } from './mmu/table-dump.ts';
export { decideAccess, type EptAccess, type TableReader, type WalkDecision, type WalkOptions } from './mmu/walk.ts';
export { type EptControls, findEntryFailure, SECONDARY_EPT, SECONDARY_SPP } from './spec/vmx/controls.ts';
export {
  EPTP_ACCESSED_DIRTY,
  EPTP_MEMTYPE_WB,
  EPTP_WALK_4,
  encodeEptp,
  eptFrame,
  eptIndex,
} from './spec/vmx/ept.ts';
export { EPT_VIOLATION, EXIT_REASON, EXIT_SPP_MISS } from './spec/vmx/exit.ts';
export {
  decodeSpptLeaf,
  encodeSpptLeaf,
  SPPT_VALID,
  SUB_PAGE_SIZE,
  SUB_PAGES,
  spptAllowsWrite,
  subPagesTouched,
} from './spec/vmx/sppt.ts';
