/** `--summary`: what a run was, as one JSON object. */

import type { GuardBinder } from '../introspect/target/guard-binder.ts';
import type { VmStop } from '../vm/stop.ts';
import type { Vm } from '../vm/vm.ts';
import type { LineFile } from './output-file.ts';

/** Version of the format, field `v`. */
const SUMMARY_VERSION = 1;

/** What a summary is made from. */
export interface SummaryInput {
  readonly vm: Vm;
  readonly stop: VmStop;
  readonly status: number;
  readonly binding: GuardBinder;
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
    guards: binding.bound.map(({ target, guards, follower, writes, refused }) => ({
      spec: target.text,
      armed: guards.map(({ gpa, length }) => ({ gpa: hex(gpa), length })),
      ...(follower === undefined ? {} : { objects: follower.objectCount, pastObjects: follower.past.objects }),
      writes,
      refused,
    })),
    pages: vm.storeCounts().map(({ gfn, silent, letThrough, judged, falseSharing }) => ({
      gpa: hex(gfn * 4096),
      stores: silent + letThrough + judged,
      exits: judged,
      falseSharing,
    })),
    events: {
      caught: vm.events.count,
      written: events?.written ?? 0,
      lost: events?.lost ?? 0,
      losses: events?.losses ?? [],
    },
  };
}
