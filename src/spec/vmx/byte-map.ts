/**
 * Byte maps: our extension of sub-page write permissions, which no Intel processor has.
 *
 * A control of its own, the byte-map pointer, is 0 (off) or the host-physical address of a four-level table indexed like
 * the SPPT. Entries of level 4 to 2 have the form of SPPT entries; an entry of level 1 is
 *
 *   63..52     51..9                      8..1       0
 *   reserved   host-physical address      reserved   valid
 *              of a byte map / 512
 *
 * When the SPPT denies a write, the processor looks for the byte map of the page. If there is one, and none of the written
 * bytes has its bit set, the write is made after all, and counted. In every other case (no table, no map, a reserved bit,
 * an address outside the memory) the write is denied as without byte maps: a map can only be missed, not guessed.
 *
 * A frame that holds maps has seven of 512 bytes, bit b of byte a for page offset 8a + b, 1 = denied; behind them, at
 * offset 0xe00, a u32 for each at a distance of 8: the writes that it has let through.
 */

/** Bytes of a map: one bit for each byte of a page. */
export const BYTE_MAP_SIZE = 512;
/** Maps in a frame. */
export const BYTE_MAPS_PER_FRAME = 7;
/** Bit 0 of an entry of level 1. */
export const BYTE_MAP_VALID = 1;

/**
 * Host-physical address of the count of writes that a map has let through.
 * @param map host-physical address of the map, a multiple of 512
 * @example byteMapCounter(0x3400) === 0x3e10
 */
export function byteMapCounter(map: number): number {
  return map - (map % 4096) + 0xe00 + ((map % 4096) / BYTE_MAP_SIZE) * 8;
}
