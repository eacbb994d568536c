// The exit loop of the KVM engine in C: a guest stores bytes into a read-only memslot, each store is checked against a
// 128-byte vector and carried out. Prints nanoseconds per exit. Usage: kvm-exit EXITS
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>

enum { MEMORY = 4 << 20, CODE = 0x100000, GUARDED = 0x200000, TABLES = 0x1000 };

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void slot(int vm, int id, uint64_t gpa, uint64_t size, uint8_t *memory, int flags) {
  struct kvm_userspace_memory_region region = {id, flags, gpa, size, (uint64_t)(memory + gpa)};
  if (ioctl(vm, KVM_SET_USER_MEMORY_REGION, &region) < 0) fail("KVM_SET_USER_MEMORY_REGION");
}

static struct kvm_segment segment(int selector, int type, int isCode) {
  struct kvm_segment s = {0, 0xffffffff, selector, type, 1, 0, !isCode, 1, isCode, 1, 0, 0, 0};
  return s;
}

int main(int argc, char **argv) {
  long exits = argc > 1 ? atol(argv[1]) : 20000;
  int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
  if (kvm < 0) fail("/dev/kvm");
  int vm = ioctl(kvm, KVM_CREATE_VM, 0);
  if (vm < 0) fail("KVM_CREATE_VM");
  uint8_t *memory = mmap(0, MEMORY, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  slot(vm, 0, 0, GUARDED, memory, 0);
  slot(vm, 1, GUARDED, 4096, memory, KVM_MEM_READONLY);
  slot(vm, 2, GUARDED + 4096, MEMORY - GUARDED - 4096, memory, 0);
  uint64_t *tables = (uint64_t *)(memory + TABLES);
  tables[0] = TABLES + 0x1000 + 3;
  tables[512] = TABLES + 0x2000 + 3;
  for (int i = 0; i < 512; i++) tables[1024 + i] = (uint64_t)i * 0x200000 + 0x83;
  static const uint8_t code[] = {0x88, 0x07, 0xff, 0xc9, 0x75, 0xfa}; // again: mov [rdi], al; dec ecx; jnz again
  memcpy(memory + CODE, code, sizeof code);
  int cpu = ioctl(vm, KVM_CREATE_VCPU, 0);
  if (cpu < 0) fail("KVM_CREATE_VCPU");
  struct kvm_run *run = mmap(0, ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0), PROT_READ | PROT_WRITE, MAP_SHARED, cpu, 0);
  struct kvm_sregs sregs;
  ioctl(cpu, KVM_GET_SREGS, &sregs);
  sregs.cr0 = 0x80000011;
  sregs.cr3 = TABLES;
  sregs.cr4 = 0x20;
  sregs.efer = 0x500;
  sregs.cs = segment(0x10, 11, 1);
  sregs.ds = sregs.es = sregs.ss = sregs.fs = sregs.gs = segment(0x18, 3, 0);
  if (ioctl(cpu, KVM_SET_SREGS, &sregs) < 0) fail("KVM_SET_SREGS");
  struct kvm_regs regs = {.rip = CODE, .rflags = 2, .rdi = GUARDED + 16};
  if (ioctl(cpu, KVM_SET_REGS, &regs) < 0) fail("KVM_SET_REGS");
  uint32_t vector = ~2u;
  struct timespec from, to;
  for (long i = -100; i < exits; i++) {
    if (i == 0) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    if (ioctl(cpu, KVM_RUN, 0) < 0) fail("KVM_RUN");
    if (run->exit_reason != KVM_EXIT_MMIO || !run->mmio.is_write) return 2;
    uint32_t offset = run->mmio.phys_addr & 4095;
    uint32_t last = offset + run->mmio.len - 1;
    if ((vector >> (offset >> 7) & 1) && (vector >> (last >> 7) & 1)) {
      memcpy(memory + run->mmio.phys_addr, run->mmio.data, run->mmio.len);
    }
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  printf("%.1f\n", ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / exits);
  return 0;
}
