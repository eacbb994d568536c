/** How many pages of each 2-MiB region, and how many such regions of each GiB, need mappings of 4 KiB. All O(1). */

const REGIONS_IN_GIANT = 512;

export class RegionCounters {
  readonly #regions = new Map<number, number>();
  readonly #giants = new Map<number, number>();
  /** Pages counted. */
  total = 0;

  /** Pages counted in a region (gfn / 512). */
  countIn(region: number): number {
    return this.#regions.get(region) ?? 0;
  }

  /** Whether nothing is counted in what a leaf of level 2 or 3 over a region would map. */
  isClear(region: number, level: number): boolean {
    if (level === 2) return !this.#regions.has(region);
    return !this.#giants.has(Math.floor(region / REGIONS_IN_GIANT));
  }

  /** Count `delta` more pages of a region. @returns how many there are now */
  add(region: number, delta: number): number {
    const before = this.countIn(region);
    const count = before + delta;
    this.total += delta;
    if (count > 0) this.#regions.set(region, count);
    else this.#regions.delete(region);
    if (before > 0 !== count > 0) {
      const giant = Math.floor(region / REGIONS_IN_GIANT);
      const regions = (this.#giants.get(giant) ?? 0) + (count > 0 ? 1 : -1);
      if (regions > 0) this.#giants.set(giant, regions);
      else this.#giants.delete(giant);
    }
    return count;
  }
}
