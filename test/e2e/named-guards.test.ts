// Guards by the names of a kernel image, through a policy, on each engine: a kernel of kallsyms, types and a few instructions, for
// machines whose /dev/kvm cannot run a stock one. Skipped on KVM where that is absent.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assembler, CR3, dword, qword, RAX, RBX } from '../support/assembler.ts';
import { elf64 } from '../support/boot-images.ts';
import { btfImage, int, struct } from '../support/btf-image.ts';
import { findKvm } from '../support/drivers.ts';
import { kallsymsTables } from '../support/kallsyms-image.ts';
import { projectRoot } from '../support/path.ts';

const MAIN = join(projectRoot, 'dist/src/cli/main.js');
const noCore = existsSync(join(projectRoot, 'dist/core.wasm')) ? false : 'dist/core.wasm is not built';
const kvm = findKvm();
const ENGINES = [
  ['soft', noCore],
  ['kvm', noCore || (typeof kvm === 'string' && kvm)],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'subpage-named-'));
after(() => rmSync(folder, { recursive: true }));
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Where Linux is linked, and where it is loaded. */
const BASE = 0xffff_ffff_8100_0000n;
const LOADED = 0x100_0000n;
const CODE = BASE + 0x3_0000n;
const FLAG = BASE + 0x1_0080n;
const CRED = BASE + 0x1_0000n;
const TABLES = LOADED + 0x4_0000n;

/** The first GiB at 0 and at the kernel's addresses, in pages of 2 MiB. */
function pageTables(): Uint8Array {
  const tables = new DataView(new ArrayBuffer(0x3000));
  const set = (table: number, index: number, entry: bigint): void =>
    tables.setBigUint64(table * 0x1000 + index * 8, entry, true);
  for (const index of [0, 511]) set(0, index, (TABLES + 0x1000n) | 3n);
  for (const index of [0, 510]) set(1, index, (TABLES + 0x2000n) | 3n);
  for (let i = 0; i < 512; i++) set(2, i, (BigInt(i) << 21n) | 0x83n);
  return new Uint8Array(tables.buffer);
}

const a = assembler(64, CODE);
a.mov(RAX, TABLES).mov(CR3, RAX).mov(RAX, 'set_flag').jmp(RAX);
a.label('set_flag').mov(RBX, FLAG).mov(dword(RBX), 1).mov(RAX, 'attack').jmp(RAX);
a.label('attack').mov(dword(RBX), 2).mov(RBX, CRED).mov(qword(RBX), 0).cli().hlt();
const code = a.bytes();
const symbols = kallsymsTables(
  [
    { text: 'T_text', address: BASE },
    { text: 'Dinit_cred', address: CRED },
    { text: 'Dflag', address: FLAG },
    { text: 'Tstart', address: CODE },
    { text: 'tset_flag', address: a.addressOf('set_flag') },
    { text: 'tattack', address: a.addressOf('attack') },
    { text: 'B_end', address: CODE + 0x1000n },
    // Tables of fewer symbols are not taken for kallsyms.
    ...Array.from({ length: 300 }, (_, i) => ({ text: `bx${i}`, address: CODE + 0x1001n + BigInt(i) })),
  ],
  { order: 'from-7.0', absolutePerCpu: false, base: BASE },
);
const types = btfImage([int('u32', 4), struct('cred', 8, [['uid', 1, 32]])]);
const KERNEL = file(
  'vmlinux',
  elf64(
    CODE,
    [
      { vaddr: BASE, paddr: LOADED, bytes: symbols, memSize: 0x2_0000 },
      { vaddr: CODE, paddr: LOADED + 0x3_0000n, bytes: code },
      { vaddr: BASE + 0x4_0000n, paddr: TABLES, bytes: pageTables() },
    ],
    [{ name: '.BTF', type: 1, bytes: types }],
  ),
);
const POLICY = file(
  'policy.yaml',
  'version: 1\nguards:\n  - { target: flag, verdict: deny, allow: [{ code: set_flag }] }\n  - { target: init_cred.uid, verdict: deny }\n',
);

for (const [engine, skip] of ENGINES) {
  test(`${engine}: guards by symbol and member, a rule by the writing function, events with names`, { skip }, () => {
    const [events, summary] = [join(folder, `${engine}.jsonl`), join(folder, `${engine}.json`)];
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        MAIN,
        'run',
        '--engine',
        engine,
        '--memory',
        '32M',
        '--policy-file',
        POLICY,
        '--events',
        events,
        '--summary',
        summary,
        KERNEL,
      ],
      { encoding: 'utf8', input: '', timeout: 60_000, env: { ...process.env, SUBPAGE_CACHE: join(folder, 'cache') } },
    );
    assert.equal(status, 0, stderr);
    const told = readFileSync(events, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ guards, symbol, gva, gpa, old, new: now, verdict }) => ({ guards, symbol, gva, gpa, old, now, verdict }));
    assert.deepEqual(told, [
      {
        guards: ['flag'],
        symbol: 'attack',
        gva: `0x${FLAG.toString(16)}`,
        gpa: '0x1010080',
        old: '01000000',
        now: '02000000',
        verdict: 'deny',
      },
      {
        guards: ['init_cred.uid'],
        symbol: told[1].symbol,
        gva: `0x${CRED.toString(16)}`,
        gpa: '0x1010000',
        old: '0000000000000000',
        now: '0000000000000000',
        verdict: 'deny',
      },
    ]);
    assert.match(told[1].symbol, /^attack\+0x/);
    const { guards } = JSON.parse(readFileSync(summary, 'utf8'));
    assert.deepEqual(
      guards.map(({ spec, writes, refused }: { spec: string; writes: number; refused: number }) => [
        spec,
        writes,
        refused,
      ]),
      [
        ['flag', 2, 1],
        ['init_cred.uid', 1, 1],
      ],
    );
  });
}
