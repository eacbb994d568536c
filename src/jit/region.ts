/**
 * Which decoded blocks are translated together: those of one page of code that are reached from a hot block by branches that the
 * guest has taken, and those that its calls come back to and its indirect jumps may lead to. One page, because a look at the entry then vouches for all of them: whatever
 * changes the page's translation changes the entry's, and a write to their bytes drops the entry.
 */
import { AREA, BLOCK, OP, TERMINATOR } from '../spec/state/layout.ts';
import type { Body, Statement } from './body.ts';
import { BODIES } from './generated/bodies.ts';

/** First numbers of handlers outside run()'s switch, and of those that end a block (gen/handlers.ts). */
const COLD_BASE = 1024;
const COLD_END_BASE = 4096;
const MAX_MEMBERS = 32;
const MAX_OPERATIONS = 400;
/** A computed address is looked for among so many, by halves. */
const MAX_LANDINGS = 16;
/** Blocks of a page that landings are chosen among. */
const MAX_LOOKED_AT = 2048;
const PAGE = 0x1000;
/** B_COUNT of a block that begins at a breakpoint: longer than any budget. */
const AT_BREAKPOINT = 0x7fff_ffff;

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
  /** Goes on at an address that it computes: a return, an indirect jump or call. */
  readonly isComputed: boolean;
}

/** A member that computed addresses may lead to. */
export interface Landing {
  readonly rip: bigint;
  readonly member: number;
}

export interface Region {
  /** The first is the entry. */
  readonly members: readonly Member[];
  /** Where members that compute their address may go on within the region, in the order of addresses. */
  readonly landings: readonly Landing[];
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

/** @param block linear-memory address of a decoded block @returns undefined when nothing of it can be translated */
export function chooseRegion(memory: DataView, block: number): Region | undefined {
  const chooser = new Chooser(memory, block);
  return chooser.choose();
}

class Chooser {
  readonly #memory: DataView;
  readonly #head: number;
  readonly #mode: number;
  readonly #physPage: number;
  readonly #page: bigint;
  readonly #members: Member[] = [];
  readonly #landings = new Map<bigint, number>();
  #cases: readonly number[] | undefined;
  readonly #known = new Map<number, number>();
  #operations = 0;

  constructor(memory: DataView, head: number) {
    this.#memory = memory;
    this.#head = head;
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
      if (ways.comesBack) this.#land(this.#blockAt(this.#u64(member.last + TERMINATOR.TERM_NEXT)));
      if (ways.jumps) for (const block of this.#casesNear(member)) this.#land(block);
    }
    if (to > PAGE) return undefined;
    const landings = [...this.#landings].map(([rip, member]) => ({ rip, member }));
    landings.sort((a, b) => (a.rip < b.rip ? -1 : 1));
    return { members: this.#members, landings, extent: from | (to << 16) };
  }

  /** Computed addresses may lead to a block. */
  #land(block: number | undefined): void {
    if (block === undefined || this.#landings.size >= MAX_LANDINGS) return;
    const rip = this.#u64(block + BLOCK.B_RIP);
    const member = this.#landings.has(rip) ? undefined : this.#take(block, rip);
    if (member !== undefined) this.#landings.set(rip, member);
  }

  /**
   * Where an indirect jump may lead, as far as one can see: blocks of the page that samples have met and that nothing decoded leads to
   * directly, the nearest first. The cases of a compiled switch stand behind its jump.
   */
  #casesNear(jump: Member): number[] {
    this.#cases ??= this.#findCases();
    const rip = this.#u64(jump.block + BLOCK.B_RIP);
    const distance = (block: number): bigint => {
      const difference = this.#u64(block + BLOCK.B_RIP) - rip;
      return difference < 0n ? -difference : difference;
    };
    return [...this.#cases].sort((a, b) => (distance(a) < distance(b) ? -1 : 1)).slice(0, MAX_LANDINGS);
  }

  #findCases(): number[] {
    const direct = new Set<bigint>();
    const blocks = [...this.#blocksOfPage()].map((block) => ({ block, rip: this.#u64(block + BLOCK.B_RIP) }));
    for (const { block } of blocks) {
      const last = this.#u32(block + BLOCK.B_LAST);
      const ways = waysOf(this.#operation(last));
      if (ways.target) direct.add(this.#u64(last + TERMINATOR.TERM_TARGET));
      if (ways.next || ways.comesBack) direct.add(this.#u64(last + TERMINATOR.TERM_NEXT));
    }
    blocks.sort((a, b) => (a.rip < b.rip ? -1 : 1));
    // An interrupt and the end of a budget leave blocks that begin in the middle of others.
    let end = 0n;
    return blocks
      .filter(({ block, rip }) => {
        const isInside = rip < end;
        const own = rip + BigInt(this.#u32(block + BLOCK.B_BYTES));
        if (own > end) end = own;
        return !isInside && !direct.has(rip) && this.#u32(block + BLOCK.B_HEAT) > 0;
      })
      .map(({ block }) => block);
  }

  /** What has been decoded for an address of the page. */
  #blockAt(rip: bigint): number | undefined {
    for (const block of this.#blocksOfPage()) if (this.#u64(block + BLOCK.B_RIP) === rip) return block;
    return undefined;
  }

  /** Decoded blocks of the head's page, but no entries of translated code. A guest can make many: not all of them are looked at. */
  *#blocksOfPage(): Generator<number> {
    const page = AREA.CODE_PAGES + (this.#physPage - (AREA.HOST_PHYS >>> 12)) * 16;
    let block = this.#u32(page + 8);
    for (let i = 0; block !== 0 && i < MAX_LOOKED_AT; i++) {
      const isOfPage = this.#u64(block + BLOCK.B_RIP) >> 12n === this.#page;
      const isCode = this.#u32(block + BLOCK.B_ORIGINAL) === 0 && this.#u32(block + BLOCK.B_MODE) === this.#mode;
      if (isOfPage && isCode) yield block;
      block = this.#u32(block + BLOCK.B_NEXT_IN_PAGE);
    }
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
    const count = this.#u32(block + BLOCK.B_COUNT);
    if (count === AT_BREAKPOINT) return false;
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
    const { isComputed } = waysOf(operations.at(-1));
    this.#members.push({ block, count, operations, last, target: undefined, next: undefined, isComputed });
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

/** How the last operation of a block goes on. */
interface Ways {
  target: boolean;
  next: boolean;
  /** It calls, so the block behind it is come back to. */
  comesBack: boolean;
  /** At an address: of a jump, or of any kind. */
  jumps: boolean;
  isComputed: boolean;
}

function waysOf(last: Operation | undefined): Ways {
  const ways = { target: false, next: false, comesBack: false, jumps: false, isComputed: false };
  if (last?.how !== 'translated') return ways;
  const look = (statements: readonly Statement[]): void => {
    for (const [kind, , yes, no] of statements) {
      if (kind === 'when') {
        look(yes as readonly Statement[]);
        look(no as readonly Statement[]);
      }
      ways.target ||= kind === 'taken' || kind === 'called';
      ways.next ||= kind === 'notTaken';
      ways.comesBack ||= kind === 'called' || kind === 'callTo';
      ways.jumps ||= kind === 'goTo';
      ways.isComputed ||= kind === 'goTo' || kind === 'callTo' || kind === 'returnTo';
    }
  };
  look(last.body.code);
  return ways;
}
