import { type HistogramSample, type Metric, numberOf } from "../answer";
import type { Span } from "./graph-data";

/** The steps of a range query. */
export interface Grid {
  readonly startMs: number;
  readonly stepMs: number;
  /** How many there are. */
  readonly steps: number;
}

/** A series of an answer. */
export interface GridSeries {
  readonly metric: Metric;
  /** One value a step, NaN where there is none; undefined where the series has no numbers at all. */
  readonly values?: Float64Array;
  readonly histograms?: readonly HistogramSample[];
}

/** The steps that a span has. */
export function gridOf({ startMs, endMs }: Span, stepMs: number): Grid {
  return { startMs, stepMs, steps: Math.floor((endMs - startMs) / stepMs) + 1 };
}

/** What no string of JSON has within it, since its quotes would be escaped. */
const VALUES = '"values":';
const OPEN = `${VALUES}[[`;

const QUOTE = 34;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const CLOSE = 93;

/** A number of so many digits and such a power of ten are doubles without error, so their quotient is the nearest one. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => 10 ** i);

/** The number that stands from one index up to another, as the API writes it. */
function numberAt(text: string, from: number, to: number): number {
  const negative = text.charCodeAt(from) === MINUS;
  const first = negative ? from + 1 : from;
  if (to - first > EXACT_DIGITS) {
    return numberOf(text.slice(from, to));
  }
  let digits = 0;
  let point = to - 1;
  for (let i = first; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      digits = 10 * digits + code - ZERO;
    } else if (code === POINT) {
      point = i;
    } else {
      return numberOf(text.slice(from, to));
    }
  }
  const value = digits / (POWERS[to - 1 - point] as number);
  return negative ? -value : value;
}

/**
 * Reads samples into their steps.
 *
 * @param from index of the bracket that opens the first one
 * @returns index behind the bracket that closes all of them
 */
function readColumn(text: string, from: number, { startMs, stepMs }: Grid, column: Float64Array): number {
  let at = from;
  for (;;) {
    const comma = text.indexOf(",", at);
    const seconds = numberAt(text, at + 1, comma);
    const quote = comma + 1;
    let end = quote + 1;
    while (text.charCodeAt(end) !== QUOTE) {
      end++;
    }
    column[Math.round((seconds * 1_000 - startMs) / stepMs)] = numberAt(text, quote + 1, end);
    // Behind the quote: the bracket of this sample, then a comma and the next one, or the bracket of all.
    if (text.charCodeAt(end + 2) === CLOSE) {
      return end + 3;
    }
    at = end + 3;
  }
}

/** An answer that is being read; before its columns are there it has their numbers. */
interface Read {
  readonly data?: { grid?: Grid; readonly result: { values?: number | Float64Array | undefined }[] };
}

/**
 * An answer to a range query, its envelope included, as JSON gives it but for the samples: these are read from the text
 * into columns at once. A million of them as small arrays with texts would take half a second and a hundred megabytes.
 */
export function readMatrix(text: string, grid: Grid): unknown {
  const columns: Float64Array[] = [];
  let rest = "";
  let from = 0;
  for (let at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
    const column = new Float64Array(grid.steps).fill(Number.NaN);
    rest += `${text.slice(from, at)}${VALUES}${columns.length}`;
    from = readColumn(text, at + OPEN.length - 1, grid, column);
    columns.push(column);
  }
  const envelope = JSON.parse(rest + text.slice(from)) as Read;
  if (envelope.data !== undefined) {
    envelope.data.grid = grid;
    for (const series of envelope.data.result) {
      series.values = typeof series.values === "number" ? columns[series.values] : undefined;
    }
  }
  return envelope;
}
