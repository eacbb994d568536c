/**
 * What a connected debugger asks while the guest stands still. "Debugging with GDB", appendix "GDB Remote Serial Protocol",
 * sections "Packets", "General Query Packets", "vCont packet".
 */
import { hexBytes } from '../introspect/events/json-lines.ts';
import { GuestView } from '../introspect/objects/guest-view.ts';
import type { Vcpu } from '../vm/engine.ts';
import type { VmStop } from '../vm/stop.ts';
import type { Vm } from '../vm/vm.ts';
import { bytesOf, bytesOfHex, PACKET_SIZE, textOf } from './packets.ts';
import { encodeRegister, GDB_REGISTERS, readRegisters, writeRegister } from './register-file.ts';
import { TARGET_XML } from './target-description.ts';
import { Watchpoints } from './watchpoints.ts';

/** How the guest goes on. `vcpu`: only this one runs. */
export type Resumption =
  | { readonly kind: 'continue' | 'step'; readonly vcpu: number | undefined }
  /** The debugger leaves; the guest runs on, or ends. */
  | { readonly kind: 'detach' | 'kill' };

/** What a packet is answered with: packets, as texts of one byte a character, or by letting the guest run. */
export type Answer = string | readonly string[] | Resumption;

const OK = 'OK';
/** The packet is not known: the empty answer. */
const UNKNOWN = '';
// Numbers as errno has them; gdb shows them and makes no difference.
const BAD_ADDRESS = 'E0e';
const BAD_PACKET = 'E16';

/** Bytes that fit into one answer, two digits each. */
const MAXIMUM_BYTES = PACKET_SIZE / 2 - 16;
const TRAP = 5;
const SIGINT = 2;
const SEGFAULT = 11;
const ABORT = 6;

/** One debugger. */
export class GdbSession {
  /** The vCPU that registers and memory are asked of. */
  #thread: number;
  readonly #vm: Vm;
  readonly #monitor: (command: string) => string;
  readonly #watchpoints: Watchpoints;
  /** Breakpoints, and how they were set: Z0 or Z1. */
  readonly #breakpoints = new Map<bigint, 'swbreak' | 'hwbreak'>();
  /** Those that the VM has. A debugger takes all away when the guest stops and sets them again, which is no change. */
  #inForce: ReadonlySet<bigint> = new Set();
  /** Why the guest stands still, for `?`. */
  #stopReply: string;
  #acknowledges = true;

  /** @param monitor carries out gdb's `monitor` commands; its answer is shown */
  constructor(vm: Vm, monitor: (command: string) => string) {
    this.#vm = vm;
    this.#monitor = monitor;
    this.#watchpoints = new Watchpoints(vm);
    this.#thread = vm.vcpu.id;
    this.#stopReply = this.#signal(TRAP);
  }

  /** Whether packets are acknowledged. */
  get acknowledges(): boolean {
    return this.#acknowledges;
  }

  /** The guest is about to run: breakpoints are in force from here on. */
  commit(): void {
    const wanted = new Set(this.#breakpoints.keys());
    if (wanted.size === this.#inForce.size && [...wanted].every((address) => this.#inForce.has(address))) return;
    this.#vm.setBreakpoints([...wanted]);
    this.#inForce = wanted;
  }

  /** Take everything away that it has set. */
  end(): void {
    this.#watchpoints.clear();
    this.#breakpoints.clear();
    this.commit();
  }

  /** @param data of a packet, without frame */
  answer(data: Uint8Array): Answer {
    const text = textOf(data);
    const rest = text.slice(1);
    switch (text[0]) {
      case '?':
        return this.#stopReply;
      case 'g':
        return this.#readAll();
      case 'G':
        return this.#writeAll(rest);
      case 'p':
        return this.#readOne(rest);
      case 'P':
        return this.#writeOne(rest);
      case 'm':
        return this.#readMemory(rest);
      case 'M':
      case 'X':
        return this.#writeMemory(text[0], data);
      case 'Z':
      case 'z':
        return this.#changePoint(text[0] === 'Z', rest);
      case 'c':
      case 'C':
      case 's':
      case 'S':
        return this.#resume(text[0], rest);
      case 'H':
        return this.#selectThread(rest);
      case 'T':
        return this.#threadOf(rest) === undefined ? BAD_PACKET : OK;
      case 'D':
        return { kind: 'detach' };
      case 'k':
        return { kind: 'kill' };
      case 'q':
      case 'Q':
        return this.#query(text);
      case 'v':
        return this.#verbose(text);
      default:
        return UNKNOWN;
    }
  }

  /**
   * The guest has stopped, and is there to be looked at.
   * @param isInterrupted the debugger asked for it
   * @returns packets for the debugger
   */
  describeStop(stop: VmStop, isInterrupted: boolean): string[] {
    const { vcpu } = this.#vm;
    this.#thread = vcpu.id;
    const hit = this.#watchpoints.takeHit();
    const packets: string[] = [];
    const tell = (text: string): void => {
      packets.push(...spoken(`${text}\n`));
    };
    if (hit !== undefined) this.#stopReply = this.#signal(TRAP, `watch:${hit.toString(16)};`);
    else if (stop.kind === 'breakpoint') {
      const kind = this.#breakpoints.get(stop.address);
      this.#stopReply = this.#signal(TRAP, kind === undefined ? '' : `${kind}:;`);
    } else if (stop.kind === 'requested') this.#stopReply = this.#signal(isInterrupted ? SIGINT : TRAP);
    else {
      this.#stopReply = this.#signal(TRAP);
      switch (stop.kind) {
        case 'guard':
          tell(`subpage: stopped before a write to ${stop.guard} at gpa 0x${stop.gpa.toString(16)}`);
          break;
        case 'protected-write':
          tell(`subpage: stopped before a write to protected memory at gpa 0x${stop.gpa.toString(16)}`);
          break;
        case 'halted':
          tell('subpage: the guest halted and nothing can wake it');
          break;
        case 'triple-fault':
          this.#stopReply = this.#signal(SEGFAULT);
          tell('subpage: the guest crashed (triple fault)');
          break;
        case 'failure':
          this.#stopReply = this.#signal(ABORT);
          tell(`subpage: the engine cannot go on: ${stop.message}`);
          break;
        default:
          break;
      }
    }
    return [...packets, this.#stopReply];
  }

  #signal(number: number, reason = ''): string {
    return `T${number.toString(16).padStart(2, '0')}${reason}thread:${threadId(this.#vm.vcpu.id)};`;
  }

  get #vcpu(): Vcpu {
    return this.#vm.vcpus[this.#thread];
  }

  #readAll(): string {
    const values = readRegisters(this.#vcpu);
    return GDB_REGISTERS.map((register) => hexBytes(encodeRegister(register, values))).join('');
  }

  #writeAll(hex: string): string {
    const bytes = bytesOfHex(hex);
    if (bytes?.length !== GDB_REGISTERS.reduce((sum, { bits }) => sum + bits / 8, 0)) return BAD_PACKET;
    let at = 0;
    for (const register of GDB_REGISTERS) {
      writeRegister(this.#vcpu, register, bytes.subarray(at, at + register.bits / 8));
      at += register.bits / 8;
    }
    return OK;
  }

  #readOne(number: string): string {
    const register = GDB_REGISTERS[hexNumber(number) ?? -1];
    return register === undefined ? BAD_PACKET : hexBytes(encodeRegister(register, readRegisters(this.#vcpu)));
  }

  #writeOne(text: string): string {
    const [number, hex = ''] = text.split('=');
    const register = GDB_REGISTERS[hexNumber(number) ?? -1];
    const bytes = bytesOfHex(hex);
    if (register === undefined || bytes?.length !== register.bits / 8) return BAD_PACKET;
    writeRegister(this.#vcpu, register, bytes);
    return OK;
  }

  /** As many bytes as are mapped, at least one. */
  #readMemory(text: string): string {
    const range = parseRange(text);
    if (range === undefined) return BAD_PACKET;
    const view = this.#view();
    let hex = '';
    for (let at = 0; at < Math.min(range.length, MAXIMUM_BYTES); ) {
      const address = BigInt.asUintN(64, range.address + BigInt(at));
      const piece = Math.min(Math.min(range.length, MAXIMUM_BYTES) - at, 4096 - Number(address & 0xfffn));
      const bytes = view.bytes(address, piece);
      if (bytes === undefined) break;
      hex += hexBytes(bytes);
      at += piece;
    }
    return hex === '' && range.length > 0 ? BAD_ADDRESS : hex;
  }

  /** All or nothing. The debugger is the host: guards do not hold it back. */
  #writeMemory(how: 'M' | 'X', data: Uint8Array): string {
    const colon = data.indexOf(0x3a);
    const range = colon < 0 ? undefined : parseRange(textOf(data.subarray(1, colon)));
    const body = data.subarray(colon + 1);
    const bytes = how === 'X' ? body : bytesOfHex(textOf(body));
    if (range === undefined || bytes?.length !== range.length) return BAD_PACKET;
    const runs = this.#view().runs(range.address, range.length);
    if (runs === undefined) return BAD_ADDRESS;
    let at = 0;
    for (const { gpa, length } of runs) {
      this.#vm.memory.write(gpa, bytes.subarray(at, at + length), { force: true });
      at += length;
    }
    return OK;
  }

  #view(): GuestView {
    return new GuestView({ memory: this.#vm.memory, paging: this.#vcpu.paging });
  }

  /** `Z0,addr,kind`: 0 and 1 are breakpoints, 2 watches writes. Reads are nothing that sub-page permissions see. */
  #changePoint(isSet: boolean, text: string): string {
    const [type, where] = [text.slice(0, 1), text.slice(2)];
    const range = parseRange(where.split(';')[0]);
    if (type !== '0' && type !== '1' && type !== '2') return UNKNOWN;
    if (range === undefined || text[1] !== ',') return BAD_PACKET;
    const { address, length } = range;
    if (type === '2') {
      if (isSet) return this.#watchpoints.insert(address, length, this.#vcpu.paging) ? OK : BAD_ADDRESS;
      this.#watchpoints.remove(address, length);
      return OK;
    }
    if (!isSet) this.#breakpoints.delete(address);
    else if (this.#breakpoints.size < this.#vm.engine.capabilities.breakpoints) {
      this.#breakpoints.set(address, type === '0' ? 'swbreak' : 'hwbreak');
    } else return BAD_ADDRESS;
    return OK;
  }

  /** `c`, `s` with an address to go on at, `C`, `S` with a signal before it, which means nothing to a processor. */
  #resume(how: 'c' | 'C' | 's' | 'S', text: string): Answer {
    const where = how === 'c' || how === 's' ? text : (text.split(';')[1] ?? '');
    const address = where === '' ? undefined : hexBigint(where);
    if (where !== '' && address === undefined) return BAD_PACKET;
    if (address !== undefined) this.#vcpu.setRegisters({ rip: address });
    const isStep = how === 's' || how === 'S';
    return { kind: isStep ? 'step' : 'continue', vcpu: isStep ? this.#thread : undefined };
  }

  /** `Hg…` for registers and memory, `Hc…` for steps: the same thread here, since gdb means it so. */
  #selectThread(text: string): string {
    const thread = this.#threadOf(text.slice(1));
    if (thread === undefined) return BAD_PACKET;
    if (thread !== 'any') this.#thread = thread;
    return OK;
  }

  #threadOf(text: string): number | 'any' | undefined {
    if (text === '-1' || text === '0') return 'any';
    const number = hexNumber(text);
    return number === undefined || this.#vm.vcpus[number - 1] === undefined ? undefined : number - 1;
  }

  #query(text: string): Answer {
    const [name] = text.split(/[:,]/, 1);
    switch (name) {
      case 'qSupported':
        return `PacketSize=${PACKET_SIZE.toString(16)};qXfer:features:read+;vContSupported+;QStartNoAckMode+;swbreak+;hwbreak+`;
      case 'QStartNoAckMode':
        this.#acknowledges = false;
        return OK;
      case 'qXfer':
        return readDescription(text);
      case 'qfThreadInfo':
        return `m${this.#vm.vcpus.map(({ id }) => threadId(id)).join(',')}`;
      case 'qsThreadInfo':
        return 'l';
      case 'qThreadExtraInfo':
        return this.#describeThread(text);
      case 'qC':
        return `QC${threadId(this.#thread)}`;
      case 'qAttached':
        return '1';
      case 'qSymbol':
        return OK;
      case 'qRcmd': {
        const command = bytesOfHex(text.slice('qRcmd,'.length));
        if (command === undefined) return BAD_PACKET;
        return [...spoken(this.#monitor(new TextDecoder().decode(command))), OK];
      }
      default:
        return UNKNOWN;
    }
  }

  #describeThread(text: string): string {
    const thread = this.#threadOf(text.split(',')[1] ?? '');
    if (thread === undefined || thread === 'any') return BAD_PACKET;
    const vcpu = this.#vm.vcpus[thread];
    const state = vcpu.halted ? 'halted' : vcpu.isRunnable ? 'running' : 'not started';
    return hexBytes(bytesOf(`vCPU ${thread} (${state})`));
  }

  /** vCont: the first action that is a step decides; `vCont;s:2;c` steps thread 2 and leaves the others where they are. */
  #verbose(text: string): Answer {
    if (text === 'vCont?') return 'vCont;c;C;s;S';
    if (text.startsWith('vKill')) return { kind: 'kill' };
    if (!text.startsWith('vCont;')) return UNKNOWN;
    const actions = text
      .slice('vCont;'.length)
      .split(';')
      .map((action) => {
        const [how, thread] = action.split(':');
        return { how: how[0], thread: thread === undefined ? ('any' as const) : this.#threadOf(thread) };
      });
    if (actions.some(({ how, thread }) => !/^[cCsS]$/.test(how ?? '') || thread === undefined)) return BAD_PACKET;
    const step = actions.find(({ how }) => how === 's' || how === 'S');
    const vcpuOf = ({ thread }: (typeof actions)[number]): number | undefined =>
      thread === 'any' ? undefined : thread;
    if (step !== undefined) return { kind: 'step', vcpu: vcpuOf(step) ?? this.#thread };
    // `vCont;c:2` and nothing for the others: they stay.
    const isForAll = actions.length > 1 || actions[0]?.thread === 'any';
    return { kind: 'continue', vcpu: isForAll || actions[0] === undefined ? undefined : vcpuOf(actions[0]) };
  }
}

/** Packets that make gdb show a text. */
function spoken(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const packets: string[] = [];
  for (let at = 0; at < bytes.length; at += MAXIMUM_BYTES) {
    packets.push(`O${hexBytes(bytes.subarray(at, at + MAXIMUM_BYTES))}`);
  }
  return packets;
}

/** Threads count from 1: 0 means any. */
function threadId(vcpu: number): string {
  return (vcpu + 1).toString(16);
}

/** `qXfer:features:read:target.xml:OFFSET,LENGTH` */
function readDescription(text: string): string {
  const [, file, range] = /^qXfer:features:read:([^:]*):([^:]*)$/.exec(text) ?? [];
  if (file === undefined || range === undefined) return UNKNOWN;
  const part = parseRange(range);
  if (file !== 'target.xml' || part === undefined) return 'E00';
  const from = Number(part.address);
  const to = from + Math.min(part.length, MAXIMUM_BYTES);
  return `${to < TARGET_XML.length ? 'm' : 'l'}${TARGET_XML.slice(from, to)}`;
}

function hexBigint(text: string): bigint | undefined {
  return /^[0-9a-f]{1,16}$/i.test(text) ? BigInt(`0x${text}`) : undefined;
}
function hexNumber(text: string): number | undefined {
  return /^[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
}
/** `ADDRESS,LENGTH`, both hexadecimal. */
function parseRange(text: string): { readonly address: bigint; readonly length: number } | undefined {
  const [first, second, third] = text.split(',');
  const address = hexBigint(first);
  const length = second === undefined ? undefined : hexNumber(second);
  return address === undefined || length === undefined || third !== undefined ? undefined : { address, length };
}
