import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcePath } from './path.ts';

/** One floating-point instruction to be carried out, and the state before it. */
export interface FpuCase {
  /** The instruction; a memory operand is at [rdi]. At most 16 bytes. */
  readonly code: readonly number[];
  readonly rflags?: number;
  /** Start of an FXSAVE image: control state, ST(0)..ST(7), XMM0..XMM2. 208 bytes. */
  readonly fx: Uint8Array;
  /** Memory at [rdi], 128 bytes. */
  readonly memory: Uint8Array;
}

/** The state behind an FpuCase. */
export interface FpuResult {
  /** Signal number: 8 for #MF and #XM, 4 for #UD, 11 for #GP; 0 when there was none. */
  readonly signal: number;
  readonly rflags: number;
  readonly rax: bigint;
  readonly fx: Uint8Array;
  readonly memory: Uint8Array;
}

const RECORD = 368;

/** Why the host's processor cannot be asked, or a function that asks it; `close` removes what was built. */
export function hostFpu(): { absent: string } | { run(cases: readonly FpuCase[]): FpuResult[]; close(): void } {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { absent: 'the host is not x86-64 Linux' };
  const compiler = process.env['CC'] ?? 'cc';
  const folder = mkdtempSync(join(tmpdir(), 'subpage-host-fpu-'));
  const program = join(folder, 'host-fpu');
  const close = () => rmSync(folder, { recursive: true, force: true });
  const built = spawnSync(compiler, ['-O1', '-o', program, sourcePath('test/float/host-fpu.c')], { encoding: 'utf8' });
  if (built.error !== undefined || built.status !== 0) {
    close();
    return {
      absent: built.error !== undefined ? `no C compiler (${compiler})` : `${compiler} failed: ${built.stderr}`,
    };
  }
  return { close, run: (cases) => runCases(program, cases) };
}

function runCases(program: string, cases: readonly FpuCase[]): FpuResult[] {
  const input = Buffer.alloc(cases.length * RECORD);
  cases.forEach((c, i) => {
    const at = i * RECORD;
    input.set(c.code, at);
    input.writeBigUInt64LE(BigInt(c.rflags ?? 0x202), at + 16);
    input.writeBigUInt64LE(BigInt(c.code.length), at + 24);
    input.set(c.fx, at + 32);
    input.set(c.memory, at + 240);
  });
  const child = spawnSync(program, { input, maxBuffer: input.length + 4096 });
  if (child.error !== undefined || child.stdout.length !== input.length) {
    throw new Error(`host-fpu: ${cases.length} cases, ${child.stdout.length / RECORD} results, ${child.signal ?? ''}`);
  }
  return cases.map((_, i) => {
    const out = child.stdout.subarray(i * RECORD, (i + 1) * RECORD);
    return {
      signal: out.readUInt32LE(0),
      rflags: Number(out.readBigUInt64LE(8)),
      rax: out.readBigUInt64LE(16),
      fx: out.subarray(32, 240),
      memory: out.subarray(240, 368),
    };
  });
}
