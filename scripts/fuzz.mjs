// Random tests for as long as wanted: rounds of test/fuzz and the lockstep sequences, each with seeds of its own, until the time is
// up or one fails. Failures print their seed. `npm run fuzz -- [--minutes 10] [--effort 10] [PATTERN]`
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

function read() {
  try {
    return parseArgs({
      options: { minutes: { type: 'string', default: '10' }, effort: { type: 'string', default: '10' } },
      allowPositionals: true,
    });
  } catch {
    return undefined;
  }
}

const { values, positionals } = read() ?? { values: {}, positionals: [] };
const [minutes, effort] = [Number(values.minutes), Number(values.effort)];
if (!(minutes > 0) || !(effort >= 1)) {
  console.error(
    'fuzz: expected --minutes above 0, --effort from 1 (times the runs of a test) and a pattern of file names',
  );
  process.exit(2);
}
const pattern = positionals[0] ?? 'test.(fuzz|diff.(lockstep|sse.test))';
const end = Date.now() + minutes * 60_000;
for (let round = 1; Date.now() < end; round++) {
  console.log(`fuzz: round ${round}, ${((end - Date.now()) / 60_000).toFixed(1)} minutes left`);
  const { status } = spawnSync(process.execPath, ['scripts/test.mjs', pattern], {
    stdio: 'inherit',
    env: { ...process.env, SUBPAGE_EFFORT: String(effort) },
  });
  if (status !== 0) process.exit(status ?? 1);
}
