import { type HistogramValue, type MatrixSeries, type Metric, numberOf } from "../answer";

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
export interface GraphData {
  readonly startMs: number;
  readonly stepMs: number;
  /** How many steps there are. */
  readonly steps: number;
  readonly series: readonly GraphSeries[];
}

/** The span of time of a graph. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

function seriesOf(series: MatrixSeries, color: number, startMs: number, stepMs: number, steps: number): GraphSeries {
  const values = new Float64Array(steps).fill(Number.NaN);
  const stepAt = (seconds: number): number => Math.round((seconds * 1_000 - startMs) / stepMs);
  for (const [time, text] of series.values ?? []) {
    values[stepAt(time)] = numberOf(text);
  }
  let histograms: (HistogramValue | undefined)[] | undefined;
  if (series.histograms !== undefined) {
    histograms = new Array<HistogramValue | undefined>(steps);
    for (const [time, histogram] of series.histograms) {
      histograms[stepAt(time)] = histogram;
    }
  }
  return { metric: series.metric, values, histograms, color };
}

/** The answer to a range query as columns. */
export function graphData(result: readonly MatrixSeries[], span: Span, stepMs: number): GraphData {
  const steps = Math.floor((span.endMs - span.startMs) / stepMs) + 1;
  return {
    startMs: span.startMs,
    stepMs,
    steps,
    series: result.map((series, i) => seriesOf(series, i, span.startMs, stepMs, steps)),
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
