// A short report: a line a file, every failure in full, and every skipped test with its reason, since a test that did
// not run is something to know.
export default async function* report(source) {
  const files = new Map();
  const skipped = new Map();
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type === 'test:pass' || type === 'test:fail') {
      if (data.details?.type === 'suite') continue;
      const file = data.file ?? 'tests';
      const count = files.get(file) ?? { passed: 0, failed: 0, skipped: 0 };
      files.set(file, count);
      if (data.skip !== undefined) {
        count.skipped++;
        const reason = data.skip === true || data.skip === '' ? 'no reason given' : data.skip;
        skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
      } else if (type === 'test:pass') {
        count.passed++;
        passed++;
      } else {
        count.failed++;
        failed++;
        const error = data.details?.error;
        const cause = error?.cause ?? error;
        yield `\nFAILED ${short(file)}: ${data.name}\n${cause?.stack ?? cause?.message ?? String(cause)}\n`;
      }
    } else if (type === 'test:stderr' || (type === 'test:stdout' && /seed/i.test(data.message))) {
      yield data.message;
    }
  }
  yield '\n';
  for (const [file, count] of [...files].sort()) {
    const extra = `${count.failed > 0 ? `, ${count.failed} FAILED` : ''}${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`;
    yield `${short(file)}: ${count.passed} passed${extra}\n`;
  }
  for (const [reason, count] of skipped) yield `skipped ${count}: ${reason}\n`;
  yield `\n${passed} passed, ${failed} failed, ${[...skipped.values()].reduce((a, b) => a + b, 0)} skipped\n`;
}
const short = (file) => file.replace(/^.*?[/\\]dist[/\\]/, '');
