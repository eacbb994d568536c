import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BootPlan } from '../../src/boot/plan.ts';

/** Whether QEMU for x86-64 is installed. */
export const hasQemu = spawnSync('qemu-system-x86_64', ['--version']).status === 0;

/** How a guest on QEMU ended. */
export interface QemuResult {
  /** Exit status of QEMU; (value << 1) | 1 for a value that the guest wrote to port 0xf4. Null when it was stopped. */
  readonly status: number | null;
  /** What it wrote to the first serial port. */
  readonly console: string;
}

/**
 * Carries out a boot plan on QEMU's processor and board: another machine, which shares no code with ours. A BIOS of a
 * few bytes brings the processor into the plan's state; QEMU's loader device puts the segments into memory.
 * @param memoryMiB the plan's memory
 * @param timeoutMs stops a guest that does not end
 */
export async function runOnQemu(plan: BootPlan, memoryMiB: number, timeoutMs: number): Promise<QemuResult> {
  const folder = await mkdtemp(join(tmpdir(), 'subpage-qemu-'));
  try {
    await writeFile(join(folder, 'bios'), entryBios(plan));
    const segments = [];
    for (const [index, { gpa, bytes }] of plan.segments.entries()) {
      await writeFile(join(folder, `${index}`), bytes);
      segments.push('-device', `loader,file=${join(folder, `${index}`)},addr=0x${gpa.toString(16)},force-raw=on`);
    }
    const options = '-accel tcg -M pc,acpi=off -nodefaults -display none -no-reboot -serial stdio';
    const debugExit = ['-device', 'isa-debug-exit,iobase=0xf4,iosize=4'];
    const args = [
      ...options.split(' '),
      '-m',
      `${memoryMiB}`,
      '-bios',
      join(folder, 'bios'),
      ...debugExit,
      ...segments,
    ];
    return await new Promise((resolve, reject) => {
      const child = spawn('qemu-system-x86_64', args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: timeoutMs });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1');
      });
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, console: text }));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 64 KiB below 1 MiB; the processor starts at the last 16 bytes, in real mode. */
function entryBios(plan: BootPlan): Buffer {
  const { state } = plan;
  const bios = Buffer.alloc(0x1_0000, 0xf4);
  const word = (value: number) => [value & 0xff, (value >>> 8) & 0xff];
  const long = (value: number) => [...word(value), ...word(value >>> 16)];
  const movEax = (value: number) => [0x66, 0xb8, ...long(value)];
  const descriptorAt = 0x200;
  const secondPart = 0x100;
  const code =
    state.mode === 'real'
      ? [0xea, ...word(state.rip), ...word(state.segments.cs.selector)]
      : [
          0xfa, // cli
          ...[0x2e, 0x66, 0x0f, 0x01, 0x16, ...word(descriptorAt)], // lgdt cs:[descriptorAt]
          ...[...movEax(state.cr4), 0x0f, 0x22, 0xe0], // mov cr4, eax
          ...[...movEax(state.cr3), 0x0f, 0x22, 0xd8], // mov cr3, eax
          ...[0x66, 0xb9, ...long(0xc000_0080), 0x66, 0x31, 0xd2], // ecx = EFER, edx = 0
          ...[...movEax(state.efer & 0x100), 0x0f, 0x30], // wrmsr: LME
          ...[...movEax(state.cr0), 0x0f, 0x22, 0xc0], // mov cr0, eax
          ...[0x66, 0xea, ...long(0xf_0000 + secondPart), ...word(state.segments.cs.selector)], // ljmp
        ];
  bios.set(code, 0);
  // The same bytes mean the same in 32-bit and in 64-bit mode.
  const { rax = 0, rbx = 0, rsi = 0, rsp = 0 } = state.registers;
  bios.set(
    [
      ...[0xb8, ...long(state.segments.ds.selector), 0x8e, 0xd8, 0x8e, 0xc0, 0x8e, 0xd0, 0x8e, 0xe0, 0x8e, 0xe8],
      ...[0xbb, ...long(rbx), 0xbe, ...long(rsi), 0xbc, ...long(rsp), 0xb8, ...long(rax)],
      ...[0xb9, ...long(state.rip), 0xff, 0xe1], // mov ecx, rip; jmp rcx
    ],
    secondPart,
  );
  bios.set([...word(state.gdt.limit), ...long(state.gdt.base)], descriptorAt);
  bios.set([0xea, ...word(0), ...word(0xf000)], 0xfff0);
  return bios;
}
