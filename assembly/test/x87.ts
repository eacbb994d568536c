// Test-only wasm: the x87 handlers with memory access and exceptions replaced (test/support/x87-wasm.ts). Never shipped.
export * from '../exec/fxsave';
export * from '../exec/x87-arith';
export * from '../exec/x87-compare';
export * from '../exec/x87-control';
export * from '../exec/x87-integer';
export * from '../exec/x87-move';
export * from '../exec/x87-scale';
export { fwait } from '../exec/x87-stack';
export * from '../exec/x87-transcendental';
