/**
 * Events as JSON lines: one object a line, field `v` first, addresses and bytes as hexadecimal strings.
 */
import { EVENT_VERSION, type GuardEvent } from './event.ts';
import type { EventLoss } from './event-log.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * One line, with its newline. Fields: v, seq, time (ns), origin, then for a vCPU's write vcpu, icount, rip, symbol,
 * instruction, disassembly, gva, cr3, pid, process, stack; gpa, length, old, new, guards, verdict. Unknown ones are left out.
 *
 * Put together by hand: events are encoded while the guest waits, and JSON.stringify with a replacer takes several
 * times as long.
 * @example '{"v":1,"seq":1,"time":20,"origin":"host","gpa":"0x1000","length":1,"old":"00","new":"f4","guards":["a"],"verdict":"deny"}\n'
 */
export function encodeEvent(event: GuardEvent): string {
  let line = `{"v":${EVENT_VERSION},"seq":${event.seq},"time":${event.time},"origin":"${event.origin}"`;
  const writer = event.writer;
  if (writer !== undefined) {
    line += `,"vcpu":${writer.vcpu},"icount":${writer.icount},"rip":"0x${writer.rip.toString(16)}"`;
    if (writer.symbol !== undefined) line += `,"symbol":${JSON.stringify(writer.symbol)}`;
    if (writer.instruction.length > 0) line += `,"instruction":"${hexBytes(writer.instruction)}"`;
    if (writer.disassembly !== undefined) line += `,"disassembly":${JSON.stringify(writer.disassembly)}`;
    if (writer.gva !== undefined) line += `,"gva":"0x${writer.gva.toString(16)}"`;
    line += `,"cr3":"0x${writer.cr3.toString(16)}"`;
    if (writer.process !== undefined) {
      line += `,"pid":${writer.process.pid},"process":${JSON.stringify(writer.process.name)}`;
    }
    if (writer.stack !== undefined) line += `,"stack":${JSON.stringify(writer.stack)}`;
  }
  line += `,"gpa":"0x${event.gpa.toString(16)}","length":${event.new.length}`;
  line += `,"old":"${hexBytes(event.old)}","new":"${hexBytes(event.new)}"`;
  return `${line},"guards":${JSON.stringify(event.guards)},"verdict":"${event.verdict}"}\n`;
}

/** The line that stands where events are missing: {"v":1,"lost":{"from":3,"to":9,"count":7}}. */
export function encodeLoss(loss: EventLoss): string {
  return `{"v":${EVENT_VERSION},"lost":{"from":${loss.from},"to":${loss.to},"count":${loss.count}}}\n`;
}

/** Two digits a byte, in the order of memory. */
export function hexBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) text += HEX[bytes[at]];
  return text;
}
