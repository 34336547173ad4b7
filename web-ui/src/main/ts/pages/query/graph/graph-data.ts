import type { HistogramSample, HistogramValue, Metric } from "../answer";
import type { Grid, GridSeries } from "./matrix-text";

/** A series at the steps of a graph. */
export interface GraphSeries {
  readonly metric: Metric;
  /** One value a step; NaN where there is none. */
  readonly values: Float64Array;
  /** Native histograms by step; undefined where the series has none. */
  readonly histograms: readonly (HistogramValue | undefined)[] | undefined;
  /** Index of its colour. */
  readonly color: number;
}

/** What a graph shows: series over steps of one distance. */
export interface GraphData extends Grid {
  readonly series: readonly GraphSeries[];
}

/** The span of time of a graph. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

function histogramsOf(samples: readonly HistogramSample[], { startMs, stepMs, steps }: Grid): (HistogramValue | undefined)[] {
  const histograms = new Array<HistogramValue | undefined>(steps);
  for (const [time, histogram] of samples) {
    histograms[Math.round((time * 1_000 - startMs) / stepMs)] = histogram;
  }
  return histograms;
}

/** The answer to a range query. */
export function graphData(result: readonly GridSeries[], grid: Grid): GraphData {
  return {
    ...grid,
    series: result.map(({ metric, values, histograms }, color) => ({
      metric,
      values: values ?? new Float64Array(grid.steps).fill(Number.NaN),
      histograms: histograms && histogramsOf(histograms, grid),
      color,
    })),
  };
}

/** Sums of the series up to and with each one, step by step; what a series lacks counts as nothing. */
export function stacked(series: readonly GraphSeries[], steps: number): Float64Array[] {
  const sums = new Float64Array(steps);
  return series.map(({ values }) => {
    const top = new Float64Array(steps);
    for (let step = 0; step < steps; step++) {
      const value = values[step] ?? Number.NaN;
      sums[step] = (sums[step] ?? 0) + (Number.isFinite(value) ? value : 0);
      top[step] = Number.isFinite(value) ? (sums[step] ?? 0) : Number.NaN;
    }
    return top;
  });
}
