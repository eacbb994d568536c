import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AL,
  AX,
  assembler,
  BX,
  byte,
  CR0,
  CX,
  DS,
  dword,
  EAX,
  EBX,
  fword,
  GS,
  mem,
  qword,
  R8,
  RAX,
  RBX,
  RCX,
  RSI,
  RSP,
  rip,
  SI,
  ST0,
  ST1,
  tbyte,
  XMM0,
  XMM15,
} from './assembler.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const at = (bits: 16 | 32 | 64) => assembler(bits, 0x1000);

// Bytes from the encodings in SDM Vol. 2, and from GNU as for the longer ones.
// biome-ignore format: a matrix
const ONE: readonly (readonly [string, ReturnType<typeof at>, string])[] = [
  ['mov rax, 1',                at(64).mov(RAX, 1),                                   '48c7c001000000'],
  ['mov rax, imm64',            at(64).mov(RAX, 0x1122334455667788n),                 '48b88877665544332211'],
  ['mov eax, 1',                at(64).mov(EAX, 1),                                   'b801000000'],
  ['mov ax, 1 in 16-bit code',  at(16).mov(AX, 1),                                    'b80100'],
  ['mov ax, 1 in 32-bit code',  at(32).mov(AX, 1),                                    '66b80100'],
  ['mov al, -1',                at(64).mov(AL, -1),                                   'b0ff'],
  ['add rbx, 8',                at(64).add(RBX, 8),                                   '4883c308'],
  ['mov [rbx+8], rax',          at(64).mov(mem(RBX, 8), RAX),                         '48894308'],
  ['inc dword [rsp]',           at(64).inc(dword(RSP)),                               'ff0424'],
  ['mov byte [rax+rcx*8+0x100]',at(64).mov(byte(RAX, 0x100, { index: RCX, scale: 8 }), 5), 'c684c80001000005'],
  ['mov rax, gs:[0x28]',        at(64).mov(RAX, mem(0x28, 0, { segment: GS })),       '65488b042528000000'],
  ['mov r8, [rip+0] (self)',    at(64).label('x').mov(R8, rip('x')),                  '4c8b05f9ffffff'],
  ['mov cr0, rax',              at(64).mov(CR0, RAX),                                 '0f22c0'],
  ['mov eax, [bx+si] 16-bit',   at(16).mov(EAX, mem(BX, 0, { index: SI })),           '668b00'],
  ['mov ax, [ebx] 16-bit',      at(16).mov(AX, mem(EBX)),                             '678b03'],
  ['lgdt [0x1234] 16-bit',      at(16).lgdt(fword(0x1234)),                           '0f01163412'],
  ['mov ds, ax',                at(16).mov(DS, AX),                                   '8ed8'],
  ['rep movsb',                 at(64).rep().movsb(),                                 'f3a4'],
  ['repne scasb',               at(64).repne().scasb(),                               'f2ae'],
  ['stosq',                     at(64).stosq(),                                       '48ab'],
  ['lock xadd',                 at(64).lock().xadd(qword(RSI), RAX),                  'f0480fc106'],
  ['push 1',                    at(64).push(1),                                       '6a01'],
  ['iretq',                     at(64).iretq(),                                       '48cf'],
  ['push imm beyond a byte',    at(64).push(0x102),                                   '6802010000'],
  ['push imm, 32-bit',          at(32).push(0x102),                                   '6802010000'],
  ['sysretq',                   at(64).sysretq(),                                     '480f07'],
  ['shl cx, 1',                 at(16).shl(CX, 1),                                    'd1e1'],
  ['int 0x80',                  at(64).int(0x80),                                     'cd80'],
  ['out 0xf4, al',              at(64).out(0xf4, AL),                                 'e6f4'],
  ['enter 16, 1',               at(64).enter(16, 1),                                  'c8100001'],
  ['fadd st, st(1)',            at(64).fadd(ST0, ST1),                                'd8c1'],
  ['fld tbyte [rbx]',           at(64).fld(tbyte(RBX)),                               'db2b'],
  ['pxor xmm0, xmm15',          at(64).pxor(XMM0, XMM15),                             '66410fefc7'],
  ['jmp far 8:0x1000 16-bit',   at(16).jmpFar(8, 0x1000),                             'ea00100800'],
  ['jmp far 8:0x1000 wide',     at(16).jmpFar(8, 0x1000, { wide: true }),             '66ea001000000800'],
  ['jmp far 8:0x1000 32-bit',   at(32).jmpFar(8, 0x1000),                             'ea001000000800'],
];
for (const [name, source, expected] of ONE) {
  test(`assembler: ${name}`, () => assert.equal(hex(source.bytes()), expected));
}

test('assembler: branches backward and forward, data, alignment', () => {
  const a = at(64);
  a.mov(EAX, 3)
    .label('again')
    .dec(EAX)
    .jne('again')
    .jmp('end')
    .align(4)
    .label('data')
    .dd(0x11223344, 'data')
    .db('ab', 1);
  a.label('end').hlt();
  assert.equal(hex(a.bytes()), 'b803000000ffc875fceb0c90443322110c100000616201f4');
  assert.equal(a.addressOf('data'), 0x100cn);
});

test('assembler: a branch too far for a byte takes the long form', () => {
  const a = at(64).jmp('end').zero(200).label('end').hlt();
  assert.equal(hex(a.bytes().subarray(0, 5)), 'e9c8000000');
});

test('assembler: what has no encoding is refused by name', () => {
  assert.throws(() => at(64).mov(RAX, EBX).bytes(), /no 64-bit encoding of mov/);
  assert.throws(() => at(64).jmp('nowhere').bytes(), /no label nowhere/);
  assert.throws(() => at(16).mov(RAX, 1).bytes(), /no 16-bit encoding/);
});
