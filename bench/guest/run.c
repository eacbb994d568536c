/*
 * Runs the kernel `iterations` times and says on COM1 what came out:
 *
 *     checksum=<16 hex digits> ticks=<16 hex digits of TSC ticks>
 *
 * On a machine whose TSC counts instructions (subpage; QEMU with -icount shift=0) the ticks are the kernel's instructions.
 * Ends the machine through the debug-exit port 0xf4 (QEMU, subpage) or Bochs' port 0x8900.
 */
#include <stdint.h>

extern volatile uint64_t iterations;
uint64_t kernel(uint64_t times);

static void out8(uint16_t port, uint8_t value) { __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port)); }

static uint8_t in8(uint16_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

/* Wait for a bit of the line status register: 0x20 room for a byte, 0x40 all sent. */
static void await(uint8_t bit) {
  for (int i = 0; i < 10000000 && (in8(0x3fd) & bit) == 0; i++) continue;
}

static void put(char c) {
  await(0x20);
  out8(0x3f8, (uint8_t)c);
}

static uint64_t tsc(void) {
  uint32_t lo, hi;
  __asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi) : : "memory");
  return (uint64_t)hi << 32 | lo;
}

static void print(const char *text) {
  while (*text != 0) put(*text++);
}

static void print_hex(uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4) put("0123456789abcdef"[value >> shift & 15]);
}

void run(void) {
  out8(0x3fb, 0x80); /* divisor latch: 115,200 baud */
  out8(0x3f8, 1);
  out8(0x3f9, 0);
  out8(0x3fb, 3); /* 8N1 */
  uint64_t from = tsc();
  uint64_t sum = kernel(iterations);
  uint64_t ticks = tsc() - from;
  print("checksum=");
  print_hex(sum);
  print(" ticks=");
  print_hex(ticks);
  print("\n");
  await(0x40);
  out8(0xf4, 0);
  for (const char *s = "Shutdown"; *s != 0; s++) out8(0x8900, (uint8_t)*s);
}
