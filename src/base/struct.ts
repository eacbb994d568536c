/** C structs as data: names, offsets and sizes in sight, so that a test can hold them against a compiler. */

/** A member: where it begins, and how many bytes it has. */
export interface Field {
  readonly offset: number;
  readonly size: number;
}

export const u8 = (offset: number): Field => ({ offset, size: 1 });
export const u16 = (offset: number): Field => ({ offset, size: 2 });
export const u32 = (offset: number): Field => ({ offset, size: 4 });
export const u64 = (offset: number): Field => ({ offset, size: 8 });
/** An array, an embedded struct or padding. */
export const bytes = (offset: number, size: number): Field => ({ offset, size });

/** A struct: its C name, its size in bytes, and the offset of each member. */
export interface StructLayout<Name extends string = string> {
  readonly name: string;
  readonly size: number;
  readonly fields: Readonly<Record<Name, Field>>;
  /** Offsets by member. */
  readonly at: Readonly<Record<Name, number>>;
}

/**
 * Describe a struct.
 * @throws Error when a member lies outside the struct: a mistake in our own tables, found when the module is loaded
 * @example const Point = struct('point', 8, { x: u32(0), y: u32(4) }); view.getUint32(Point.at.y, true);
 */
export function struct<Name extends string>(
  name: string,
  size: number,
  fields: Record<Name, Field>,
): StructLayout<Name> {
  const at = {} as Record<Name, number>;
  for (const key of Object.keys(fields) as Name[]) {
    const field = fields[key];
    if (field.offset + field.size > size) throw new Error(`struct ${name}: ${key} ends behind byte ${size}`);
    at[key] = field.offset;
  }
  return { name, size, fields, at };
}
