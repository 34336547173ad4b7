import { numberOf } from "../answer";
import type { GraphData, GraphSeries } from "./graph-data";

/** A bucket over time, or what lies between two buckets. */
export interface HeatmapRow {
  readonly lower: number;
  readonly upper: number;
  /** Which of its bounds belong to it, as in the buckets of the API. */
  readonly rule: number;
  /** One count a step, NaN where nothing was observed; undefined where there is no bucket. */
  readonly counts: Float64Array | undefined;
}

/** Counts of buckets over time. */
export interface Heatmap {
  /** From the lowest one up, without gaps. */
  readonly rows: readonly HeatmapRow[];
  /** How many of them are buckets. */
  readonly buckets: number;
  readonly most: number;
}

interface Bucket extends HeatmapRow {
  readonly counts: Float64Array;
}

type Bounds = Pick<HeatmapRow, "lower" | "upper" | "rule">;

const UPPER_BELONGS = 0;
const NONE_BELONGS = 2;

function addTo(rows: Map<string, Bucket>, bounds: Bounds, step: number, steps: number, count: number): void {
  const key = `${bounds.lower} ${bounds.upper}`;
  let row = rows.get(key);
  if (row === undefined) {
    row = { ...bounds, counts: new Float64Array(steps).fill(Number.NaN) };
    rows.set(key, row);
  }
  const before = row.counts[step] as number;
  row.counts[step] = (Number.isNaN(before) ? 0 : before) + count;
}

/** Classic buckets count all below their bound, so the next lower one is taken off. */
function addClassic(rows: Map<string, Bucket>, series: readonly GraphSeries[], steps: number): void {
  const groups = new Map<string, { bound: number; values: Float64Array }[]>();
  for (const { metric, values } of series) {
    const { le = "", ...others } = metric;
    const key = JSON.stringify(Object.entries(others));
    const group = groups.get(key) ?? [];
    group.push({ bound: numberOf(le), values });
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    group.sort((a, b) => a.bound - b.bound);
    for (let step = 0; step < steps; step++) {
      let below = 0;
      let lower = -Infinity;
      for (const { bound, values } of group) {
        const upTo = values[step] as number;
        if (!Number.isNaN(upTo)) {
          addTo(rows, { lower, upper: bound, rule: UPPER_BELONGS }, step, steps, Math.max(0, upTo - below));
          below = upTo;
          lower = bound;
        }
      }
    }
  }
}

function addNative(rows: Map<string, Bucket>, series: readonly GraphSeries[], steps: number): void {
  for (const { histograms } of series) {
    for (let step = 0; step < steps; step++) {
      for (const [rule, lower, upper, count] of histograms?.[step]?.buckets ?? []) {
        addTo(rows, { lower: numberOf(lower), upper: numberOf(upper), rule }, step, steps, numberOf(count));
      }
    }
  }
}

function compare(a: Bounds, b: Bounds): number {
  const byUpper = a.upper === b.upper ? 0 : a.upper < b.upper ? -1 : 1;
  return byUpper !== 0 ? byUpper : a.lower === b.lower ? 0 : a.lower < b.lower ? -1 : 1;
}

/** Puts a row between buckets that do not touch: native histograms have only those that are not empty. */
function withGaps(buckets: readonly Bucket[]): HeatmapRow[] {
  const rows: HeatmapRow[] = [];
  let reached = -Infinity;
  for (const bucket of buckets) {
    if (rows.length > 0 && reached < bucket.lower) {
      rows.push({ lower: reached, upper: bucket.lower, rule: NONE_BELONGS, counts: undefined });
    }
    rows.push(bucket);
    reached = Math.max(reached, bucket.upper);
  }
  return rows;
}

/** The heatmap of buckets, or undefined where there are none. */
export function heatmapOf(data: GraphData, series: readonly GraphSeries[]): Heatmap | undefined {
  const found = new Map<string, Bucket>();
  addClassic(found, series.filter(({ metric }) => metric["le"] !== undefined), data.steps);
  addNative(found, series, data.steps);
  if (found.size === 0) {
    return undefined;
  }
  const buckets = [...found.values()].sort(compare);
  let most = 0;
  for (const { counts } of buckets) {
    for (let step = 0; step < counts.length; step++) {
      most = Math.max(most, Number.isNaN(counts[step]) ? 0 : (counts[step] as number));
    }
  }
  return { rows: withGaps(buckets), buckets: buckets.length, most };
}

/** The row that a value belongs to, counted from the lowest one; undefined where there is none. */
export function rowOf({ rows }: Heatmap, value: number): number | undefined {
  const row = rows.findIndex(({ lower, upper }) => value <= upper && (lower < value || value === upper));
  return row < 0 ? undefined : row;
}
