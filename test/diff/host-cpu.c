/*
 * Carries out single instructions and short sequences on the host's own processor, at user level: the witness of test/diff.
 *
 * Reads `struct request` records on standard input until its end and writes one `struct response` for each on standard
 * output. x86-64 Linux. test/support/host-cpu.ts builds it with the C compiler, where there is one;
 * test/support/machine-case.ts knows the same layout of the records.
 *
 * How: a case's state is put into the context that a signal handler returns to, so that the kernel loads all of it (also
 * x87 and SSE); the code is followed by INT3, whose signal brings the resulting state back. One signal a case.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#define CODE_PAGE 0x10000000ul
#define CODE_AT (CODE_PAGE + 0x800) /* in the middle, so that short branches land on INT3 both ways */
#define DATA_PAGES 0x10010000ul     /* two pages with nothing before and behind them */
#define DATA_SIZE 0x2000ul
#define WINDOW (DATA_PAGES + 0xe00) /* the part that a case fills and gets back: 512 bytes of either page */
#define WINDOW_SIZE 0x400ul
#define FX_SIZE 512
#define FX_USED 464 /* the kernel keeps the rest for itself */
#define TIMEOUT 255

struct request {
  uint64_t gpr[16]; /* encoding order: rax rcx rdx rbx rsp rbp rsi rdi r8.. */
  uint64_t rflags;
  uint8_t length; /* bytes of code, 1..64 */
  uint8_t bits;   /* 64, or 32 for compatibility mode */
  uint8_t unused[6];
  uint8_t code[64];
  uint8_t fx[FX_SIZE]; /* FXSAVE image, 64-bit format */
  uint8_t window[WINDOW_SIZE];
};

struct response {
  uint64_t gpr[16];
  uint64_t rflags;
  uint64_t rip;
  uint32_t vector; /* 3 behind the code: it ran to its end */
  uint32_t error;
  uint64_t cr2; /* page faults only */
  uint8_t fx[FX_SIZE];
  uint8_t window[WINDOW_SIZE];
  uint64_t outside; /* 1: bytes outside the window were changed */
};

_Static_assert(sizeof(struct request) == 1744, "test/support/machine-case.ts");
_Static_assert(sizeof(struct response) == 1704, "test/support/machine-case.ts");

static const int GPR_OF[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                               REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};

static struct request *requests;
static struct response *responses;
static size_t count, current, seen_by_timer;
static int started;

static void write_all(const void *from, size_t size) {
  const char *at = from;
  while (size > 0) {
    ssize_t n = write(1, at, size);
    if (n <= 0) _exit(1);
    at += n;
    size -= (size_t)n;
  }
}

static int is_zero(const unsigned char *at, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (at[i] != 0) return 0;
  return 1;
}

/* The state that the processor left behind. */
static void take(ucontext_t *context, uint32_t vector) {
  struct response *to = &responses[current];
  greg_t *gregs = context->uc_mcontext.gregs;
  for (int i = 0; i < 16; i++) to->gpr[i] = (uint64_t)gregs[GPR_OF[i]];
  to->rflags = (uint64_t)gregs[REG_EFL];
  to->rip = (uint64_t)gregs[REG_RIP];
  to->vector = vector;
  to->error = (vector >= 10 && vector <= 14) || vector == 17 ? (uint32_t)gregs[REG_ERR] : 0;
  to->cr2 = vector == 14 ? (uint64_t)gregs[REG_CR2] : 0;
  memcpy(to->fx, context->uc_mcontext.fpregs, FX_USED);
  memcpy(to->window, (void *)WINDOW, WINDOW_SIZE);
  unsigned char *data = (unsigned char *)DATA_PAGES;
  size_t before = WINDOW - DATA_PAGES, behind = before + WINDOW_SIZE;
  to->outside = !is_zero(data, before) || !is_zero(data + behind, DATA_SIZE - behind);
  if (to->outside) memset(data, 0, DATA_SIZE);
}

/* The state that the next case starts with. */
static void give(ucontext_t *context) {
  const struct request *from = &requests[current];
  greg_t *gregs = context->uc_mcontext.gregs;
  for (int i = 0; i < 16; i++) gregs[GPR_OF[i]] = (greg_t)from->gpr[i];
  gregs[REG_EFL] = (greg_t)from->rflags;
  gregs[REG_RIP] = (greg_t)CODE_AT;
  /* CS in the low 16 bits: Linux's selectors of 64-bit and of 32-bit user code. */
  gregs[REG_CSGSFS] = (gregs[REG_CSGSFS] & ~0xffffl) | (from->bits == 32 ? 0x23 : 0x33);
  memcpy((void *)WINDOW, from->window, WINDOW_SIZE);
  memset((void *)CODE_PAGE, 0xcc, 0x1000); /* an earlier case may have written there */
  memcpy((void *)CODE_AT, from->code, from->length);
  unsigned char *fx = (unsigned char *)context->uc_mcontext.fpregs;
  memcpy(fx, from->fx, FX_USED);
  *(uint64_t *)(fx + FX_SIZE) |= 3; /* XSTATE_BV: the x87 and SSE parts are in the image */
}

static void on_signal(int number, siginfo_t *info, void *argument) {
  (void)info;
  ucontext_t *context = argument;
  if (number == SIGALRM) {
    if (!started || current != seen_by_timer) {
      seen_by_timer = current;
      return;
    }
    take(context, TIMEOUT);
    current++;
  } else if (started) {
    take(context, (uint32_t)context->uc_mcontext.gregs[REG_TRAPNO]);
    current++;
  }
  started = 1;
  if (current == count) {
    write_all(responses, count * sizeof *responses);
    _exit(0);
  }
  give(context);
}

static void map(uint64_t at, size_t size, int protection) {
  void *want = (void *)at;
  if (mmap(want, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != want) {
    perror("mmap");
    exit(2);
  }
}

int main(void) {
  size_t room = 1024;
  requests = malloc(room * sizeof *requests);
  for (;;) {
    if (requests == NULL) return 2;
    size_t got = fread(&requests[count], sizeof *requests, room - count, stdin);
    if (got == 0) break;
    count += got;
    if (count == room) requests = realloc(requests, (room *= 2) * sizeof *requests);
  }
  if (count == 0) return 0;
  responses = calloc(count, sizeof *responses);
  if (responses == NULL) return 2;

  map(CODE_PAGE, 0x1000, PROT_READ | PROT_WRITE | PROT_EXEC);
  memset((void *)CODE_PAGE, 0xcc, 0x1000);
  map(DATA_PAGES, DATA_SIZE, PROT_READ | PROT_WRITE);

  stack_t stack = {.ss_sp = malloc(1 << 18), .ss_size = 1 << 18};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigfillset(&action.sa_mask);
  const int caught[] = {SIGTRAP, SIGSEGV, SIGILL, SIGFPE, SIGBUS, SIGALRM};
  for (size_t i = 0; i < sizeof caught / sizeof *caught; i++) sigaction(caught[i], &action, NULL);
  /* A case that never ends is given up after one to two ticks. */
  struct itimerval tick = {{0, 200000}, {0, 200000}};
  setitimer(ITIMER_REAL, &tick, NULL);

  /* 32-bit code needs data segments that are not null; 0x2b is Linux's. */
  __asm__ volatile("mov %0, %%ds\n\tmov %0, %%es" : : "r"(0x2b));
  __asm__ volatile("int3");
  return 1;
}
