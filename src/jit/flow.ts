/**
 * The order in which the blocks of a region become structured code: a depth-first order from the entry, immediate
 * dominators, loop heads, and blocks that several ways lead to. Norman Ramsey, "Beyond Relooper" (ICFP 2022), has the method.
 */

/** A graph of blocks 0..n-1 with entry 0; `undefined` and missing ways lead out of it. */
export interface Graph {
  readonly size: number;
  /** The blocks that `block` leads to. */
  ways(block: number): readonly number[];
}

export interface Flow {
  /** Position of each block in reverse postorder; -1: not reached. */
  readonly order: readonly number[];
  /** For each block the blocks that it dominates immediately, in reverse postorder. */
  readonly children: readonly (readonly number[])[];
  readonly isLoopHead: readonly boolean[];
  /** More than one way leads there from blocks before it. */
  readonly isJoin: readonly boolean[];
  /** Whether a way goes back to a block that does not dominate its origin: such a way must leave the region. */
  isIrreducible(from: number, to: number): boolean;
}

export function analyseFlow(graph: Graph): Flow {
  const postorder = depthFirst(graph);
  const reached = postorder.length;
  const order = new Array<number>(graph.size).fill(-1);
  postorder.forEach((block, i) => {
    order[block] = reached - 1 - i;
  });
  const sorted = [...postorder].reverse();
  const before: number[][] = Array.from({ length: graph.size }, () => []);
  for (const block of sorted) for (const to of graph.ways(block)) before[to]?.push(block);
  const dominator = dominators(sorted, order, before);
  const dominates = (a: number, b: number): boolean => {
    let at = b;
    while ((order[at] as number) > (order[a] as number)) at = dominator[at] as number;
    return at === a;
  };
  const isBack = (from: number, to: number) => (order[to] as number) <= (order[from] as number);
  const isIrreducible = (from: number, to: number) => isBack(from, to) && !dominates(to, from);
  const children: number[][] = Array.from({ length: graph.size }, () => []);
  for (const block of sorted) if (block !== 0) children[dominator[block] as number]?.push(block);
  const isLoopHead = new Array<boolean>(graph.size).fill(false);
  const isJoin = new Array<boolean>(graph.size).fill(false);
  for (const block of sorted) {
    const origins = before[block] as number[];
    isLoopHead[block] = origins.some((from) => isBack(from, block) && !isIrreducible(from, block));
    isJoin[block] = origins.filter((from) => !isBack(from, block)).length > 1;
  }
  return { order, children, isLoopHead, isJoin, isIrreducible };
}

function depthFirst(graph: Graph): number[] {
  const postorder: number[] = [];
  const seen = new Set<number>();
  const visit = (block: number): void => {
    seen.add(block);
    for (const to of graph.ways(block)) if (!seen.has(to)) visit(to);
    postorder.push(block);
  };
  visit(0);
  return postorder;
}

/** Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm". */
function dominators(
  sorted: readonly number[],
  order: readonly number[],
  before: readonly (readonly number[])[],
): number[] {
  const dominator: number[] = [];
  dominator[0] = 0;
  const meet = (a: number, b: number): number => {
    let [x, y] = [a, b];
    while (x !== y) {
      if ((order[x] as number) > (order[y] as number)) x = dominator[x] as number;
      else y = dominator[y] as number;
    }
    return x;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const block of sorted) {
      if (block === 0) continue;
      const origins = (before[block] as number[]).filter((from) => dominator[from] !== undefined);
      const found = origins.reduce(meet);
      if (dominator[block] !== found) {
        dominator[block] = found;
        changed = true;
      }
    }
  }
  return dominator;
}
