/** Names that a person may have meant. */

/** Names that differ in more letters than this from what was asked are not worth suggesting. */
const MAXIMUM_EDITS = 3;

/**
 * Names near to one that does not exist: spelled alike in all but three letters, or that contain it; the nearest first.
 * @param count most names to give
 * @example suggestNames('crad', ['cred', 'comm']) // ['cred']
 */
export function suggestNames(name: string, candidates: Iterable<string>, count = 3): string[] {
  if (name.length === 0) return [];
  const wanted = name.toLowerCase();
  const allowed = Math.min(MAXIMUM_EDITS, Math.floor(wanted.length / 2));
  const near: { name: string; distance: number }[] = [];
  for (const candidate of candidates) {
    const lower = candidate.toLowerCase();
    let distance = editDistance(wanted, lower, allowed);
    // A part of a name comes after every misspelling, the shortest name first.
    if (distance > allowed && wanted.length >= 4 && lower.includes(wanted)) {
      distance = allowed + candidate.length - wanted.length;
    } else if (distance > allowed) continue;
    near.push({ name: candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return near.slice(0, count).map((entry) => entry.name);
}

/**
 * Letters to insert, delete, replace, or swap with their neighbour to make `a` out of `b` (optimal string alignment);
 * anything above `limit` comes back as limit + 1.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let value = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        value = Math.min(value, before[column - 2]! + 1);
      }
      current.push(value);
      best = Math.min(best, value);
    }
    if (best > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return Math.min(previous[b.length]!, limit + 1);
}
