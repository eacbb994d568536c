// Numbers and layouts against the C compiler with the host's own <linux/kvm.h>, and, without one, against literals.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { StructLayout } from '../../base/struct.ts';
import { struct, u32 } from '../../base/struct.ts';
import * as abi from './abi.ts';
import * as spp from './spp-abi.ts';

const layouts: StructLayout[] = [];
const numbers: [string, number][] = [];
for (const [name, value] of Object.entries(abi)) {
  if (typeof value === 'number') numbers.push([name, value]);
  else if ('fields' in value) layouts.push(value as StructLayout);
  else
    for (const [key, number] of Object.entries(value as Record<string, number>))
      numbers.push([`${name}_${key}`, number]);
}
function compile(source: string): string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-abi-'));
  try {
    writeFileSync(join(folder, 'abi.c'), source);
    const built = spawnSync('gcc', ['-o', join(folder, 'abi'), join(folder, 'abi.c')], { encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
    return spawnSync(join(folder, 'abi'), { encoding: 'utf8' }).stdout.trim().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasCompiler =
  process.arch === 'x64' && existsSync('/usr/include/linux/kvm.h') && spawnSync('gcc', ['--version']).status === 0;

test('structs and numbers as the C compiler sees them', {
  skip: hasCompiler ? false : 'no x86-64 gcc with <linux/kvm.h>',
}, () => {
  const lines: string[] = [];
  const expected: string[] = [];
  for (const layout of layouts) {
    if (layout.name === 'kvm_signal_mask') continue; // its set is a flexible array: below
    lines.push(`printf("${layout.name} %zu\\n", sizeof(struct ${layout.name}));`);
    expected.push(`${layout.name} ${layout.size}`);
    for (const [name, field] of Object.entries(layout.fields)) {
      const member = `((struct ${layout.name} *)0)->${name}`;
      lines.push(
        `printf("${layout.name}.${name} %zu %zu\\n", offsetof(struct ${layout.name}, ${name}), sizeof(${member}));`,
      );
      expected.push(`${layout.name}.${name} ${field.offset} ${field.size}`);
    }
  }
  for (const [name, value] of numbers) {
    lines.push(`#ifdef ${name}`, `printf("${name} %llu\\n", (unsigned long long)(${name}));`, '#else');
    lines.push(`printf("${name} absent\\n");`, '#endif');
    expected.push(`${name} ${value}`);
  }
  const source = `#include <stdio.h>\n#include <stddef.h>\n#include <linux/kvm.h>\nint main(void) {\n${lines.join('\n')}\nreturn 0; }\n`;
  const got = compile(source) ?? [];
  assert.equal(got.length, expected.length);
  let absent = 0;
  for (const [i, line] of got.entries()) {
    if (line.endsWith(' absent')) absent++;
    else assert.equal(line, expected[i]);
  }
  // Old headers may lack the newest names; most must have been compared.
  assert.ok(absent < 8, `${absent} names are absent from the host's headers`);
});

test('request numbers by the manual arithmetic, as strace prints them', () => {
  assert.equal(abi.KVM_SET_USER_MEMORY_REGION, 0x4020_ae46);
  assert.equal(abi.KVM_RUN, 0xae80);
  assert.equal(abi.KVM_GET_SREGS, 0x8138_ae83);
  assert.equal(abi.KVM_ENABLE_CAP, 0x4068_aea3);
  assert.equal(abi.KVM_GET_SUPPORTED_CPUID, 0xc008_ae05);
  assert.equal(spp.KVM_SUBPAGES_GET_ACCESS, 0x8008_ae49);
  assert.equal(spp.KVM_SUBPAGES_SET_ACCESS, 0x4008_ae4a);
  assert.equal(spp.KvmSubpage.size, 16);
});

test('a member outside its struct is found when the table is loaded', () => {
  assert.throws(() => struct('short', 4, { a: u32(2) }), /short: a ends behind byte 4/);
});
