/** Which loaded module an address is in. */
import { memberOffset } from '../btf/member-path.ts';
import type { KernelNames } from '../target/target-placement.ts';
import { type GuestSource, GuestView } from './guest-view.ts';
import { KernelObjects } from './kernel-objects.ts';

/** A module as the guest's kernel has loaded it. */
export interface LoadedModule {
  /** With underscores, as the kernel keeps it. */
  readonly name: string;
  readonly from: bigint;
  /** One behind its last byte of code. */
  readonly end: bigint;
}

/** Where x86-64 Linux has modules. Linux, Documentation/arch/x86/x86_64/mm.rst. */
const MODULES_START = 0xffff_ffff_a000_0000n;
const MODULES_END = 0xffff_ffff_ff00_0000n;

/** Whether code at an address can be a module's. */
export function isModuleAddress(address: bigint): boolean {
  return address >= MODULES_START && address < MODULES_END;
}

/**
 * A name for code of a module, of whose symbols the image knows nothing: `[nf_tables]+0x1f30`.
 * @returns undefined for an address that is in no module
 */
export function describeModuleCode(kernel: KernelNames, source: GuestSource, address: bigint): string | undefined {
  return moduleDescriber(kernel, source)(address);
}

/**
 * describeModuleCode() for many addresses at one moment: the list of modules, which a guest can make long, is read once, and
 * only if an address can be of a module.
 * @example const describe = moduleDescriber(symbols, sourceOf(vm)); // stack.map(describe)
 */
export function moduleDescriber(kernel: KernelNames, source: GuestSource): (address: bigint) => string | undefined {
  let modules: LoadedModule[] | undefined;
  return (address) => {
    if (!isModuleAddress(address)) return undefined;
    modules ??= loadedModules(kernel, source);
    const found = modules.find(({ from, end }) => address >= from && address < end);
    return found && `[${found.name}]+0x${(address - found.from).toString(16)}`;
  };
}

/** Linux, include/linux/module.h, MODULE_NAME_LEN. */
const NAME_BYTES = 56;

/** The modules that are loaded at the moment; none where the kernel's types do not tell. */
export function loadedModules(kernel: KernelNames, source: GuestSource): LoadedModule[] {
  const { types } = kernel;
  if (types === undefined || kernel.table.find('modules') === undefined) return [];
  // core_layout until 6.3; from 6.4 on one range for each kind of memory, code first.
  const layout = memberOffset(types, 'module', 'core_layout') ?? memberOffset(types, 'module', 'mem');
  const kind = memberOffset(types, 'module', 'core_layout') === undefined ? 'module_memory' : 'module_layout';
  const base = memberOffset(types, kind, 'base');
  const size = memberOffset(types, kind, 'size');
  const name = memberOffset(types, 'module', 'name');
  if (layout === undefined || base === undefined || size === undefined || name === undefined) return [];
  const view = new GuestView(source);
  const modules: LoadedModule[] = [];
  for (const address of new KernelObjects(kernel, types).walk('module', view).objects) {
    const from = view.pointer(address + BigInt(layout + base));
    const bytes = view.u32(address + BigInt(layout + size));
    const text = view.text(address + BigInt(name), NAME_BYTES);
    if (from === undefined || bytes === undefined || text === undefined) continue;
    modules.push({ name: text, from, end: from + BigInt(bytes) });
  }
  return modules;
}
