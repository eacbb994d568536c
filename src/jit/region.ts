/**
 * Which decoded blocks are translated together: those of one page of code that are reached from a hot block by direct
 * branches that the guest has taken. One page, because a look at the entry then vouches for all of them: whatever
 * changes the page's translation changes the entry's, and a write to their bytes drops the entry.
 */
import { BLOCK, OP, TERMINATOR } from '../spec/state/layout.ts';
import type { Body, Statement } from './body.ts';
import { BODIES } from './generated/bodies.ts';

/** First numbers of handlers outside run()'s switch, and of those that end a block (gen/handlers.ts). */
const COLD_BASE = 1024;
const COLD_END_BASE = 4096;
const MAX_MEMBERS = 32;
const MAX_OPERATIONS = 400;
/** Each return compares its address with that many. */
const MAX_SITES = 8;
const PAGE = 0x1000;

/** How an operation of a block is carried out. */
export type Operation =
  | { readonly pc: number; readonly how: 'translated'; readonly body: Body }
  /** A call of the interpreter's handler; the block goes on. */
  | { readonly pc: number; readonly how: 'called'; readonly handler: number }
  /** Left to the interpreter. */
  | { readonly pc: number; readonly how: 'left' };

export interface Member {
  /** Linear-memory address of the block. */
  readonly block: number;
  /** Its instructions. */
  readonly count: number;
  readonly operations: readonly Operation[];
  /** The last operation. */
  readonly last: number;
  /** Members that its branch and the way behind it lead to. */
  target: number | undefined;
  next: number | undefined;
  /** Ends by returning to a call. */
  readonly returns: boolean;
}

/** A place that calls of the region come back to. */
export interface ReturnSite {
  readonly rip: bigint;
  readonly member: number;
}

export interface Region {
  /** The first is the entry. */
  readonly members: readonly Member[];
  /** Where returns of the region may go on within it. */
  readonly sites: readonly ReturnSite[];
  /** B_EXTENT of the entry: which bytes of the page it stands for. */
  readonly extent: number;
}

const bodies: (Body | undefined)[] = [];

/** What a hot operation does; undefined for what is no operation of the guest's. */
function bodyOf(handler: number): Body | undefined {
  const text = BODIES[handler];
  if (text === undefined || text === '') return undefined;
  bodies[handler] ??= JSON.parse(text) as Body;
  return bodies[handler];
}

/**
 * @param block linear-memory address of a decoded block
 * @param findDecoded the block that has been decoded for an address, 0: none
 * @returns undefined when nothing of it can be translated
 */
export function chooseRegion(
  memory: DataView,
  block: number,
  findDecoded: (rip: bigint) => number,
): Region | undefined {
  return new Chooser(memory, block, findDecoded).choose();
}

class Chooser {
  readonly #memory: DataView;
  readonly #head: number;
  readonly #mode: number;
  readonly #physPage: number;
  readonly #page: bigint;
  readonly #findDecoded: (rip: bigint) => number;
  readonly #members: Member[] = [];
  readonly #sites: ReturnSite[] = [];
  readonly #known = new Map<number, number>();
  #operations = 0;

  constructor(memory: DataView, head: number, findDecoded: (rip: bigint) => number) {
    this.#memory = memory;
    this.#head = head;
    this.#findDecoded = findDecoded;
    this.#mode = this.#u32(head + BLOCK.B_MODE);
    this.#physPage = this.#u32(head + BLOCK.B_PHYS) >>> 12;
    this.#page = this.#u64(head + BLOCK.B_RIP) >> 12n;
  }

  choose(): Region | undefined {
    if (this.#u32(this.#head + BLOCK.B_PHYS2) !== 0 || !this.#add(this.#head)) return undefined;
    let from = PAGE;
    let to = 0;
    // Breadth first: what is near to the hot block comes in first.
    for (let i = 0; i < this.#members.length; i++) {
      const member = this.#members[i] as Member;
      const offset = this.#u32(member.block + BLOCK.B_PHYS) & (PAGE - 1);
      from = Math.min(from, offset);
      to = Math.max(to, offset + this.#u32(member.block + BLOCK.B_BYTES));
      const ways = waysOf(member.operations.at(-1));
      if (ways.target) member.target = this.#follow(member.last, TERMINATOR.TERM_TARGET, TERMINATOR.TERM_LINK_TARGET);
      if (ways.next) member.next = this.#follow(member.last, TERMINATOR.TERM_NEXT, TERMINATOR.TERM_LINK_NEXT);
      if (ways.comesBack && member.target !== undefined) this.#addSite(this.#u64(member.last + TERMINATOR.TERM_NEXT));
    }
    if (to > PAGE) return undefined;
    return { members: this.#members, sites: this.#sites, extent: from | (to << 16) };
  }

  /** A call of the region comes back to an address. */
  #addSite(rip: bigint): void {
    if (this.#sites.length >= MAX_SITES || this.#sites.some((site) => site.rip === rip)) return;
    const block = this.#findDecoded(rip);
    const member = block === 0 ? undefined : this.#take(block, rip);
    if (member !== undefined) this.#sites.push({ rip, member });
  }

  /** The member at the end of a link, taken in when it may be; undefined: the way leads out. */
  #follow(last: number, address: number, link: number): number | undefined {
    let block = this.#u32(last + link);
    if (block === 0) return undefined; // never gone
    const original = this.#u32(block + BLOCK.B_ORIGINAL);
    if (original !== 0) block = original;
    return this.#take(block, this.#u64(last + address));
  }

  /** A block as a member, when it is that of an address and may be one. */
  #take(block: number, rip: bigint): number | undefined {
    if (
      rip !== this.#u64(block + BLOCK.B_RIP) ||
      rip >> 12n !== this.#page ||
      this.#u32(block + BLOCK.B_MODE) !== this.#mode ||
      this.#u32(block + BLOCK.B_PHYS) >>> 12 !== this.#physPage ||
      this.#u32(block + BLOCK.B_PHYS2) !== 0
    ) {
      return undefined;
    }
    const known = this.#known.get(block);
    if (known !== undefined) return known;
    return this.#add(block) ? this.#members.length - 1 : undefined;
  }

  #add(block: number): boolean {
    const last = this.#u32(block + BLOCK.B_LAST);
    const first = block + BLOCK.B_OPS;
    const size = (last - first) / OP.OP_SIZE + 1;
    if (this.#members.length >= MAX_MEMBERS || this.#operations + size > MAX_OPERATIONS) return false;
    const operations: Operation[] = [];
    for (let pc = first; pc <= last; pc += OP.OP_SIZE) {
      const operation = this.#operation(pc);
      operations.push(operation);
      if (operation.how === 'left') break;
    }
    if (operations[0]?.how === 'left') return false;
    this.#operations += operations.length;
    this.#known.set(block, this.#members.length);
    const count = this.#u32(block + BLOCK.B_COUNT);
    const { returns } = waysOf(operations.at(-1));
    this.#members.push({ block, count, operations, last, target: undefined, next: undefined, returns });
    return true;
  }

  #operation(pc: number): Operation {
    const handler = this.#memory.getUint16(pc + OP.OP_HANDLER, true);
    if (handler >= COLD_END_BASE) return { pc, how: 'left' };
    if (handler >= COLD_BASE) return { pc, how: 'called', handler };
    const body = bodyOf(handler);
    return body === undefined ? { pc, how: 'left' } : { pc, how: 'translated', body };
  }

  #u32(at: number): number {
    return this.#memory.getUint32(at, true);
  }
  #u64(at: number): bigint {
    return this.#memory.getBigUint64(at, true);
  }
}

/** Which ways a member's last operation has. */
function waysOf(last: Operation | undefined): { target: boolean; next: boolean; comesBack: boolean; returns: boolean } {
  const ways = { target: false, next: false, comesBack: false, returns: false };
  if (last?.how !== 'translated') return ways;
  const look = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement[0] === 'taken') ways.target = true;
      else if (statement[0] === 'called') ways.target = ways.comesBack = true;
      else if (statement[0] === 'returnTo') ways.returns = true;
      else if (statement[0] === 'notTaken') ways.next = true;
      else if (statement[0] === 'when') {
        look(statement[2]);
        look(statement[3]);
      }
    }
  };
  look(last.body.code);
  return ways;
}
