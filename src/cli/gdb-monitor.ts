/** gdb's `monitor` commands: guards by symbol and type, and what they caught. */
import { HvError } from '../base/error.ts';
import { VERDICTS, type Verdict } from '../introspect/guard/verdict.ts';
import type { BoundGuard, GuardBinder } from '../introspect/target/guard-binder.ts';
import { parseGuardTarget } from '../introspect/target/guard-target.ts';
import type { Vm } from '../vm/vm.ts';
import { formatEvent } from './event-text.ts';

const HELP = `monitor guard TARGET [VERDICT]   guard what --guard would (verdicts: ${VERDICTS.join(' ')}; report unless told)
monitor guards                   the guards, their numbers, and how often they were written to
monitor unguard NUMBER           take one away
monitor events [COUNT]           the newest caught writes, 10 unless told
monitor time                     instructions and guest time so far
`;

/**
 * @param command what the person wrote behind `monitor`
 * @returns text for the person, whole lines
 */
export function answerMonitor(vm: Vm, binder: GuardBinder, command: string): string {
  const [name = '', ...words] = command.trim().split(/\s+/);
  try {
    switch (name) {
      case 'guard':
        return guard(binder, words);
      case 'guards':
        return binder.bound.map((bound, index) => `${describe(bound, index)}\n`).join('') || 'no guards\n';
      case 'unguard':
        return unguard(binder, words);
      case 'events':
        return events(vm, words);
      case 'time':
        return `${vm.vcpus.map(({ id, instructions }) => `vCPU ${id}: ${instructions.toLocaleString('en-US')} instructions\n`).join('')}guest time ${(vm.clock.now() / 1e9).toFixed(6)} s\n`;
      case 'help':
      case '':
        return HELP;
      default:
        return `no such command: ${name}\n${HELP}`;
    }
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    return `${error.message}\n`;
  }
}

function guard(binder: GuardBinder, [target, verdict = 'report']: readonly string[]): string {
  if (target === undefined) return 'expected monitor guard TARGET [VERDICT]\n';
  const known: Verdict | undefined = VERDICTS.find((one) => one === verdict);
  if (known === undefined) return `expected a verdict of ${VERDICTS.join(', ')}, got ${verdict}\n`;
  const bound = binder.bind(parseGuardTarget(target), known);
  binder.tryPending();
  return `${describe(bound, binder.bound.indexOf(bound))}\n`;
}

function unguard(binder: GuardBinder, [number = '']: readonly string[]): string {
  const bound = /^\d+$/.test(number) ? binder.bound[Number(number) - 1] : undefined;
  if (bound === undefined)
    return `expected the number of a guard, 1 to ${binder.bound.length}, got ${number || 'none'}\n`;
  binder.unbind(bound);
  return `${bound.target.text} is not guarded any more\n`;
}

function events(vm: Vm, [count = '10']: readonly string[]): string {
  if (!/^[1-9]\d{0,3}$/.test(count)) return `expected a number of events, 1 to 9999, got ${count}\n`;
  let text = '';
  for (let seq = Math.max(1, vm.events.count + 1 - Number(count)); seq <= vm.events.count; seq++) {
    const event = vm.events.findEvent(seq);
    if (event !== undefined) text += `${formatEvent(event)}\n`;
  }
  return text || 'no events\n';
}

function describe(bound: BoundGuard, index: number): string {
  const verdict = typeof bound.verdict === 'string' ? bound.verdict : 'by policy';
  const state = bound.armedPlaces > 0 ? `${bound.writes} writes, ${bound.refused} refused` : 'waits until it is mapped';
  return `${index + 1}: ${bound.target.text} (${verdict}): ${state}`;
}
