// Test-only wasm: the handlers of MMX and SSE over flat memory. Built by test/support/flat-core.ts; never shipped.

export { getFlags, setFlags } from '../exec/flags';
export * from '../exec/sse';
