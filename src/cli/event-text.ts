/** Events and counters as text for a person. */
import type { GuardEvent } from '../introspect/events/event.ts';
import { hexBytes } from '../introspect/events/json-lines.ts';

/** Bytes of old and new values that a line shows. */
const SHOWN_BYTES = 16;

/**
 * One event on one line.
 * @example '[    1.234567] deny   modules_disabled  proc_put_int+0x20 (rip 0xffffffff81…)  gpa 0x3fd44a0  gva 0xffff…  4 bytes 00000000 → 01000000'
 */
export function formatEvent(event: GuardEvent): string {
  const seconds = (event.time / 1e9).toFixed(6).padStart(12);
  const names = event.guards.length > 0 ? event.guards.join(', ') : '(vector)';
  const parts = [`[${seconds}] ${event.verdict.padEnd(6)} ${names}`];
  const writer = event.writer;
  if (writer !== undefined) {
    const rip = `0x${writer.rip.toString(16)}`;
    parts.push(writer.symbol === undefined ? `rip ${rip}` : `${writer.symbol} (rip ${rip})`);
  } else parts.push(`by ${event.origin}`);
  parts.push(`gpa 0x${event.gpa.toString(16)}`);
  if (writer?.gva !== undefined) parts.push(`gva 0x${writer.gva.toString(16)}`);
  parts.push(
    `${event.new.length} ${event.new.length === 1 ? 'byte' : 'bytes'} ${short(event.old)} → ${short(event.new)}`,
  );
  return parts.join('  ');
}

function short(bytes: Uint8Array): string {
  return bytes.length <= SHOWN_BYTES ? hexBytes(bytes) : `${hexBytes(bytes.subarray(0, SHOWN_BYTES))}…`;
}

/** Columns with two spaces between them, numbers to the right; the first row is the header. */
export function formatTable(rows: readonly (readonly (string | number)[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => text(row[column]).length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          typeof cell === 'number' || (row === rows[0] && typeof rows[1]?.[column] === 'number')
            ? text(cell).padStart(widths[column])
            : text(cell).padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function text(cell: string | number): string {
  return typeof cell === 'number' ? cell.toLocaleString('en-US') : cell;
}
