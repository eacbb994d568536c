import { SSE_ROWS } from '../src/spec/x86/sse.ts';
import { ELEMENT_OPERATIONS, ELEMENT_TERMS, LANES, SHIFTS } from '../src/spec/x86/sse-lanes.ts';

/** A handler's text and what it needs from elsewhere. */
interface Handler {
  readonly name: string;
  readonly body: readonly string[];
}

/** Where a name used in generated code is imported from. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  '../exec/operand': ['dstMmx', 'dstXmm', 'imm'],
  '../exec/sse-arith': [
    ...['beginSimd', 'endSimd'],
    ...Object.keys(ELEMENT_OPERATIONS).flatMap((operation) => [`${operation}32`, `${operation}64`]),
  ],
  '../exec/sse-lanes': [
    ...['evenDwords', 'evenPairs', 'evenWords', 'joined', 'multiplyAddBytes', 'multiplyHighRounded'],
    ...['multiplyHighSigned', 'multiplyHighUnsigned', 'oddPairs', 'oddWords', 'shiftBytesLeft', 'shiftBytesRight'],
    ...['sumOfDifferences', 'unpackHighBytes', 'unpackHighDwords', 'unpackHighWords', 'unpackLowBytes'],
    ...['unpackLowDwords', 'unpackLowWords', 'upperHalf'],
  ],
  '../exec/sse-operand': [
    ...['checkMmx', 'checkSse', 'putMmx', 'shiftCount', 'source128', 'source32', 'source64', 'sourceMmx'],
    ...['sourceMmx32', 'widened'],
  ],
};

/** Integer lanes: first operand and second operand in, first operand out. */
function lanesHandler(name: string, operands: string): Handler | undefined {
  const isMmx = name.endsWith('Mmx');
  const lanes = LANES[isMmx ? name.slice(0, -3) : name];
  if (lanes === undefined) return undefined;
  if (isMmx) {
    const expression = typeof lanes === 'string' ? lanes : lanes.mmx;
    return {
      name,
      body: [
        'checkMmx(pc);',
        `const b = widened(${operands.endsWith('Qd') ? 'sourceMmx32' : 'sourceMmx'}(pc));`,
        'const d = dstMmx(pc);',
        ...(/\ba\b/.test(expression) ? ['const a = v128.load64_zero(d);'] : []),
        `putMmx(d, <u64>i64x2.extract_lane(${expression}, 0));`,
      ],
    };
  }
  const expression = typeof lanes === 'string' ? lanes : lanes.xmm;
  return {
    name,
    body: [
      'checkSse(pc);',
      'const b = v128.load(source128(pc));',
      'const d = dstXmm(pc);',
      ...(/\ba\b/.test(expression) ? ['const a = v128.load(d);'] : []),
      `v128.store(d, ${expression});`,
    ],
  };
}

/** Shifts by the second operand's low 64 bits or by an immediate. */
function shiftHandler(name: string): Handler | undefined {
  const isImmediate = name.endsWith('Imm');
  const isMmx = name.includes('Mmx');
  const expression = SHIFTS[name.replace(/Imm$/, '').replace(/Mmx$/, '')];
  if (expression === undefined) return undefined;
  const count = isImmediate
    ? '<i32>imm(pc) & 0xff'
    : `shiftCount(${isMmx ? 'sourceMmx(pc)' : 'load<u64>(source128(pc))'})`;
  return {
    name,
    body: [
      isMmx ? 'checkMmx(pc);' : 'checkSse(pc);',
      `const n = ${count};`,
      `const d = ${isMmx ? 'dstMmx' : 'dstXmm'}(pc);`,
      `const a = ${isMmx ? 'v128.load64_zero(d)' : 'v128.load(d)'};`,
      isMmx ? `putMmx(d, <u64>i64x2.extract_lane(${expression}, 0));` : `v128.store(d, ${expression});`,
    ],
  };
}

/** Floating point, element by element; nothing is written before the exceptions of all elements are known. */
function elementHandler(name: string): Handler | undefined {
  const form = name.slice(-2);
  const width = form.endsWith('s') ? 32 : 64;
  const type = `u${width}`;
  const isScalar = form.startsWith('s');
  let terms = ELEMENT_TERMS[name];
  if (terms === undefined) {
    const operation = name.slice(0, -2);
    if (!/^[ps][sd]$/.test(form) || ELEMENT_OPERATIONS[operation] === undefined) return undefined;
    const count = isScalar ? 1 : 128 / width;
    terms = Array.from({ length: count }, (_, i) => `${operation} d${i} s${i}`);
  }
  const read = (operand: string): string => {
    if (isScalar && operand === 's0') return 's';
    const offset = Number(operand.slice(1)) * (width / 8);
    return `load<${type}>(${operand[0]}${offset > 0 ? `, ${offset}` : ''})`;
  };
  const results = terms.map((term, i) => {
    const [operation = '', first = '', second = ''] = term.split(' ');
    const kind = ELEMENT_OPERATIONS[operation];
    const inputs = kind === 'unary' ? [read(second)] : [read(first), read(second)];
    if (kind === 'compare') inputs.push('predicate');
    return `const r${i} = ${operation}${width}(${inputs.join(', ')});`;
  });
  const isCompare = results.some((line) => line.includes('predicate'));
  return {
    name,
    body: [
      'checkSse(pc);',
      `const s = ${isScalar ? `source${width}` : 'source128'}(pc);`,
      'const d = dstXmm(pc);',
      ...(isCompare ? ['const predicate = <u32>imm(pc);'] : []),
      'beginSimd();',
      ...results,
      'endSimd(pc);',
      ...terms.map((_, i) => `store<${type}>(d, r${i}${i > 0 ? `, ${(i * width) / 8}` : ''});`),
    ],
  };
}

/** assembly/generated/sse.ts: the handlers of rows in src/spec/x86/sse.ts whose names src/spec/x86/sse-lanes.ts explains. */
export function generateSse(): string {
  const handlers = new Map<string, Handler>();
  for (const { rows } of SSE_ROWS) {
    for (const [, name, operands] of rows) {
      const handler = lanesHandler(name, operands) ?? shiftHandler(name) ?? elementHandler(name);
      if (handler !== undefined) handlers.set(name, handler);
    }
  }
  const functions = [...handlers.values()].map(
    ({ name, body }) => `export function ${name}(pc: usize): void {\n${body.map((line) => `  ${line}\n`).join('')}}\n`,
  );
  const code = functions.join('\n');
  const imports = Object.entries(MODULES).map(([module, names]) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    return `import { ${used.join(', ')} } from '${module}';\n`;
  });
  const header =
    '// Written by gen/ from src/spec/x86/sse.ts and src/spec/x86/sse-lanes.ts. Do not edit: run `npm run gen`.\n';
  return `${header}${imports.join('')}\n${code}`;
}
