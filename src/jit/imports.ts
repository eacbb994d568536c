/** What translated code takes from the core (assembly/index.ts), in the order of its imports. */
import { type FunctionImport, type GlobalImport, I32, I64 } from './wasm/module-writer.ts';

export type ImportedFunction = 'linkTarget' | 'linkNext' | 'goTo' | 'dispatchCold' | 'rotateFlags' | 'imulOverflow';
export type ImportedGlobal = 'fk' | 'fa' | 'fb' | 'fr' | 'fx' | 'cnt' | 'currentBlock' | 'tlb' | 'key';

export const FUNCTIONS: readonly (FunctionImport & { readonly name: ImportedFunction })[] = [
  { name: 'linkTarget', type: { parameters: [I32], results: [I32] } },
  { name: 'linkNext', type: { parameters: [I32], results: [I32] } },
  { name: 'goTo', type: { parameters: [I64], results: [I32] } },
  { name: 'dispatchCold', type: { parameters: [I32, I32], results: [] } },
  { name: 'rotateFlags', type: { parameters: [I32, I32], results: [] } },
  { name: 'imulOverflow', type: { parameters: [], results: [I32] } },
];

export const GLOBALS: readonly (GlobalImport & { readonly name: ImportedGlobal })[] = [
  { name: 'fk', type: I32 },
  { name: 'fa', type: I64 },
  { name: 'fb', type: I64 },
  { name: 'fr', type: I64 },
  { name: 'fx', type: I32 },
  { name: 'cnt', type: I32 },
  { name: 'currentBlock', type: I32 },
  { name: 'tlb', type: I32 },
  { name: 'key', type: I32 },
];
