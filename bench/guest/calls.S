/* k3: calls. Fibonacci numbers by double recursion: CALL, RET, PUSH, POP. */
  .text
  .globl kernel
kernel:
  pushq %rbp
  movq %rdi, %rbp
  pushq %r12
  xorl %r12d, %r12d
  testq %rbp, %rbp
  jz 2f
1:
  movl $18, %edi
  call fib
  addq %rax, %r12
  decq %rbp
  jnz 1b
2:
  movq %r12, %rax
  popq %r12
  popq %rbp
  ret

fib:
  cmpl $2, %edi
  jae 1f
  movl %edi, %eax
  ret
1:
  pushq %rbx
  pushq %rdi
  decl %edi
  call fib
  movq %rax, %rbx
  popq %rdi
  subl $2, %edi
  call fib
  addq %rbx, %rax
  popq %rbx
  ret
