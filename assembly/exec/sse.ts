// Every handler named by a row of src/spec/x86/sse.ts.
export * from '../generated/sse';
export * from './sse-convert';
export * from './sse-hint';
export * from './sse-move';
export * from './sse-shuffle';
