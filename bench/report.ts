/** One measured value, and what it should be at most, or at least; without either it is there for comparison. */
export interface Aim {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Head of a table of aims. */
export const tableHead: readonly string[] = ['| What | Measured | Aim | |', '| --- | ---: | ---: | --- |'];

/** Three digits that count. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A line of the table: reached or not. */
export function aimRow({ what, value, unit, atMost, atLeast }: Aim): string {
  const aim = atMost !== undefined ? `<= ${atMost} ${unit}` : atLeast !== undefined ? `>= ${atLeast} ${unit}` : '';
  const isReached = atMost !== undefined ? value <= atMost : atLeast !== undefined ? value >= atLeast : undefined;
  const verdict = isReached === undefined ? '' : isReached ? 'reached' : 'not reached';
  return `| ${what} | ${digits(value)} ${unit} | ${aim} | ${verdict} |`;
}
