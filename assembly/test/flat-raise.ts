// Test-only stand-in for exec/raise.ts: leaves the exception in STATE.EVENT_INFO and EVENT_ERROR and traps.
import { EVENT_ERROR, EVENT_INFO } from '../generated/layout';

export function raise(_pc: usize, vector: u32): void {
  store<u32>(EVENT_INFO, 0x8000_0000 | vector);
  store<u32>(EVENT_ERROR, 0);
  unreachable();
}

export function raiseError(_pc: usize, vector: u32, error: u32): void {
  store<u32>(EVENT_INFO, 0x8000_0000 | vector);
  store<u32>(EVENT_ERROR, error);
  unreachable();
}
