/*
 * Start of every benchmark kernel: multiboot 1, 32-bit entry, long mode with 2-MiB identity pages over the first GiB.
 * Runs unchanged as a multiboot kernel (subpage, QEMU -kernel) and out of a ROM image (Bochs, see rom.S).
 */
#define MAGIC 0x1badb002
#define FLAGS 0x00010003 /* page-aligned modules, memory map, the address fields below */

  .section .start, "ax"
  .code32
  .globl _start
  .balign 4
header:
  .long MAGIC, FLAGS, -(MAGIC + FLAGS)
  .long header, image_start, data_end, bss_end, _start
/* What bench/ patches in the file: a mark to find it by, then how often the kernel repeats its work. */
  .balign 16
  .ascii "subpage bench n="
  .globl iterations
iterations:
  .quad 1

_start:
  cli
  cld
  movl $stack_top, %esp
  movl $bss_start, %edi
  movl $bss_end, %ecx
  subl %edi, %ecx
  xorl %eax, %eax
  rep stosb
  movl $pdpt + 3, pml4
  movl $pd + 3, pdpt
  movl $pd, %edi
  movl $0x83, %eax
  movl $512, %ecx
1:
  movl %eax, (%edi)
  addl $0x200000, %eax
  addl $8, %edi
  loop 1b
  movl %cr4, %eax
  orl $0x620, %eax /* PAE, OSFXSR, OSXMMEXCPT */
  movl %eax, %cr4
  movl $pml4, %eax
  movl %eax, %cr3
  movl $0xc0000080, %ecx
  rdmsr
  orl $0x100, %eax /* EFER.LME */
  wrmsr
  movl %cr0, %eax
  andl $0x9ffffffb, %eax /* CD, NW, EM off */
  orl $0x80000003, %eax  /* PG, MP, PE */
  movl %eax, %cr0
  lgdt gdt_pointer
  ljmp $8, $long_mode

  .code64
long_mode:
  movw $16, %ax
  movw %ax, %ds
  movw %ax, %es
  movw %ax, %ss
  movq $stack_top, %rsp
  call run
  hlt
  jmp long_mode

  .balign 8
gdt:
  .quad 0, 0x00af9b000000ffff, 0x00cf93000000ffff
gdt_pointer:
  .word 23
  .long gdt

  .bss
  .balign 4096
pml4: .skip 4096
pdpt: .skip 4096
pd: .skip 4096
stack: .skip 65536
stack_top:
