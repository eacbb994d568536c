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
    if (writer.process !== undefined) parts.push(`${writer.process.name} (pid ${writer.process.pid})`);
  } else parts.push(event.origin === 'audit' ? 'found by the audit' : `by ${event.origin}`);
  parts.push(`gpa 0x${event.gpa.toString(16)}`);
  if (writer?.gva !== undefined) parts.push(`gva 0x${writer.gva.toString(16)}`);
  parts.push(
    `${event.new.length} ${event.new.length === 1 ? 'byte' : 'bytes'} ${short(event.old)} → ${short(event.new)}`,
  );
  return parts.join('  ');
}

/** Longest burst that is put together, bytes. */
const BURST_BYTES = 4096;

/**
 * Whether an event goes on where a burst ends: a string copied byte by byte is one thing for a person.
 * @param burst at least one event
 */
export function joinsBurst(burst: readonly GuardEvent[], event: GuardEvent): boolean {
  const last = burst[burst.length - 1];
  return (
    event.gpa === last.gpa + last.new.length &&
    event.verdict === last.verdict &&
    event.guards.join() === last.guards.join() &&
    event.writer?.cr3 === last.writer?.cr3 &&
    event.gpa + event.new.length - burst[0].gpa <= BURST_BYTES
  );
}

/** A burst on a few lines: the facts of its first event, and all bytes, as text too where they are text. */
export function formatBurst(burst: readonly GuardEvent[]): string {
  const [first] = burst;
  const old = Uint8Array.from(burst.flatMap((event) => [...event.old]));
  const wanted = Uint8Array.from(burst.flatMap((event) => [...event.new]));
  const joined: GuardEvent = { ...first, old, new: wanted };
  const stores = burst.length === 1 ? '' : ` in ${burst.length} stores`;
  const asText = printable(wanted);
  const lines = [`${formatEvent(joined)}${stores}`];
  if (asText !== undefined)
    lines.push(`            text: ${JSON.stringify(printable(old) ?? '…')} → ${JSON.stringify(asText)}`);
  if (old.every((byte, i) => byte === wanted[i])) lines.push('            (the bytes that were there already)');
  return lines.join('\n');
}

/** The text in a zero-terminated string of printable characters, when there are at least three. */
function printable(bytes: Uint8Array): string | undefined {
  const end = bytes.indexOf(0);
  const part = end < 0 ? bytes : bytes.subarray(0, end);
  if (part.length < 3 || part.some((byte) => byte < 0x20 || byte > 0x7e)) return undefined;
  return String.fromCharCode(...part);
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
