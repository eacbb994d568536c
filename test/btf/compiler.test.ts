/** Offsets and sizes against the compiler: gcc writes the types, and the program says where its members are. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readElf } from '../../src/boot/elf.ts';
import { readKernelTypes } from '../../src/introspect/btf/kernel-types.ts';
import { bytesOfPart, findPart, type PathStep } from '../../src/introspect/btf/member-path.ts';

const SOURCE = `
#include <stddef.h>
#include <stdio.h>
#include <string.h>
typedef unsigned long ulong_t;
struct list { struct list *next, *prev; };
enum colour { RED = 7, GREEN = -3, BLUE = 2000000000 };
struct inner { char tag[3]; volatile short n; union { long big; struct { int lo, hi; }; }; };
struct outer {
  const ulong_t head;
  enum colour colour;
  struct inner inner[5];
  unsigned a : 3, b : 11, c : 1;
  struct list links;
  int (*call)(struct outer *, int);
  double d;
  long double wide;
  char tail[];
} outer;
#define F(path) printf(#path " %zu %zu\\n", offsetof(struct outer, path), sizeof(((struct outer *)0)->path))
#define B(path) do { struct outer o; unsigned char *p = (void *)&o; memset(&o, 0, sizeof o); o.path = ~0u; size_t i = 0; \\
  while (!p[i]) i++; size_t e = sizeof o; while (!p[e - 1]) e--; printf(#path " %zu %zu\\n", i, e - i); } while (0)
int main(void) {
  printf(" 0 %zu\\n", sizeof(struct outer));
  F(head); F(colour); F(inner); F(inner[3]); F(inner[4].tag); F(inner[2].tag[1]); F(inner[1].n); F(inner[0].big);
  F(inner[4].lo); F(inner[4].hi); F(links); F(links.prev); F(call); F(d); F(wide);
  B(a); B(b); B(c);
}
`;
const folder = mkdtempSync(join(tmpdir(), 'subpage-btf-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'types.c'), SOURCE);
const compiled = spawnSync('gcc', ['-gbtf', '-O0', '-o', join(folder, 'types'), join(folder, 'types.c')], {
  encoding: 'utf8',
});
const skip =
  compiled.status === 0 ? false : `no gcc that writes BTF here: ${compiled.error?.message ?? compiled.stderr}`;

test('members are where the compiler has put them', { skip }, () => {
  const btf = readKernelTypes(readElf(readFileSync(join(folder, 'types')), 'types'))!;
  const lines = spawnSync(join(folder, 'types'), { encoding: 'utf8' }).stdout.trimEnd().split('\n');
  assert.equal(lines.length, 19);
  for (const line of lines) {
    const [text, offset, length] = line.split(' ');
    const path: PathStep[] = [...text.matchAll(/\[(\d+)\]|\w+/g)].map(([name, index]) =>
      index === undefined ? { kind: 'member', name } : { kind: 'index', index: Number(index) },
    );
    const part = findPart(btf, btf.find('outer')!, path);
    assert.ok(!('step' in part), text);
    assert.deepEqual(bytesOfPart(btf, part), { offset: Number(offset), length: Number(length) }, text);
  }
  // Older compilers do not say that an enum is signed.
  assert.deepEqual(
    btf.enumerators(btf.find('colour')!).map(({ name, value }) => [name, BigInt.asIntN(32, value)]),
    [
      ['RED', 7n],
      ['GREEN', -3n],
      ['BLUE', 2_000_000_000n],
    ],
  );
});
