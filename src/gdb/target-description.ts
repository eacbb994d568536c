/** The target description that gdb reads: `target.xml`, from the table of registers. */
import { GDB_REGISTERS } from './register-file.ts';

/** Types that are not gdb's own, by the feature that declares them. */
const TYPES: Readonly<Record<string, string>> = {
  'org.gnu.gdb.i386.core': flags('i386_eflags', {
    CF: 0,
    PF: 2,
    AF: 4,
    ZF: 6,
    SF: 7,
    TF: 8,
    IF: 9,
    DF: 10,
    OF: 11,
    NT: 14,
    RF: 16,
    VM: 17,
    AC: 18,
    VIF: 19,
    VIP: 20,
    ID: 21,
  }),
  'org.gnu.gdb.i386.sse':
    vector('v4_float', 'ieee_single', 4) +
    vector('v2_double', 'ieee_double', 2) +
    vector('v16_int8', 'int8', 16) +
    vector('v8_int16', 'int16', 8) +
    vector('v4_int32', 'int32', 4) +
    vector('v2_int64', 'int64', 2) +
    '<union id="vec128">' +
    (['v4_float', 'v2_double', 'v16_int8', 'v8_int16', 'v4_int32', 'v2_int64'] as const)
      .map((type) => `<field name="${type}" type="${type}"/>`)
      .join('') +
    '<field name="uint128" type="uint128"/></union>' +
    flags('i386_mxcsr', {
      IE: 0,
      DE: 1,
      ZE: 2,
      OE: 3,
      UE: 4,
      PE: 5,
      DAZ: 6,
      IM: 7,
      DM: 8,
      ZM: 9,
      OM: 10,
      UM: 11,
      PM: 12,
      FZ: 15,
    }),
};

function flags(id: string, bits: Readonly<Record<string, number>>): string {
  const fields = Object.entries(bits).map(([name, bit]) => `<field name="${name}" start="${bit}" end="${bit}"/>`);
  return `<flags id="${id}" size="4">${fields.join('')}</flags>`;
}
function vector(id: string, type: string, count: number): string {
  return `<vector id="${id}" type="${type}" count="${count}"/>`;
}

/** A 64-bit x86 processor, whatever mode it is in. */
export const TARGET_XML: string = [
  '<?xml version="1.0"?><!DOCTYPE target SYSTEM "gdb-target.dtd"><target><architecture>i386:x86-64</architecture>',
  ...[...new Set(GDB_REGISTERS.map(({ feature }) => feature))].map((feature) => {
    const registers = GDB_REGISTERS.filter((register) => register.feature === feature).map(
      ({ name, bits, type }) => `<reg name="${name}" bitsize="${bits}" type="${type}" regnum="${numberOf(name)}"/>`,
    );
    return `<feature name="${feature}">${TYPES[feature] ?? ''}${registers.join('')}</feature>`;
  }),
  '</target>',
].join('\n');

function numberOf(name: string): number {
  return GDB_REGISTERS.findIndex((register) => register.name === name);
}
