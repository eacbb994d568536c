/**
 * Numbers for all handlers, and the AssemblyScript that carries them out: run()'s switch for the hot ones
 * (assembly/generated/run.ts), a function each for the other generated ones (generated/cold.ts), and the switch that
 * reaches everything that is not hot (generated/dispatch.ts).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { allHandlers, type Handler } from './instruction-set.ts';
import { storesThatUnwind } from './semantics.ts';
import { expandBranches, HELPERS, SPECIALS } from './specials.ts';

/** First number of the handlers behind which a block goes on, and of those that end it (assembly/decode/format.ts). */
export const COLD_BASE = 1024;
export const COLD_END_BASE = 4096;
/**
 * Past some 1,000 values V8 turns the switch into a chain of compares, and asc needs minutes; docs/engine.md has the
 * measurement. The build fails above this.
 */
export const HOT_LIMIT = 600;

// What a Linux boot executes often enough to be worth a case.
const HOT: readonly RegExp[] = [
  /^(add|or|and|sub|xor|cmp)\.(rr|rm|mr|ri|mi)\.(8|32|64)$/,
  /^(cmp|mov)\.(rm|mi|mr|ri|rr)\.16$/,
  /^(adc|sbb)\.(rr|ri|rm)\.(32|64)$/,
  /^mov\.(rr|rm|mr|ri|mi)\.(8|32|64)$/,
  /^test\.(rr|ri|mi)\.(8|32|64)$/,
  /^(inc|dec|neg|not)\.r\.(32|64)$/,
  /^(inc|dec)\.m\.(32|64)$/,
  /^(shl|shr|sar|rol|ror)\.ri\.(32|64)$/,
  /^(shl|shr|sar)\.rr\.(32|64)$/,
  /^imul2\.(rr|rm)\.(32|64)$/,
  /^imul3\.rri\.(32|64)$/,
  /^mov[sz]x[bw]\.(rr|rm)\.(32|64)$/,
  /^movsxd\.(rr|rm)\.64$/,
  /^lea\.rm\.(32|64)$/,
  /^set[a-z]+\.r\.8$/,
  /^cmov[a-z]+\.(rr|rm)\.(32|64)$/,
];

export interface Numbering {
  readonly hot: ReadonlyMap<string, number>;
  readonly cold: ReadonlyMap<string, number>;
  readonly ends: ReadonlyMap<string, number>;
  numberOf(key: string): number;
}

function isHot(handler: Handler): boolean {
  return handler.text !== undefined && (handler.key in SPECIALS || HOT.some((pattern) => pattern.test(handler.key)));
}

export function numberHandlers(): { numbering: Numbering; handlers: Map<string, Handler> } {
  const handlers = allHandlers();
  for (const [key, text] of Object.entries(HELPERS)) handlers.set(key, { key, text, ends: false });
  const keys = [...handlers.values()];
  const hotKeys = keys.filter((h) => h.key in HELPERS || isHot(h)).map((h) => h.key);
  const endKeys = keys.filter((h) => h.text === undefined && h.ends).map((h) => h.key);
  const coldKeys = keys.map((h) => h.key).filter((key) => !hotKeys.includes(key) && !endKeys.includes(key));
  if (hotKeys.length > HOT_LIMIT) throw new Error(`${hotKeys.length} hot handlers: more than ${HOT_LIMIT}`);
  const map = (list: readonly string[], base: number) => new Map(list.map((key, i) => [key, base + i]));
  const hot = map(hotKeys, 0);
  const cold = map(['eaLegacy', 'eaAbsolute', 'ea32', 'raiseUd', 'raiseGp', ...coldKeys], COLD_BASE);
  const ends = map(endKeys, COLD_END_BASE);
  const numbering: Numbering = {
    hot,
    cold,
    ends,
    numberOf(key) {
      const number = hot.get(key) ?? cold.get(key) ?? ends.get(key);
      if (number === undefined) throw new Error(`no handler ${key}`);
      return number;
    },
  };
  return { numbering, handlers };
}

/** TypeScript identifiers of generated functions: `add.mr.16` becomes `add_mr_16`. */
const identifier = (key: string) => key.replaceAll('.', '_');

const HEADER = '// Written by gen/ from src/spec/x86/ and gen/semantics.ts. Do not edit: run `npm run gen`.\n';

/** Imports of the names that `text` uses out of the modules below assembly/ (paths relative to generated/). */
function importsFor(text: string): string {
  const used = new Set(text.match(/\b[A-Za-z_][A-Za-z0-9_]*\b/g));
  const lines: string[] = [];
  for (const module of handwrittenModules()) {
    const names = exportsOf(module).filter((name) => used.has(name));
    if (names.length > 0) lines.push(`import { ${names.join(', ')} } from '../${module}';`);
  }
  return lines.join('\n') + '\n';
}

let modules: string[] | undefined;
function handwrittenModules(): string[] {
  modules ??= ['generated/layout', 'state', 'exec', 'mem', 'decode']
    .flatMap((entry) => {
      if (entry === 'state' || entry.includes('/')) return [entry];
      return readdirSync(`assembly/${entry}`)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${entry}/${file.slice(0, -3)}`);
    })
    .concat(generatedFamilies());
  return modules;
}

/** Generated files with handlers of one family (written by their own generator). */
function generatedFamilies(): string[] {
  return readdirSync('assembly/generated')
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((file) => !['layout', 'run', 'cold', 'dispatch', 'tables'].includes(file))
    .map((file) => `generated/${file}`);
}

const exportCache = new Map<string, string[]>();
function exportsOf(module: string): string[] {
  let names = exportCache.get(module);
  if (names === undefined) {
    const source = readFileSync(`assembly/${module}.ts`, 'utf8');
    names = [...source.matchAll(/^export (?:function|const|let) ([A-Za-z0-9_]+)/gm)].map((m) => m[1] ?? '');
    exportCache.set(module, names);
  }
  return names;
}

export function generateRun(): string {
  const { numbering, handlers } = numberHandlers();
  const cases = [...numbering.hot].map(
    ([key, number]) => `        case ${number}: { // ${key}\n      ${expandBranches(handlers.get(key)?.text ?? '')}\n`,
  );
  // A body that ends the block leaves by `break`; every other goes on with the next operation.
  const body = cases
    .map((text) => (/break;\s*$/.test(text) ? `${text}        }\n` : `${text}      pc += OP_SIZE; continue; }\n`))
    .join('');
  const text = `
/**
 * Runs blocks until something needs the outer loop's attention or the budget is spent; \`first\` is the block to start with.
 * One switch, one br_table: nothing else in the core is as hot as this.
 */
export function runBlocks(first: usize): void {
  let block: usize = first;
  let pc: usize = 0;
  while (true) {
    const n: i32 = load<i32>(block, B_COUNT);
    if (cnt < n) { store<u64>(RIP, load<u64>(block, B_RIP)); return; }
    setCount(cnt - n);
    setCurrentBlock(block);
    pc = block + B_OPS;
    while (true) {
      const id: u32 = <u32>load<u16>(pc);
      switch (id) {
${body}        default: {
          if (id >= COLD_END_BASE) {
            store<u64>(RIP, load<u64>(pc, TERM_NEXT));
            dispatchEnd(pc, id);
            return;
          }
          if (id == RESYNC) { resync(pc); return; }
          dispatchCold(pc, id);
          pc += OP_SIZE;
          continue;
        }
      }
      break;
    }
  }
}
`;
  const dispatchImports = "import { dispatchCold, dispatchEnd } from './dispatch';\n";
  return (
    HEADER + importsFor(text.replaceAll('dispatchCold', '').replaceAll('dispatchEnd', '')) + dispatchImports + text
  );
}

export function generateCold(): string {
  const { numbering, handlers } = numberHandlers();
  const functions: string[] = [];
  for (const key of numbering.cold.keys()) {
    const text = handlers.get(key)?.text;
    if (text !== undefined)
      functions.push(`export function ${identifier(key)}(pc: usize): void {\n  ${storesThatUnwind(text)}\n}\n`);
  }
  const text = functions.join('');
  return HEADER + importsFor(text) + text;
}

export function generateDispatch(): string {
  const { numbering, handlers } = numberHandlers();
  const table = (name: string, numbers: ReadonlyMap<string, number>, comment: string) =>
    `/** ${comment} */\nexport function ${name}(pc: usize, id: u32): void {\n  switch (id) {\n${[...numbers]
      .map(([key, number]) => `    case ${number}: ${identifier(key)}(pc); return;\n`)
      .join('')}    default: unreachable();\n  }\n}\n`;
  const text =
    table('dispatchCold', numbering.cold, 'Handlers behind which the block goes on.') +
    table('dispatchEnd', numbering.ends, 'Handlers that end a block; RIP is already the next instruction.');
  const cold = [...numbering.cold.keys()].filter((key) => handlers.get(key)?.text !== undefined).map(identifier);
  return `${HEADER}${importsFor(text)}import { ${cold.join(', ')} } from './cold';\n${text}`;
}
