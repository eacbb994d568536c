/** `--gdb`: where a debugger connects. */
import { createServer, type Server, type Socket } from 'node:net';
import { HvError } from '../base/error.ts';
import type { GdbStub } from '../gdb/stub.ts';
import type { VmStop } from '../vm/stop.ts';
import type { RunOptions } from '../vm/vm.ts';

/** Where to listen: a TCP port of this machine only, or a file for a socket that only this user may open. */
export type GdbAddress = { readonly port: number } | { readonly path: string };

/** @throws HvError `invalid-argument` */
export function parseGdbAddress(text: string): GdbAddress {
  if (!/^\d+$/.test(text)) {
    if (text === '') throw new HvError('invalid-argument', '--gdb: expected a port or a path, got nothing');
    return { path: text };
  }
  const port = Number(text);
  if (port > 65_535) throw new HvError('invalid-argument', `--gdb: expected a port from 0 to 65535, got ${text}`);
  return { port };
}

/**
 * Run a VM that waits for a debugger before it begins.
 * @param place.deadline when the run ends, by performance.now(): also while the guest stands still for the debugger
 * @param place.say told where the debugger can connect
 * @throws HvError `io`
 */
export async function runForGdb(
  stub: GdbStub,
  options: RunOptions,
  place: { readonly address: GdbAddress; readonly deadline: number; readonly say: (line: string) => void },
): Promise<VmStop> {
  const listener = await listenForGdb(place.address, stub);
  let isTimeUp = false;
  const end = (): void => {
    isTimeUp = true;
    stub.stop();
  };
  const left = place.deadline - performance.now();
  const timer = left === Infinity ? undefined : setTimeout(end, Math.max(0, left));
  try {
    place.say(`subpage: waiting for a debugger: gdb -ex 'target remote ${listener.target}'`);
    const stop = await stub.run({ ...options, waitForDebugger: true });
    return isTimeUp && stop.kind === 'requested' ? { kind: 'time-limit' } : stop;
  } finally {
    clearTimeout(timer);
    listener.close();
  }
}

/** An open place for debuggers. */
interface GdbListener {
  /** What to write behind gdb's `target remote`. */
  readonly target: string;
  close(): void;
}

/**
 * Let debuggers come to a stub, one at a time. Whoever can connect owns the guest, so it is this machine only.
 * @param address port 0: any that is free
 * @throws HvError `io` when the place cannot be had
 */
async function listenForGdb(address: GdbAddress, stub: GdbStub): Promise<GdbListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const peer = stub.attach({
      send: (bytes) => void socket.write(bytes),
      close: () => void socket.end(),
    });
    socket.on('data', (bytes) => peer.receive(bytes));
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => {
      sockets.delete(socket);
      peer.closed();
    });
  });
  await open(server, address);
  const place = server.address();
  return {
    target: typeof place === 'object' && place !== null ? `:${place.port}` : String(place),
    close() {
      server.close();
      for (const socket of sockets) socket.end();
    },
  };
}

function open(server: Server, address: GdbAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      const where = 'port' in address ? `port ${address.port}` : address.path;
      reject(new HvError('io', `--gdb: cannot listen on ${where}: ${cause.code ?? cause.message}`, { cause }));
    };
    server.once('error', fail);
    const done = (): void => {
      server.off('error', fail);
      resolve();
    };
    if ('port' in address) server.listen(address.port, '127.0.0.1', done);
    else listenOnFile(server, address.path, done);
  });
}

/** The file is made so that nobody else may open it, not changed to be so afterwards. */
function listenOnFile(server: Server, path: string, done: () => void): void {
  const before = process.umask(0o177);
  try {
    server.listen({ path }, done);
  } finally {
    process.umask(before);
  }
}
