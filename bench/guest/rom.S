/*
 * A ROM in place of a BIOS, for Bochs: from the reset vector into flat 32-bit mode, the kernel's image from the ROM to
 * 1 MiB, and in. It fills the last 64 KiB below 4 GiB; the image stands right before it.
 * KERNEL_BYTES and KERNEL_ENTRY come from the command line of the assembler.
 */
#define ROM 0xffff0000
#define HERE(label) (ROM + (label) - rom)

  .text
  .code16
rom:
gdt:
  .quad 0, 0x00cf9b000000ffff, 0x00cf93000000ffff
gdt_pointer:
  .word 23
  .long HERE(gdt)
start:
  cli
  lgdtl %cs:(gdt_pointer - rom)
  movl %cr0, %eax
  orl $1, %eax
  movl %eax, %cr0
  ljmpl $8, $HERE(flat)
  .code32
flat:
  movw $16, %ax
  movw %ax, %ds
  movw %ax, %es
  movw %ax, %ss
  cld
  movl $(ROM - KERNEL_BYTES), %esi
  movl $0x100000, %edi
  movl $(KERNEL_BYTES / 4), %ecx
  rep movsl
  movl $0x2badb002, %eax
  xorl %ebx, %ebx
  movl $KERNEL_ENTRY, %ecx
  jmp *%ecx

  .code16
  .org 0xfff0
  jmp start
  .org 0x10000
