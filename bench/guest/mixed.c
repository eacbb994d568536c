/* k4: what compiled programs do. Sorting, CRC, a hash table, strings, a byte-code machine, a matrix, long arithmetic. */
#include <stdint.h>

typedef uint32_t u32;
typedef uint64_t u64;
#define NOINLINE __attribute__((noinline))

static u64 state = 0x853c49e6748fea9b;
static u32 next(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (u32)(state >> 33);
}

/* Sorting */
#define SORTED 2000
static u32 numbers[SORTED];
static void NOINLINE quicksort(u32 *from, u32 *to) {
  while (to - from > 1) {
    u32 pivot = from[(to - from - 1) / 2], *i = from - 1, *j = to;
    for (;;) {
      do i++;
      while (*i < pivot);
      do j--;
      while (*j > pivot);
      if (i >= j) break;
      u32 t = *i;
      *i = *j;
      *j = t;
    }
    u32 *middle = j + 1;
    if (middle - from < to - middle) {
      quicksort(from, middle);
      from = middle;
    } else {
      quicksort(middle, to);
      to = middle;
    }
  }
}
static u64 NOINLINE sort(void) {
  for (int i = 0; i < SORTED; i++) numbers[i] = next();
  quicksort(numbers, numbers + SORTED);
  u64 sum = 0;
  for (u32 i = 0; i < SORTED; i++) sum = sum * 31 + numbers[i];
  return sum;
}

/* CRC-32 by table */
static u32 crc_table[256];
static unsigned char text[4096];
static u64 NOINLINE crc(void) {
  if (crc_table[1] == 0) {
    for (u32 n = 0; n < 256; n++) {
      u32 c = n;
      for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ c >> 1 : c >> 1;
      crc_table[n] = c;
    }
  }
  for (u32 i = 0; i < sizeof text; i += 4) *(u32 *)(text + i) = next();
  u32 value = 0xffffffff;
  for (int round = 0; round < 4; round++)
    for (u32 i = 0; i < sizeof text; i++) value = crc_table[(value ^ text[i]) & 255] ^ value >> 8;
  return value;
}

/* A hash table with chains */
#define SLOTS 512
struct node {
  struct node *next;
  u32 key, count;
};
static struct node *slots[SLOTS], nodes[2048];
static u64 NOINLINE hash(void) {
  u32 used = 0;
  u64 sum = 0;
  for (u32 i = 0; i < SLOTS; i++) slots[i] = 0;
  for (u32 i = 0; i < 6000; i++) {
    u32 key = next() % 3000, slot = key * 2654435761u >> 23;
    struct node *n = slots[slot];
    while (n != 0 && n->key != key) n = n->next;
    if (n == 0 && used < 2048) {
      n = &nodes[used++];
      n->key = key;
      n->count = 0;
      n->next = slots[slot];
      slots[slot] = n;
    }
    if (n != 0) sum += ++n->count * key;
  }
  return sum;
}

/* Strings: which of many words equal each other */
static char words[64][24];
static int NOINLINE compare(const char *a, const char *b) {
  while (*a != 0 && *a == *b) a++, b++;
  return (unsigned char)*a - (unsigned char)*b;
}
static u64 NOINLINE strings(void) {
  for (int i = 0; i < 64; i++) {
    int length = 4 + (int)(next() % 16);
    for (int k = 0; k < length; k++) words[i][k] = k < 4 ? 'a' : (char)('a' + next() % 3);
    words[i][length] = 0;
  }
  u64 sum = 0;
  for (int i = 0; i < 64; i++)
    for (int k = 0; k < 64; k++) sum = sum * 3 + (u64)(compare(words[i], words[k]) + 128);
  return sum;
}

/* A byte-code machine with a jump table */
enum { ADD, SUB, MUL, XOR, SHIFT, LOAD, STORE, SWAP, LOOP, END };
static u64 NOINLINE interpret(void) {
  static const unsigned char program[] = {LOAD, ADD, MUL, XOR, STORE, SWAP, SHIFT, LOAD, SUB, XOR, STORE, ADD, LOOP, END};
  u32 cells[16] = {1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47};
  u32 a = 1, b = 2, at = 0, left = 3000;
  for (const unsigned char *pc = program;;) {
    switch (*pc++) {
      case ADD: a += b; break;
      case SUB: a -= b * 3; break;
      case MUL: a *= 2654435761u; break;
      case XOR: a ^= b >> 3; break;
      case SHIFT: a = a << 5 | a >> 27; break;
      case LOAD: b = cells[at++ & 15]; break;
      case STORE: cells[a & 15] = a; break;
      case SWAP: { u32 t = a; a = b; b = t; } break;
      case LOOP:
        if (--left > 0) pc = program;
        break;
      default: return a;
    }
  }
}

/* A matrix product and a polynomial modulo a prime with 128-bit products */
static u32 left[24][24], right[24][24], product[24][24];
static u64 NOINLINE matrix(void) {
  for (int i = 0; i < 24; i++)
    for (int k = 0; k < 24; k++) left[i][k] = next(), right[i][k] = next();
  u64 sum = 0;
  for (int i = 0; i < 24; i++)
    for (int k = 0; k < 24; k++) {
      u32 cell = 0;
      for (int m = 0; m < 24; m++) cell += left[i][m] * right[m][k];
      product[i][k] = cell;
      sum = sum * 5 + cell;
    }
  return sum;
}
static u64 NOINLINE polynomial(void) {
  u64 x = state | 1, value = 1;
  for (int i = 0; i < 5000; i++) {
    unsigned __int128 wide = (unsigned __int128)value * x;
    value = (u64)wide ^ (u64)(wide >> 64);
    value += (u64)i;
  }
  return value;
}

u64 kernel(u64 times) {
  u64 sum = 0;
  while (times-- > 0) {
    sum = sum * 7 + sort();
    sum = sum * 7 + crc();
    sum = sum * 7 + hash();
    sum = sum * 7 + strings();
    sum = sum * 7 + interpret();
    sum = sum * 7 + matrix();
    sum = sum * 7 + polynomial();
  }
  return sum;
}
