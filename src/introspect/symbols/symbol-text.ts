/** Symbols as text: System.map and /proc/kallsyms, one `ADDRESS TYPE NAME` a line, modules' names in brackets. */
import { HvError } from '../../base/error.ts';
import type { RawSymbol } from './symbol-columns.ts';

const MAXIMUM_SYMBOLS = 2_000_000;
const LINE = /^([0-9a-fA-F]{1,16}) ([A-Za-z?]) (\S{1,512})(?:\s+\[([\w-]{1,64})\])?\s*$/;

/**
 * @param name what to call the file in messages
 * @returns the kernel's symbols; those of modules (with `[module]` behind) are left out
 * @throws HvError `bad-image` that names the line that is no symbol, and for text without addresses (all 0: read without
 * privilege) or without symbols
 * @example readSymbolText('ffffffff81000000 T _text\n', 'System.map')
 */
export function readSymbolText(text: string, name: string): RawSymbol[] {
  const symbols: RawSymbol[] = [];
  let number = 0;
  let hasAddress = false;
  for (let from = 0; from < text.length; ) {
    let end = text.indexOf('\n', from);
    if (end < 0) end = text.length;
    const line = text.slice(from, Math.min(end, from + 1024));
    from = end + 1;
    number++;
    if (line.trim() === '') continue;
    const match = LINE.exec(line);
    if (match === null) {
      const shown = JSON.stringify(line.slice(0, 60));
      throw new HvError('bad-image', `${name}:${number}: expected ADDRESS TYPE NAME, got ${shown}`);
    }
    if (match[4] !== undefined) continue;
    if (symbols.length >= MAXIMUM_SYMBOLS)
      throw new HvError('bad-image', `${name}: more than ${MAXIMUM_SYMBOLS} symbols`);
    const address = BigInt(`0x${match[1]}`);
    hasAddress ||= address !== 0n;
    symbols.push({ name: match[3], type: match[2], address });
  }
  if (!hasAddress) throw new HvError('bad-image', `${name}: no symbols with addresses`);
  return symbols;
}

/** The same text from symbols, in their order. */
export function formatSymbolText(symbols: Iterable<RawSymbol>): string {
  let text = '';
  for (const { address, type, name } of symbols) text += `${address.toString(16).padStart(16, '0')} ${type} ${name}\n`;
  return text;
}
