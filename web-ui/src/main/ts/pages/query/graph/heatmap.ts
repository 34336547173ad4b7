import { numberOf } from "../answer";
import type { GraphData, GraphSeries } from "./graph-data";

/** Counts of buckets over time. */
export interface Heatmap {
  /** Upper bounds of the rows, the lowest one first. */
  readonly bounds: readonly number[];
  /** For each row one count a step; NaN where nothing was observed. */
  readonly rows: readonly Float64Array[];
  readonly most: number;
}

function addTo(rows: Map<number, Float64Array>, bound: number, step: number, steps: number, count: number): void {
  let row = rows.get(bound);
  if (row === undefined) {
    row = new Float64Array(steps).fill(Number.NaN);
    rows.set(bound, row);
  }
  const before = row[step] as number;
  row[step] = (Number.isNaN(before) ? 0 : before) + count;
}

/** Classic buckets count all below their bound, so the next lower one is taken off. */
function addClassic(rows: Map<number, Float64Array>, series: readonly GraphSeries[], steps: number): void {
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
      for (const { bound, values } of group) {
        const upTo = values[step] as number;
        if (!Number.isNaN(upTo)) {
          addTo(rows, bound, step, steps, Math.max(0, upTo - below));
          below = upTo;
        }
      }
    }
  }
}

function addNative(rows: Map<number, Float64Array>, series: readonly GraphSeries[], steps: number): void {
  for (const { histograms } of series) {
    for (let step = 0; step < steps; step++) {
      for (const bucket of histograms?.[step]?.buckets ?? []) {
        addTo(rows, numberOf(bucket[2]), step, steps, numberOf(bucket[3]));
      }
    }
  }
}

/** The heatmap of buckets, or undefined where there are none. */
export function heatmapOf(data: GraphData, series: readonly GraphSeries[]): Heatmap | undefined {
  const rows = new Map<number, Float64Array>();
  addClassic(rows, series.filter(({ metric }) => metric["le"] !== undefined), data.steps);
  addNative(rows, series, data.steps);
  if (rows.size === 0) {
    return undefined;
  }
  const bounds = [...rows.keys()].sort((a, b) => a - b);
  const sorted = bounds.map((bound) => rows.get(bound) as Float64Array);
  let most = 0;
  for (const row of sorted) {
    for (let step = 0; step < row.length; step++) {
      most = Math.max(most, Number.isNaN(row[step]) ? 0 : (row[step] as number));
    }
  }
  return { bounds, rows: sorted, most };
}
