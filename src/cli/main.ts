#!/usr/bin/env node
/** The command line: `subpage run | explain | policy | symbols | selftest | doctor`. */
import { Command, CommanderError, Option } from 'commander';
import { HvError } from '../base/error.ts';
import { STATUS_USAGE } from './exit-status.ts';
import { addExplainCommand } from './explain-settings.ts';
import { addPolicyCommands } from './policy-commands.ts';
import { addRunCommand } from './run-settings.ts';
import { watchStandardOutput } from './standard-output.ts';
import { VERSION } from './version.ts';

/** stdout is the guest's serial port: see TerminalConsole. */
let stdoutIsConsole = false;

/** @returns the exit status */
async function main(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command('subpage')
    .description('128-byte write guards on the memory of x86-64 virtual machines')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`subpage: ${text.replace(/^error: /, '')}`) });
  program.hook('preAction', (_, command) => {
    stdoutIsConsole = ['run', 'learn'].includes(command.name());
  });
  // Commands are loaded when they are asked for: a help text should not wait for an engine.
  addRunCommand(program, async (settings) => {
    const { run } = await import('./run.ts');
    status = await run(settings);
  });
  addExplainCommand(program, async (settings) => {
    const { explain, printTo } = await import('./explain.ts');
    status = await explain(settings, printTo(process.stdout), settings.json ? process.stdin : undefined);
  });
  program
    .command('selftest')
    .description("the KVM series' selftest, step by step")
    .addOption(new Option('--engine <name>', 'the engine to test').choices(['soft', 'kvm']).default('soft'))
    .action(async ({ engine }: { engine: 'soft' | 'kvm' }) => {
      const { selftest } = await import('./selftest/selftest.ts');
      const { chooseEngine } = await import('./engine-choice.ts');
      const print = (line: string): void => void process.stdout.write(`${line}\n`);
      status = await selftest(
        print,
        await chooseEngine(engine, { cpus: 1, memoryBytes: 0, virtualTime: false }, print),
      );
    });
  program
    .command('doctor')
    .description('what this machine offers: engines, versions, limits')
    .action(async () => {
      const { doctor } = await import('./doctor.ts');
      status = await doctor((line) => process.stdout.write(`${line}\n`));
    });
  program
    .command('symbols')
    .description('symbols and types of a kernel: all, some by name, or one type with its members')
    .argument('<file>', 'bzImage, vmlinux, System.map, /proc/kallsyms, or ISF')
    .argument('[names...]', 'symbols to show with size and type')
    .option('--type <name>', 'show this type with its members')
    .option('--isf', "all as volatility 3's symbol format (JSON)", false)
    .option('--elf <output>', 'write all into an ELF file, for gdb')
    .action(async (file: string, names: string[], options: { type?: string; isf: boolean; elf?: string }) => {
      const { printSymbols } = await import('./symbols.ts');
      const { type, isf, elf } = options;
      status = await printSymbols({ file, names, type, isf, elf }, (text) => {
        process.stdout.write(text);
      });
    });
  const policyCommands = addPolicyCommands(program, async (action) => {
    status = await action();
  });
  for (const command of [...program.commands, ...policyCommands]) {
    command.exitOverride().configureOutput({
      outputError: (text, write) => write(`subpage: ${text.replace(/^error: /, '')}`),
    });
  }
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : STATUS_USAGE;
    if (error instanceof HvError) {
      // A policy can have several problems, a line each.
      const lines = error.code === 'bad-policy' ? error.message.split('\n') : [error.message];
      for (const line of lines) process.stderr.write(`subpage: ${oneLine(line)}\n`);
      return STATUS_USAGE;
    }
    throw error;
  }
  return status;
}

/** A file name or a guard can contain anything; a message stays one line without control characters. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
}

// A run counts what its console has lost.
watchStandardOutput(() => stdoutIsConsole);
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // A defect of ours: one line, and the rest only for who asks.
  process.stderr.write(`subpage: internal error: ${oneLine(String(error))}\n`);
  if (process.env['SUBPAGE_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 70;
}
