/**
 * subpage: 128-byte write guards on the memory of x86-64 virtual machines.
 *
 * This is the whole public interface; what is not exported here may change at any time. The module itself knows no host:
 * it runs in Node and in browsers. `subpage/node` adds what Node has to give (the core's bytes).
 */
export { HvError, type HvErrorCode, unreachable } from './base/error.ts';
export { acpiTables } from './boot/acpi-placement.ts';
export { type FlatOptions, planFlat } from './boot/flat.ts';
export { BOOT_PROTOCOLS, type BootOptions, type BootProtocol, planBoot } from './boot/image.ts';
export type { AcpiTables, BootInput, BootPlan, BootSegment, ImageKind, InitialState } from './boot/plan.ts';
export {
  formatRegisters,
  type ProcessorState,
  type RegisterChanges,
  type Registers,
  type SegmentRegister,
} from './cpu/registers.ts';
export { SoftEngine, type SoftEngineOptions } from './engine/soft/soft-engine.ts';
export { type GdbConnection, type GdbPeer, GdbStub, type GdbStubOptions } from './gdb/stub.ts';
export { BTF_KIND, Btf, type BtfMember, type BtfVariable } from './introspect/btf/btf.ts';
export { findTypes, readKernelTypes } from './introspect/btf/kernel-types.ts';
export { findPart, type ObjectPart, type PathStep } from './introspect/btf/member-path.ts';
export { EVENT_VERSION, type GuardEvent, type WriterContext } from './introspect/events/event.ts';
export { EventLog, type EventLogLimits, type EventReader } from './introspect/events/event-log.ts';
export { encodeEvent, encodeLoss, hexBytes } from './introspect/events/json-lines.ts';
export type { Guard, GuardedWrite, GuardSpec, VerdictRule } from './introspect/guard/guard.ts';
export type { GuardSet } from './introspect/guard/guard-set.ts';
export { VERDICTS, type Verdict } from './introspect/guard/verdict.ts';
export { type Isf, jsonText } from './introspect/isf/isf.ts';
export { exportIsf, type IsfInput } from './introspect/isf/isf-export.ts';
export { type ImportedSymbols, importIsf } from './introspect/isf/isf-import.ts';
export { type ProcessInfo, processReader } from './introspect/objects/current-process.ts';
export { type GuestSource, GuestView } from './introspect/objects/guest-view.ts';
export {
  describeModuleCode,
  isModuleAddress,
  type LoadedModule,
  loadedModules,
  moduleDescriber,
} from './introspect/objects/kernel-modules.ts';
export { KernelObjects, type ObjectWalk } from './introspect/objects/kernel-objects.ts';
export { ObjectFollower, ObjectWatch } from './introspect/objects/object-follower.ts';
export { PolicyLearner } from './introspect/policy/learner.ts';
export {
  type AllowRule,
  canRefuse,
  type EscalationStep,
  findPolicyViolations,
  type GuardPolicy,
  type MarkerPolicy,
  type Policy,
  parsePolicy,
} from './introspect/policy/policy.ts';
export { checkPolicy, type PolicyFinding, type PolicyGuard, PolicyRun } from './introspect/policy/policy-run.ts';
export { POLICY_SCHEMA } from './introspect/policy/schema.ts';
export { policySurroundings, sourceOf } from './introspect/policy/surroundings.ts';
export { followFramePointers } from './introspect/stack/frame-pointers.ts';
export { type FrameRegisters, OrcTable, readOrc } from './introspect/stack/orc.ts';
export { writeSymbolElf } from './introspect/symbols/elf-writer.ts';
export { findGuestKernel, GuestKernel } from './introspect/symbols/guest-kernel.ts';
export { findKallsyms } from './introspect/symbols/kallsyms.ts';
export { findKernelSlide } from './introspect/symbols/kernel-slide.ts';
export {
  type KernelSymbolParts,
  KernelSymbols,
  kernelSymbolsOf,
  readKernelSymbols,
} from './introspect/symbols/kernel-symbols.ts';
export { decodeKernelTables, encodeKernelTables } from './introspect/symbols/kernel-tables.ts';
export { suggestNames } from './introspect/symbols/near-names.ts';
export { type KernelGuest, RunningKernel } from './introspect/symbols/running-kernel.ts';
export type { RawSymbol, SymbolColumns } from './introspect/symbols/symbol-columns.ts';
export { type KernelSymbol, type SymbolPosition, SymbolTable } from './introspect/symbols/symbol-table.ts';
export { formatSymbolText, readSymbolText } from './introspect/symbols/symbol-text.ts';
export { type BoundGuard, GuardBinder } from './introspect/target/guard-binder.ts';
export { type GuardTarget, parseGuardTarget } from './introspect/target/guard-target.ts';
export { type KernelNames, type Placement, placeTarget } from './introspect/target/target-placement.ts';
export type { TranslatorOptions } from './jit/translator-options.ts';
export type { DirtyLogMode, DirtyPieces } from './memory/dirty-log.ts';
export type { GuestMemory, WriteOptions, WriteOrigin } from './memory/guest-memory.ts';
export { MemorySwap, type SwapStore } from './memory/swap-store.ts';
export { describeDecision, describeEntry } from './mmu/entry-text.ts';
export type { GuestAddressSpace } from './mmu/guest-address-space.ts';
export { findTranslation, type GuestTranslation, type PagingState } from './mmu/guest-paging.ts';
export type { GuestProtection } from './mmu/guest-protection.ts';
export { encodeTrace, type TraceListener, type TraceRecord } from './mmu/trace.ts';
export { restoreVectors, saveVectors, type VectorRun } from './mmu/vector-snapshot.ts';
export { decideAccess, type EptAccess, type TableReader, type WalkDecision, type WalkOptions } from './mmu/walk.ts';
export type {
  Board,
  Engine,
  EngineCapabilities,
  EngineVm,
  EngineVmOptions,
  Vcpu,
  WriteSink,
} from './vm/engine.ts';
export type { VcpuExit } from './vm/exit.ts';
export type { VmStop } from './vm/stop.ts';
export { MachineClock, NS_PER_INSTRUCTION, type TimeSource, TSC_HZ } from './vm/time.ts';
export { type RunOptions, type StoreCounts, Vm, type VmOptions } from './vm/vm.ts';
