import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { makeFolder } from '../make-folder.ts';

/** How a program ended. */
export interface CommandResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Longest output of a program that is kept, in bytes. */
const OUTPUT_MAXIMUM = 0x2000_0000;

/**
 * Runs a program to its end, without a shell and with messages in English.
 * @throws when it cannot be started
 */
export function runCommand(program: string, args: readonly string[], directory?: string): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...(directory === undefined ? {} : { cwd: directory }),
      env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    let length = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= OUTPUT_MAXIMUM) output.push(chunk);
      else child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-4096);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ status: code ?? 1, stdout: Buffer.concat(output), stderr }));
  });
}

/** Whether a program of that name is in one of the directories of PATH. */
export async function isInstalled(program: string): Promise<boolean> {
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    if (directory === '') continue;
    try {
      await access(join(directory, program), constants.X_OK);
      return true;
    } catch {
      // Not here; the next directory may have it.
    }
  }
  return false;
}

/** A package file that apt would download. */
export interface PackageFile {
  readonly name: string;
  readonly size: number;
}

/**
 * APT with lists, cache and state of its own under one directory, and the system's sources and keys: it changes nothing
 * of the system and needs no root. Packages are for amd64 whatever the machine is.
 */
export class Apt {
  readonly #directory: string;
  readonly #options: readonly string[];

  /** @param directory where lists and caches go */
  constructor(directory: string) {
    this.#directory = directory;
    const settings = {
      'Dir::State': join(directory, 'state'),
      'Dir::State::status': join(directory, 'status'),
      'Dir::Cache': join(directory, 'cache'),
      'Dir::Log': join(directory, 'log'),
      'APT::Architecture': 'amd64',
      'APT::Architectures': 'amd64',
      'APT::Update::Error-Mode': 'any',
      // As root, apt would drop to a user that cannot write into the cache directory.
      'APT::Sandbox::User': '',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '2',
      'Acquire::http::Timeout': '20',
      'Acquire::https::Timeout': '20',
    };
    this.#options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  }

  /** Fetches the package lists. */
  async update(): Promise<CommandResult> {
    makeFolder(join(this.#directory, 'state/lists/partial'));
    makeFolder(join(this.#directory, 'cache/archives/partial'));
    makeFolder(join(this.#directory, 'log'));
    await writeFile(join(this.#directory, 'status'), '');
    return await runCommand('apt-get', [...this.#options, '--quiet', 'update']);
  }

  /** The packages that the newest version of a package depends on; empty when there is no such package. */
  async dependencies(name: string): Promise<string[]> {
    const { stdout } = await runCommand('apt-cache', [...this.#options, 'depends', name]);
    return [...stdout.toString().matchAll(/^\s*\|?Depends: (\S+)$/gm)].map((match) => match[1]!);
  }

  /** The file that download() of a package would write; undefined when there is no such package. */
  async findFile(name: string): Promise<PackageFile | undefined> {
    const { status, stdout } = await runCommand('apt-get', [...this.#options, 'download', '--print-uris', name]);
    const match = /^'[^']*' ([^\s/]+\.deb) (\d+) /m.exec(stdout.toString());
    return status === 0 && match ? { name: match[1]!, size: Number(match[2]) } : undefined;
  }

  /** Downloads packages into a directory; apt resumes a part that is there and checks the result's hash. */
  async download(names: readonly string[], directory: string): Promise<CommandResult> {
    makeFolder(directory);
    return await runCommand('apt-get', [...this.#options, '--quiet', 'download', ...names], directory);
  }
}
