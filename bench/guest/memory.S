/* k2: memory. In 64 KiB: stores of 8 bytes at odd offsets (some cross pages), sums, a copy by bytes, read-modify-write. */
#define SIZE 65536
  .text
  .globl kernel
kernel:
  xorl %eax, %eax
  testq %rdi, %rdi
  jz 9f
1:
  leaq buffer + 3(%rip), %rsi
  movl $(SIZE / 8 - 1), %ecx
2:
  movq %rdi, (%rsi)
  addq $8, %rsi
  leaq 0x1357(%rdi,%rcx), %r8
  xorq %r8, -4(%rsi)
  decl %ecx
  jnz 2b
  leaq buffer(%rip), %rsi
  movl $(SIZE / 8), %ecx
3:
  addq (%rsi), %rax
  addq $8, %rsi
  decl %ecx
  jnz 3b
  leaq buffer(%rip), %rsi
  leaq buffer + SIZE / 2 + 1(%rip), %rdx
  movl $4096, %ecx
4:
  movb (%rsi), %r8b
  movb %r8b, (%rdx)
  incq %rsi
  incq %rdx
  decl %ecx
  jnz 4b
  leaq buffer(%rip), %rsi
  movl $8192, %ecx
5:
  addl %eax, (%rsi)
  incw 6(%rsi)
  addq $8, %rsi
  decl %ecx
  jnz 5b
  decq %rdi
  jnz 1b
9:
  ret

  .bss
  .balign 4096
buffer: .skip SIZE + 4096
