import { spawnSync } from 'node:child_process';

/** What a program said and what it cost. */
export interface Measured {
  readonly output: string;
  readonly status: number | null;
  /** Processor time of the program and its children in user mode, seconds. */
  readonly userSeconds: number;
  readonly wallSeconds: number;
}

/**
 * Run a program to its end and measure it. The shell's `times` tells the processor time of children, which Node does not.
 * @param timeoutMs the program is killed after that; then `status` is null
 */
export function measure(command: string, parameters: readonly string[], timeoutMs: number, folder?: string): Measured {
  const started = process.hrtime.bigint();
  const child = spawnSync('/bin/sh', ['-c', '"$@"; s=$?; times >&3; exit $s', 'sh', command, ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    timeout: timeoutMs,
    env: { ...process.env, TERM: 'xterm' },
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  const wallSeconds = Number(process.hrtime.bigint() - started) / 1e9;
  // Two lines, the shell's own and its children's: user and system as 0m1.230s.
  const times = String(child.output?.[3] ?? '').split('\n')[1] ?? '';
  const user = /^(\d+)m([\d.]+)s/.exec(times);
  return {
    output: child.stdout + child.stderr,
    status: child.status,
    userSeconds: user === null ? Number.NaN : Number(user[1]) * 60 + Number(user[2]),
    wallSeconds,
  };
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
