/**
 * SAMPLE packed by the tools themselves (xz 5.4.1, lz4 1.9.4, gzip 1.12, zstd 1.5.4), so that the decoders are compared
 * with the encoders that kernels are packed with. The sample is 512 bytes out of the bytes that the x86 filter looks at.
 */
export const SAMPLE_SIZE = 512;
export const SAMPLE_CRC32 = 0x83fe_facb;

/** The sample, made anew: a linear congruential generator chooses among eight bytes. */
export function sample(): Uint8Array {
  const alphabet = [0xe8, 0xe9, 0x00, 0xff, 0x0f, 0x10, 0x80, 0x00];
  const bytes = new Uint8Array(SAMPLE_SIZE);
  let state = 1n;
  for (let i = 0; i < SAMPLE_SIZE; i++) {
    state = (state * 1103515245n + 12345n) & 0x7fff_ffffn;
    bytes[i] = alphabet[Number(state >> 16n) & 7]!;
  }
  return bytes;
}

/** By tool and options. */
export const PACKED = {
  /** `xz --check=crc32 --x86 --lzma2=dict=32MiB -c` */
  xzX86: unbase64(
    '/Td6WFoAAAFpIt42AgEEACEBGgAByYCz4AH/AXVdAEBjoAwAvxhgWJIoF3614smosMDy8mQbfBiFzmchyxah2p/bU203vwMU+1szJ6Me' +
      'xG7AGtHwIcUZftWCYHX6ZJLKssyx5epEJDjdw98bMrAQuRaJw5cre3ES3AMY78EnFb6jSZ3TESTLPQGUHF36VyWQHmaYMOpjnsu6rmcI' +
      'fZVVS83Kf6SR+8K83eRb5D+7jjO3X9jdwL998hORaFKHYjtz7oejQqaDL9yw3ZR2dWRI3Ub5xNfkY7GYgeFDp8qb0O2W8ZBF1Flcf+3/' +
      'Ph3DuDIS4mgRg1SNQKTKaU+7Wh1J8NS+OLs9Trp+JbA0VGIVsvTqhGpD1bU7EI2GYNA1MH44OERg9jZ72lCtDWf2++ZWK9zP7wACZeot' +
      '2RC1uTZxpq5HhO8MulWhZxOWusYQuNeY1VXVri6+69MItrzez+r3K6EnquJK2W/N/I9Vx8j/szc/jF0Pfg88DOL1fFzzT53TjJf/7/HF' +
      'dM7DbwrO2lZc1oB/BX0AAAAAy/r+gwABjQOABAAA7LeLzD4wDYsCAAAAAAFZWg==',
  ),
  /** `xz --check=crc64 -c` */
  xzCrc64: unbase64(
    '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AH/AT1dAEBjof+gAH+ELAYLXE22ipG89PQglOkPOLdbsUOclTZXTddQG5GjOft7lFy764Be' +
      'fTL5aCb156ykvJKY+dr5c1Voafn22cDwAfSG3VJo2f/jUXKexGTLRsTMb6LNgkH5+eDnVVphagSaQ4gQZIExYGleB6g8mavlSZNgb9U5' +
      'F+0QlTBLpuuBeRGW4+RpDnW+Jk65y7F1/eBwlUWVfqxtUlHJkD3uWpZrsEJHpg22MesYUQCN/Ky5v13OMx1hwQH8+fnyPN2ZZUVXqA0Y' +
      'WtCFv5mm2TIFh7PLz9zVXJagEnGJAw4aBbCaO77scy9OEvioEDK2RrdIdoBgVksvkAZOwWg79SXbmNG0AtyXFIexWFlAiWM3I0DSRw7W' +
      'MwOU1UvK3ilcCdnz9YUXB9etgaoDmS0NAsHENYA5z5ceKEnkAAAAAH+syUMZ+TQbAAHZAoAEAAC91PRmscRn+wIAAAAABFla',
  ),
  /** `xz --check=crc32 --arm --lzma2 -c` */
  xzArm: unbase64(
    '/Td6WFoAAAFpIt42AgEHACEBFgCj9KGZ4AH/AT1dAEBjof+gAH+ELAYLXE22ipG89PQglOkPOLdbsUOclTZXTddQG5GjOft7lFy764Be' +
      'fTL5aCb156ykvJKY+dr5c1Voafn22cDwAfSG3VJo2f/jUXKexGTLRsTMb6LNgkH5+eDnVVphagSaQ4gQZIExYGleB6g8mavlSZNgb9U5' +
      'F+0QlTBLpuuBeRGW4+RpDnW+Jk65y7F1/eBwlUWVfqxtUlHJkD3uWpZrsEJHpg22MesYUQCN/Ky5v13OMx1hwQH8+fnyPN2ZZUVXqA0Y' +
      'WtCFv5mm2TIFh7PLz9zVXJagEnGJAw4aBbCaO77scy9OEvioEDK2RrdIdoBgVksvkAZOwWg79SXbmNG0AtyXFIexWFlAiWM3I0DSRw7W' +
      'MwOU1UvK3ilcCdnz9YUXB9etgaoDmS0NAsHENYA5z5ceKEnkAAAAAMv6/oMAAdUCgAQAAMYUNhE+MA2LAgAAAAABWVo=',
  ),
  /** `lz4 -l -9 -c` */
  lz4: unbase64(
    'AiFMGN0BAADwLYCA6f///wD/D4AQAA8P6QDpAOmAgAAAAACAAOkA6A/pAID//wAQ6egPDxAAAIAQ/wAA6egP/wCAgADp6SYAUID/6BAQ' +
      'DwDwFg+AgA/pEIAAgOno6P8A6egQ6BDpD/8QAP/o6QD/ABCAAAAQAIANAPAA6YAPAOjpDwCAEOmAAACANACQ6A8Q6A8AD+n/EwAAIwDw' +
      'E/8A/xDp6BAQEBD//xCAgACAgOgPgADp///p6A8A/wDo6OljANAAAP8Q6OnpABAAEOgAyQAwDwDoQgBw/4Do6IAAANMAMOgP/44AAjUA' +
      '8QEQgAAQAAAP6A///w8AgP8PbwDwDwD/6BD/6YCA6Q8A6en/AIAQAP8P6OmA6f8QAA8A6QgBUugQ6RAAxADxARCA6A/oEP8P6Q//AA8A' +
      '/xA4AfAC6enp6OgAAOkPEBD/6AD/EA+lABGA9gAw/wAATwAwgOmAPwEwDxCAYwAAGgCwgA/pDwDo/xAP6P9YAUAAgOgQPgGgEADo/wAP' +
      '/xD//1cB8AGAgOjpgOj/6QDp6IDp6ekABQAh//8xAAAaATAQ6QBGAFAPAADogLYBAs4AABEAgOn/D+npAOgAVgEi6Om1AfAIgIAPEP/o' +
      'D4AQ/+kQ6Q8A6P/oAOjoEOk=',
  ),
  /** `gzip -n -9 -c` */
  gzip: unbase64(
    'H4sIAAAAAAACAyWRixGAMAhD2QBGZtxkCnypenpK0/y667ur653qdnHvFtfyKQbL6ljdw2yuiu8rMHZQe5rJb++2Z2stHaDRuG/q5IIB' +
      'TmD58XbJDZkZbvaoR13tyygQDKE5XHcD+a4axTvEYZMciQIlbEyNgPggDsOtBHUi4TVu/k0oEaKZgdzrJ4fBOTKDMazsuZYhow8qoAc4' +
      '2fYyDD6AN8lYTTpEbCLTS+NWDDsm96WmrtAtmaM8G4ms0BVmwfJEYzVpD8MQH6lTK6m9OvqAgZx5sfIOAq1xhaWrSEuCP00GNAFclVbl' +
      '/9A4Huxh9zxPW2nEH8v6/oMAAgAA',
  ),
  /** `zstd -19 --ultra -c` */
  zstd: unbase64(
    'KLUv/QRoRQYABiAxCvA5ucOP9K+Oc1IsAC0ALQAvRoMb4lx1XrlzPQWzjHejVggJSyer9JNLF+M3+gBjbjWxuf4lzgkcobelFGKKarQY' +
      'PivbHbwrdoTXpi5mo5RezuTSHy+3O8aWC5OW0ibJmF7OLabEWLAVKkg3CN15SQUfiBr6N3dqjEhfE/A3khF6Oi6IZpiycj/M1nOcUhx6' +
      'dMlBic36Acz2usGwEdZAGr/hxvImUY7RFyNx7TGImSbRpy1JTVLj7MRJydqmuDsKkWl9ugC3/TYN',
  ),
} as const;

function unbase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
