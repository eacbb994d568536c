/** Defines `subpage policy` with its commands. */
import type { Command } from 'commander';
import { HvError } from '../base/error.ts';
import { defineRun, type RunSettings } from './run-settings.ts';

/**
 * @param act called with what a command does once its arguments are valid; its result is the exit status
 * @returns the commands, for common settings
 */
export function addPolicyCommands(program: Command, act: (action: () => Promise<number>) => Promise<void>): Command[] {
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const policy = program.command('policy').description('check, learn and describe policy files');
  const check = policy
    .command('check')
    .description('validate a policy file, against a kernel when one is given; runs nothing')
    .argument('<file>', 'policy file (YAML)')
    .option('--kernel <image>', 'bzImage or vmlinux that its targets are looked up in')
    .option('--symbols <file>', 'names and types from a file: ISF, System.map, /proc/kallsyms, ELF')
    .action((file: string, options: { kernel?: string; symbols?: string }) =>
      act(async () => (await import('./policy.ts')).checkPolicyFile(file, options, print)),
    );
  const learn = defineRun(
    policy.command('learn').description('run a guest and write the policy with the allow-rules that its writers need'),
    (settings: RunSettings) =>
      act(async () => {
        if (settings.policyFile === undefined || settings.learn === undefined) {
          throw new HvError('invalid-argument', 'policy learn: expected --policy-file and --output');
        }
        return (await import('./run.ts')).run(settings);
      }),
  ).option('-o, --output <file>', 'where the learned policy goes');
  const schema = policy
    .command('schema')
    .description('print the JSON Schema of policy files')
    .action(() => act(async () => (await import('./policy.ts')).printSchema(print)));
  return [policy, check, learn, schema];
}
