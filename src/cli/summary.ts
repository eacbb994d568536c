/** `--summary`: what a run was, as one JSON object. */
import type { VmStop } from '../vm/stop.ts';
import type { Vm } from '../vm/vm.ts';
import type { GuardBinding } from './guard-binding.ts';
import type { LineFile } from './output-file.ts';

/** Version of the format, field `v`. */
const SUMMARY_VERSION = 1;

/** What a summary is made from. */
export interface SummaryInput {
  readonly vm: Vm;
  readonly stop: VmStop;
  readonly status: number;
  readonly binding: GuardBinding;
  readonly events: LineFile | undefined;
  /** Wall time of the run, ms. */
  readonly hostMs: number;
}

const hex = (value: number): string => `0x${value.toString(16)}`;

/** Addresses as hexadecimal strings; all else numbers and strings. Only `hostMs` differs between two equal runs. */
export function summarize({ vm, stop, status, binding, events, hostMs }: SummaryInput): Record<string, unknown> {
  return {
    v: SUMMARY_VERSION,
    stop,
    status,
    virtualTimeNs: vm.clock.now(),
    hostMs: Math.round(hostMs),
    statistics: vm.statistics(),
    guards: binding.bound.map(({ spec, guards }) => ({
      spec: spec.text,
      armed: guards.map(({ gpa, length }) => ({ gpa: hex(gpa), length })),
      writes: guards.reduce((sum, { writes }) => sum + writes, 0),
      refused: guards.reduce((sum, { refused }) => sum + refused, 0),
    })),
    pages: vm.storeCounts().map(({ gfn, silent, judged, falseSharing }) => ({
      gpa: hex(gfn * 4096),
      stores: silent + judged,
      exits: judged,
      falseSharing,
    })),
    events: { caught: vm.events.count, written: events?.written ?? 0, lost: events?.lost ?? 0 },
  };
}
