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
