import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: the nearest folder above this file, source or emitted, that has an assembly/ folder. */
export const projectRoot = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'assembly'))) {
    const above = dirname(folder);
    if (above === folder) return process.cwd();
    folder = above;
  }
  return folder;
})();

/** A file of the source tree, which the compiler does not copy to dist/: `sourcePath('test/diff/host-cpu.c')`. */
export function sourcePath(path: string): string {
  return join(projectRoot, path);
}
