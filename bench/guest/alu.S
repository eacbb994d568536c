/* k1: register arithmetic. XORSHIFT, multiplication, LEA, SETcc, CMOVcc, ADC, and a branch that cannot be predicted. */
  .text
  .globl kernel
kernel:
  pushq %rbx
  xorl %r8d, %r8d
  movabsq $0x9e3779b97f4a7c15, %rax
  xorl %ebx, %ebx
  xorl %edx, %edx
  testq %rdi, %rdi
  jz 3f
  imulq $1000, %rdi, %rdi
1:
  movq %rax, %rcx
  shlq $13, %rcx
  xorq %rcx, %rax
  movq %rax, %rcx
  shrq $7, %rcx
  xorq %rcx, %rax
  movq %rax, %rcx
  shlq $17, %rcx
  xorq %rcx, %rax
  imulq $0x5bd1e995, %rax, %rsi
  leaq 7(%rsi,%rdx,4), %rdx
  cmpl %esi, %edx
  setb %cl
  movzbl %cl, %ecx
  addq %rcx, %rbx
  cmpq %rbx, %rdx
  cmovaq %rax, %r8
  addq %r8, %rbx
  adcq $3, %rdx
  testl $0x400, %eax
  jz 2f
  rolq $5, %rbx
  subq %rsi, %rdx
2:
  decq %rdi
  jnz 1b
3:
  leaq (%rbx,%rdx), %rax
  popq %rbx
  ret
