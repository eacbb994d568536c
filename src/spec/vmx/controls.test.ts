import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEntryFailure } from './controls.ts';

// biome-ignore format: a table
const CASES = [
  // eptp       spptp         controls      width  what it is about
  [0x101e,      0x5000,       0x0080_0002,  46,    undefined],
  [0x105e,      0x5000,       0x0080_0002,  46,    undefined],
  [0x1018,      0,            0x0000_0002,  46,    undefined],
  [0,           0,            0x0000_0000,  46,    undefined],
  [0,           0x5000,       0x0080_0000,  46,    /without EPT/],
  [0x101e,      0x5008,       0x0080_0002,  46,    /SPPTP bits 11:0/],
  [0x101e,      2 ** 46,      0x0080_0002,  46,    /SPPTP .* width/],
  [0x101e,      2 ** 45,      0x0080_0002,  46,    undefined],
  [0x101e,      1,            0x0000_0002,  46,    undefined],
  [0x101c,      0x5000,       0x0080_0002,  46,    /memory type/],
  [0x1026,      0x5000,       0x0080_0002,  46,    /page-walk length/],
  [0x109e,      0x5000,       0x0080_0002,  46,    /reserved/],
  [2 ** 40,     0x5000,       0x0080_0002,  40,    /memory type|page-walk/],
  [2 ** 40 + 0x1e, 0x5000,    0x0080_0002,  40,    /EPTP .* width/],
] as const;

for (const [eptp, spptp, secondaryControls, width, about] of CASES) {
  test(`VM entry: eptp 0x${eptp.toString(16)}, spptp 0x${spptp.toString(16)}, controls 0x${secondaryControls.toString(16)}`, () => {
    const failure = findEntryFailure({ eptp, spptp, secondaryControls }, width);
    if (about === undefined) assert.equal(failure, undefined);
    else assert.match(failure ?? '', about);
  });
}
