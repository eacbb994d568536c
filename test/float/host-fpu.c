// Runs floating-point instructions on the host's own processor, for comparison with ours.
//
// Standard input: records of 368 bytes; standard output: one record of 368 bytes for each. All fields little-endian.
//   in:  u8 code[16], u64 rflags, u64 length of the code, u8 fx[208], u8 memory[128]
//   out: u32 signal (0: none), u32 reserved, u64 rflags, u64 rax, u64 reserved, u8 fx[208], u8 memory[128]
// `fx` is the start of an FXSAVE image: 32 bytes of control state, ST(0)..ST(7), XMM0..XMM2. The instruction finds its
// memory operand at [rdi]; `memory` is 64-byte aligned.
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

struct input { uint8_t code[16]; uint64_t rflags, length; uint8_t fx[208], memory[128]; };
struct output { uint32_t signal, reserved; uint64_t rflags, rax, reserved2; uint8_t fx[208], memory[128]; };

static uint8_t fx[512] __attribute__((aligned(64)));
static uint8_t clean[512] __attribute__((aligned(64)));
static uint8_t memory[128] __attribute__((aligned(64)));
static sigjmp_buf back;
static volatile int caught;

static void on_signal(int number, siginfo_t *info, void *context) {
  (void)info;
  caught = number;
  memcpy(fx, ((ucontext_t *)context)->uc_mcontext.fpregs, 512);
  siglongjmp(back, 1);
}

int main(void) {
  uint8_t *page = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return 1;
  static const int signals[] = {SIGFPE, SIGILL, SIGSEGV, SIGBUS, SIGTRAP};
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_NODEFER};
  for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, 0);
  __asm__ volatile("fxsave64 %0" : "=m"(clean));
  struct input in;
  struct output out;
  while (fread(&in, sizeof in, 1, stdin) == 1) {
    if (in.length > sizeof in.code) return 1;
    memcpy(page, in.code, in.length);
    page[in.length] = 0xc3;
    memcpy(fx, clean, 512);
    memcpy(fx, in.fx, sizeof in.fx);
    memcpy(memory, in.memory, sizeof memory);
    memset(&out, 0, sizeof out);
    caught = 0;
    uint64_t flags = in.rflags, rax = 0;
    if (sigsetjmp(back, 1) == 0) {
      __asm__ volatile(
          "sub $128, %%rsp\n\t"
          "fxrstor64 %[fx]\n\t"
          "push %[flags]\n\t popf\n\t"
          "call *%[page]\n\t"
          "fxsave64 %[fx]\n\t"
          "pushf\n\t pop %[flags]\n\t"
          "fninit\n\t"
          "ldmxcsr %[mxcsr]\n\t"
          "add $128, %%rsp\n\t"
          : [flags] "+&r"(flags), [fx] "+m"(fx), "+a"(rax)
          : [page] "r"(page), "D"(memory), [mxcsr] "m"(clean[24])
          : "memory", "cc", "xmm0", "xmm1", "xmm2", "rcx", "rdx");
    }
    __asm__ volatile("fxrstor64 %0" ::"m"(clean));
    out.signal = caught;
    out.rflags = flags;
    out.rax = rax;
    memcpy(out.fx, fx, sizeof out.fx);
    memcpy(out.memory, memory, sizeof memory);
    if (fwrite(&out, sizeof out, 1, stdout) != 1) return 1;
  }
  return 0;
}
