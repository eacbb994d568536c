import { Random } from '../test/support/random.ts';

/** How many functions there are: about 300 KB of code, far more than an instruction cache holds. */
const FUNCTIONS = 1800;
/** 4-byte cells that the functions work on. */
const CELLS = 4096;

/**
 * C source of the cold kernel: many small functions that differ, called at random through a table of pointers. What an
 * engine spends here is decoding, translating and finding code, as in the broad parts of a kernel's boot.
 * The same source every time.
 */
export function coldSource(): string {
  const random = new Random(20261122);
  const lines = [
    '#include <stdint.h>',
    'typedef uint32_t u32;',
    'typedef uint64_t u64;',
    `static u32 cells[${CELLS}];`,
  ];
  for (let i = 0; i < FUNCTIONS; i++) {
    lines.push(`static u64 __attribute__((noinline)) f${i}(u64 a, u64 b) {`);
    const statements = random.between(7, 16);
    for (let k = 0; k < statements; k++) lines.push(`  ${statement(random)}`);
    lines.push('  return a ^ b;', '}');
  }
  const names = Array.from({ length: FUNCTIONS }, (_, i) => `f${i}`);
  lines.push(
    `static u64 (*const table[${FUNCTIONS}])(u64, u64) = {${names.join(', ')}};`,
    'u64 kernel(u64 times) {',
    '  u64 state = 88172645463325252u, sum = 1;',
    '  while (times-- > 0) {',
    '    state ^= state << 13, state ^= state >> 7, state ^= state << 17;',
    `    sum = sum * 3 + table[(u32)(state >> 32) % ${FUNCTIONS}](state, sum);`,
    '  }',
    '  return sum;',
    '}',
  );
  return lines.join('\n') + '\n';
}

function statement(random: Random): string {
  const [x, y] = random.oneIn(2) ? ['a', 'b'] : ['b', 'a'];
  const cell = `cells[(${x} >> ${random.below(40)}) & ${CELLS - 1}]`;
  const constant = random.u32();
  switch (random.below(10)) {
    case 0:
      return `${x} += ${y} * ${constant}u;`;
    case 1:
      return `${x} ^= ${y} >> ${random.between(1, 40)};`;
    case 2:
      return `${cell} += (u32)${y};`;
    case 3:
      return `${x} += ${cell};`;
    case 4:
      return `if ((${x} & ${1 << random.below(12)}) != 0) ${y} -= ${constant}u; else ${y} ^= ${constant}u;`;
    case 5:
      return `${x} = (u32)${x} < ${constant}u ? ${x} + ${random.below(1000)} : ${y} - ${x};`;
    case 6:
      return `${x} = ${x} << ${random.between(1, 31)} | ${x} >> ${random.between(33, 63)};`;
    case 7:
      return `${cell} = (u32)(${y} - ${constant}u);`;
    case 8:
      return `${x} = (u64)(unsigned char)${y} + (${x} ^ ${constant}u);`;
    default:
      return `${x} -= ${y} & ${constant}u;`;
  }
}
