// The selftest's cases as tests, on every engine.
import { test } from 'node:test';
import { drivers } from '../../../test/support/drivers.ts';
import { CASES, findMissing, runCase } from './cases.ts';

for (const driver of drivers()) {
  for (const each of CASES) {
    const skip = driver.skip || (findMissing(each, driver.engine()) ?? false);
    test(`${driver.name}: ${each.name}`, { skip }, () => runCase(each, driver.engine()));
  }
}
