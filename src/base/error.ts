/** What went wrong on the host's side. Guest behaviour is never an error: it is an exit. */
export type HvErrorCode =
  /** An argument has the wrong type, size, alignment or range. */
  | 'invalid-argument'
  /** A guest-physical address that no memslot backs. */
  | 'no-memslot'
  /** Two memslots would overlap, or a slot would not fit. */
  | 'memslot-conflict'
  /** The engine or host cannot provide that much memory. */
  | 'out-of-memory'
  /** A kernel, initrd or other input file that cannot be used. */
  | 'bad-image'
  /** A symbol, member or guard specification that cannot be resolved. */
  | 'bad-guard'
  /** A policy that cannot be read, or contradicts itself; one line for each problem. */
  | 'bad-policy'
  /** The engine does not offer what was asked for. */
  | 'unsupported'
  /** The call does not fit the object's state (a disposed VM, a running vCPU). */
  | 'bad-state'
  /** Reading or writing a file failed. */
  | 'io';

/**
 * The one error class of subpage.
 *
 * The message reads `function: expected X, got Y` and is fit to be shown to a person as it stands.
 * @example throw new HvError('no-memslot', `setSubPageAccess: expected a memslot at gfn 0x${gfn.toString(16)}`);
 */
export class HvError extends Error {
  override readonly name = 'HvError';
  readonly code: HvErrorCode;
  constructor(code: HvErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Marks a branch that the types prove impossible: `default: return unreachable(exit)`. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
