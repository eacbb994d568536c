// Test-only stand-in for exec/segment.ts: segments begin at 0 and have no limits, as in 64-bit mode.

export function segmentAddress(_pc: usize, _n: u32, offset: u64, _bytes: u32, _isWrite: bool): u64 {
  return offset;
}
