/** A debugger of a few lines: sends packets to a stub, and waits for what comes back. */
import { bytesOf, bytesOfHex, PacketReader, textOf, writePacket } from '../../src/gdb/packets.ts';
import type { GdbPeer, GdbStub } from '../../src/gdb/stub.ts';

export class GdbClient {
  readonly #peer: GdbPeer;
  readonly #reader = new PacketReader();
  readonly #received: string[] = [];
  #wake: (() => void) | undefined;
  /** Texts of O packets: what the stub has to say. */
  readonly said: string[] = [];
  isClosed = false;
  /** Acknowledgments that came, `+` and `-`. */
  acknowledgments = '';

  constructor(stub: GdbStub) {
    this.#peer = stub.attach({
      send: (bytes) => this.#take(bytes),
      close: () => {
        this.isClosed = true;
        this.#wake?.();
      },
    });
  }

  /** Send a packet, and wait for its answer. */
  ask(packet: string): Promise<string> {
    this.send(packet);
    return this.next();
  }
  send(packet: string): void {
    this.#peer.receive(writePacket(packet));
  }
  /** Bytes as they are. */
  sendRaw(bytes: Uint8Array): void {
    this.#peer.receive(bytes);
  }
  /** Ctrl-C. */
  interrupt(): void {
    this.#peer.receive(Uint8Array.of(3));
  }
  /** The connection breaks. */
  hangUp(): void {
    this.#peer.closed();
  }

  /** The next packet that is no O packet; `(closed)` when the stub has closed the connection. */
  async next(): Promise<string> {
    for (;;) {
      const packet = this.#received.shift();
      if (packet !== undefined) return packet;
      if (this.isClosed) return '(closed)';
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
  /** Packets that have come and that nobody has asked for. */
  get pending(): readonly string[] {
    return this.#received;
  }

  async monitor(command: string): Promise<string> {
    const before = this.said.length;
    const hex = [...bytesOf(command)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const answer = await this.ask(`qRcmd,${hex}`);
    return answer === 'OK' ? this.said.slice(before).join('') : answer;
  }

  #take(bytes: Uint8Array): void {
    if (bytes.length === 1) {
      this.acknowledgments += String.fromCharCode(bytes[0] as number);
      return;
    }
    for (const received of this.#reader.push(bytes)) {
      if (received.kind !== 'packet') throw new Error(`the stub sent something ${received.kind}`);
      const text = textOf(received.data);
      const spoken = text.startsWith('O') && text !== 'OK' ? bytesOfHex(text.slice(1)) : undefined;
      if (spoken !== undefined) this.said.push(new TextDecoder().decode(spoken));
      else this.#received.push(text);
    }
    this.#wake?.();
  }
}
