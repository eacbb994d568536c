import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CaseRunner, packCases, unpackResults } from './machine-case.ts';
import { sourcePath } from './path.ts';

/** A runner, or why there is none. */
export type Available<T> = { readonly runner: T } | { readonly absent: string };

/** Results that fit one buffer of the child's output. */
const BATCH = 8192;

/**
 * The host's own processor as a runner of cases: builds test/diff/host-cpu.c with the C compiler (`CC`, else `cc`).
 * Call `close` at the end: it removes the program.
 */
export function hostCpu(): Available<CaseRunner & { close(): void }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { absent: 'the host is not x86-64 Linux' };
  const compiler = process.env['CC'] ?? 'cc';
  const folder = mkdtempSync(join(tmpdir(), 'subpage-host-cpu-'));
  const program = join(folder, 'host-cpu');
  const close = () => rmSync(folder, { recursive: true, force: true });
  const built = spawnSync(
    compiler,
    ['-O2', '-fno-stack-protector', '-o', program, sourcePath('test/diff/host-cpu.c')],
    {
      encoding: 'utf8',
    },
  );
  if (built.error !== undefined || built.status !== 0) {
    close();
    return {
      absent: built.error !== undefined ? `no C compiler (${compiler})` : `${compiler} failed: ${built.stderr}`,
    };
  }
  return {
    runner: {
      name: 'host CPU',
      close,
      run(cases) {
        const results = [];
        for (let from = 0; from < cases.length; from += BATCH) {
          const batch = cases.slice(from, from + BATCH);
          const child = spawnSync(program, { input: packCases(batch), maxBuffer: 1 << 26 });
          const part = child.error === undefined ? unpackResults(child.stdout) : [];
          if (part.length !== batch.length) {
            throw new Error(`host-cpu: ${batch.length} cases, ${part.length} results, ${child.signal ?? child.status}`);
          }
          results.push(...part);
        }
        return results;
      },
    },
  };
}
