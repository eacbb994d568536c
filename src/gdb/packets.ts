/**
 * Packets of gdb's remote serial protocol: `$data#checksum`, acknowledged with + or -, and the byte 0x03 for an interruption.
 * "Debugging with GDB", appendix "GDB Remote Serial Protocol", sections "Overview" and "Packet Acknowledgment".
 */

/** What comes in, piece by piece. */
export type Received =
  /** A whole packet with its checksum right, escapes resolved. */
  | { readonly kind: 'packet'; readonly data: Uint8Array }
  /** A packet whose checksum is wrong, or that is longer than any may be: to be sent again. */
  | { readonly kind: 'damaged' }
  /** The other side wants the last packet again. */
  | { readonly kind: 'repeat' }
  /** The guest is to stop. */
  | { readonly kind: 'interrupt' }
  /** Something that no debugger sends: a browser that a web page has sent here, say. */
  | { readonly kind: 'noise' };

const PACKET = 0x24; // $
const END = 0x23; // #
const ESCAPE = 0x7d; // }
const ACKNOWLEDGMENT = 0x2b; // +
const REPEAT = 0x2d; // -
const RUN = 0x2a; // *, a run of characters: only in what we send, so never in what we get
const INTERRUPT = 3;
/** An escaped byte is sent with this bit flipped. */
const ESCAPED = 0x20;

/** Longest packet that is taken, bytes on the wire; gdb is told (`PacketSize`). */
export const PACKET_SIZE = 0x4000;

/** Cuts a stream of bytes into packets. Never throws, and never keeps more than one packet. */
export class PacketReader {
  readonly #data = new Uint8Array(PACKET_SIZE);
  #length = 0;
  #checksum = 0;
  #sent = 0;
  #state: 'between' | 'data' | 'escaped' | 'checksum 1' | 'checksum 2' = 'between';
  #isTooLong = false;

  /** @returns what the bytes complete, in order */
  push(bytes: Uint8Array): Received[] {
    const received: Received[] = [];
    for (const byte of bytes) {
      const one = this.#take(byte);
      if (one !== undefined) received.push(one);
    }
    return received;
  }

  #take(byte: number): Received | undefined {
    switch (this.#state) {
      case 'between':
        if (byte === PACKET) this.#begin();
        else if (byte === INTERRUPT) return { kind: 'interrupt' };
        else if (byte === REPEAT) return { kind: 'repeat' };
        return byte === ACKNOWLEDGMENT || byte === PACKET ? undefined : { kind: 'noise' };
      case 'data':
      case 'escaped':
        if (byte === PACKET)
          this.#begin(); // the one before was cut off
        else if (byte === END) this.#state = 'checksum 1';
        else this.#add(byte);
        return undefined;
      case 'checksum 1':
        this.#sent = hexDigit(byte) << 4;
        this.#state = 'checksum 2';
        return undefined;
      case 'checksum 2': {
        this.#state = 'between';
        const isRight = (this.#sent | hexDigit(byte)) === this.#checksum && !this.#isTooLong;
        return isRight ? { kind: 'packet', data: this.#data.slice(0, this.#length) } : { kind: 'damaged' };
      }
    }
  }

  #begin(): void {
    this.#state = 'data';
    this.#length = 0;
    this.#checksum = 0;
    this.#isTooLong = false;
  }

  #add(byte: number): void {
    this.#checksum = (this.#checksum + byte) & 0xff;
    if (this.#state === 'data' && byte === ESCAPE) {
      this.#state = 'escaped';
      return;
    }
    const value = this.#state === 'escaped' ? byte ^ ESCAPED : byte;
    this.#state = 'data';
    if (this.#length === PACKET_SIZE) this.#isTooLong = true;
    else this.#data[this.#length++] = value;
  }
}

/** -1 for what is no digit, which no checksum equals. */
function hexDigit(byte: number): number {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? -1 : digit;
}

/**
 * A packet as it goes over the wire.
 * @param data text of one byte a character, or bytes
 * @example writePacket('OK'); // $OK#9a
 */
export function writePacket(data: string | Uint8Array): Uint8Array {
  const bytes = typeof data === 'string' ? bytesOf(data) : data;
  const wire: number[] = [PACKET];
  let checksum = 0;
  const add = (byte: number): void => {
    wire.push(byte);
    checksum = (checksum + byte) & 0xff;
  };
  for (const byte of bytes) {
    if (byte === PACKET || byte === END || byte === ESCAPE || byte === RUN) {
      add(ESCAPE);
      add(byte ^ ESCAPED);
    } else add(byte);
  }
  const digits = checksum.toString(16).padStart(2, '0');
  wire.push(END, digits.charCodeAt(0), digits.charCodeAt(1));
  return Uint8Array.from(wire);
}

/** The bytes of a text of one byte a character. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** @returns the text of one byte a character */
export function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** @returns undefined for anything but pairs of hexadecimal digits */
export function bytesOfHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
