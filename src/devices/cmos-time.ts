/**
 * Calendar of the CMOS clock: seconds since 1970 (UTC) to the clock's registers and back.
 * Registers: 0 seconds, 2 minutes, 4 hours, 6 day of week (1 is Sunday), 7 day, 8 month, 9 year, 0x32 century;
 * 1, 3 and 5 hold the alarm.
 */

/** Register B: 24-hour clock, binary instead of BCD. */
export const CMOS_B_24_HOURS = 0x02;
export const CMOS_B_BINARY = 0x04;
/** Register of the century, as the FADT of this board says. */
export const CMOS_CENTURY = 0x32;
/** Hours register, afternoon on a 12-hour clock. */
const PM = 0x80;
/** 9999-12-31 23:59:59 UTC: the last second that four digits can show. */
export const CMOS_LAST_SECOND = 253_402_300_799;

/** Writes the time into the registers, in the format that register B asks for. */
export function encodeTime(seconds: number, formatB: number, registers: Uint8Array): void {
  const date = new Date(clampSeconds(seconds) * 1000);
  const year = date.getUTCFullYear();
  registers[0] = encodeNumber(date.getUTCSeconds(), formatB);
  registers[2] = encodeNumber(date.getUTCMinutes(), formatB);
  registers[4] = encodeHour(date.getUTCHours(), formatB);
  registers[6] = encodeNumber(date.getUTCDay() + 1, formatB);
  registers[7] = encodeNumber(date.getUTCDate(), formatB);
  registers[8] = encodeNumber(date.getUTCMonth() + 1, formatB);
  registers[9] = encodeNumber(year % 100, formatB);
  registers[CMOS_CENTURY] = encodeNumber(Math.floor(year / 100), formatB);
}

/**
 * The time that the registers show. Values that no calendar has (month 45) carry over into the next field, as
 * `Date.UTC` does; the day of the week is not looked at.
 */
export function decodeTime(registers: Uint8Array, formatB: number): number {
  const field = (register: number) => decodeNumber(registers[register]!, formatB);
  const year = field(CMOS_CENTURY) * 100 + field(9);
  const hour = decodeHour(registers[4]!, formatB);
  const date = new Date(Date.UTC(2000, field(8) - 1, field(7), hour, field(2), field(0)));
  date.setUTCFullYear(date.getUTCFullYear() - 2000 + year); // Date.UTC takes years below 100 for 19xx
  return clampSeconds(Math.floor(date.getTime() / 1000));
}

/** A register's value as a number; invalid BCD digits count for what they are (0xff is 165). */
export function decodeNumber(raw: number, formatB: number): number {
  return formatB & CMOS_B_BINARY ? raw : (raw >>> 4) * 10 + (raw & 15);
}

/** The hour 0..23 (or what an invalid register makes of it). */
export function decodeHour(raw: number, formatB: number): number {
  if (formatB & CMOS_B_24_HOURS) return decodeNumber(raw, formatB);
  return (decodeNumber(raw & 0x7f, formatB) % 12) + (raw & PM ? 12 : 0);
}

function encodeNumber(value: number, formatB: number): number {
  return formatB & CMOS_B_BINARY ? value : (Math.floor(value / 10) << 4) | (value % 10);
}

function encodeHour(hour: number, formatB: number): number {
  if (formatB & CMOS_B_24_HOURS) return encodeNumber(hour, formatB);
  return encodeNumber(hour % 12 === 0 ? 12 : hour % 12, formatB) | (hour >= 12 ? PM : 0);
}

function clampSeconds(seconds: number): number {
  return Math.min(Math.max(seconds, 0), CMOS_LAST_SECOND);
}
