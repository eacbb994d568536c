/** Who else has a say about vectors: a layer of denials above them, and whoever enforces them by other means than tables. */

/**
 * A second layer of denials over the vectors that the owner sets; guards are one. What is in force for a page is the
 * AND of both.
 */
export interface VectorOverlay {
  /** How many pages the layer has. */
  readonly size: number;
  /** Remember `mask` as the owner's mask of a page. @returns the mask to be in force */
  restrict(gfn: number, mask: number): number;
  /** The owner's mask of a page of the layer; undefined when the layer does not have the page. */
  findOwnMask(gfn: number): number | undefined;
  /** The pages of the layer in [gfn, gfn + pages). */
  pagesIn(gfn: number, pages: number): Iterable<number>;
  /** Set the bits of the bytes of a page that the layer means: bit b of byte a for page offset 8a + b. */
  markBytes(gfn: number, bits: Uint8Array): void;
  /** The processor let so many writes to a page through that hit denied sub-pages, but no byte of markBytes(). */
  countLetThrough(gfn: number, writes: number): void;
}

/** Who enforces vectors by other means than tables, and has to follow their changes. */
export interface VectorWatcher {
  /** Masks are about to be set. What it throws refuses the change; nothing has changed then. */
  beforeChange(gfn: number, masks: Uint32Array): void;
  /** The masks in force of [gfn, gfn + pages) may be others now. A flush follows, when all changes of a batch are made. */
  afterChange(gfn: number, pages: number): void;
}
