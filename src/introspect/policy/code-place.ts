/** Where code is, as a rule says it. */
import { HvError } from '../../base/error.ts';

/** A place that an instruction can be in. */
export type CodePlace =
  /** From `offset` bytes behind the symbol's start to the next symbol; offset 0: the whole function. */
  | { readonly kind: 'symbol'; readonly symbol: string; readonly offset: number }
  /** In the kernel's image. */
  | { readonly kind: 'kernel' }
  | { readonly kind: 'module'; readonly module: string }
  /** Both ends belong to it. */
  | { readonly kind: 'range'; readonly from: bigint; readonly to: bigint };

/**
 * `commit_creds`, `proc_dointvec+0x40` (this one instruction), `kernel`, `module:ext4`, `0xffff…-0xffff…`.
 * @throws HvError `bad-policy`
 */
export function parseCodePlace(text: string): CodePlace {
  if (text === 'kernel') return { kind: 'kernel' };
  const module = /^module:([\w-]{1,55})$/.exec(text)?.[1];
  // The kernel names modules with underscores, files with either.
  if (module !== undefined) return { kind: 'module', module: module.replaceAll('-', '_') };
  const range = /^(0x[0-9a-f]{1,16})-(0x[0-9a-f]{1,16})$/i.exec(text);
  if (range !== null) {
    const [from, to] = [BigInt(range[1]), BigInt(range[2])];
    if (from > to) throw new HvError('bad-policy', `${text}: the end is before the start`);
    return { kind: 'range', from, to };
  }
  const symbol = /^([A-Za-z_$][\w.$]*)(?:\+(0x[0-9a-f]{1,8}|\d{1,9}))?$/i.exec(text);
  if (symbol === null || /^(module|kernel):/.test(text)) {
    const shown = JSON.stringify(text.slice(0, 100));
    throw new HvError('bad-policy', `expected symbol, symbol+OFF, kernel, module:NAME or 0xSTART-0xEND, got ${shown}`);
  }
  return { kind: 'symbol', symbol: symbol[1], offset: symbol[2] === undefined ? 0 : Number(symbol[2]) };
}
