/** A folder with the folders above it. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Make a folder, and those above it. Node's own recursive mkdir does not come to an end where a folder answers ENOENT for
 * a new one in it, as those of /proc do: it makes the parent, which is there, and tries again.
 * @throws what node:fs throws
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have been faster.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
