/** Labels of a series by name. */
export type Metric = Readonly<Record<string, string>>;

/** Time in seconds since 1970, and a number as text. */
export type Sample = readonly [number, string];

/** Rule of the bounds (0: the right one belongs to it, 1: the left one, 2: none, 3: both), bounds and count. */
export type Bucket = readonly [number, string, string, string];

/** A native histogram. */
export interface HistogramValue {
  readonly count: string;
  readonly sum: string;
  readonly buckets?: readonly Bucket[];
}

/** Time in seconds since 1970, and a native histogram. */
export type HistogramSample = readonly [number, HistogramValue];

/** A series at one time. */
export interface VectorSeries {
  readonly metric: Metric;
  readonly value?: Sample;
  readonly histogram?: HistogramSample;
}

/** A series at several times. */
export interface MatrixSeries {
  readonly metric: Metric;
  readonly values?: readonly Sample[];
  readonly histograms?: readonly HistogramSample[];
}

/** What a query cost. */
export interface QueryStats {
  readonly timings: { readonly execTotalTime: number };
  readonly samples: { readonly totalQueryableSamples: number; readonly peakSamples: number };
}

/** The answer to a query. */
export type QueryAnswer = { readonly stats?: QueryStats } & (
  | { readonly resultType: "vector"; readonly result: readonly VectorSeries[] }
  | { readonly resultType: "matrix"; readonly result: readonly MatrixSeries[] }
  | { readonly resultType: "scalar" | "string"; readonly result: Sample }
);

/** A number as the API writes it. */
export function numberOf(text: string): number {
  switch (text) {
    case "NaN":
      return Number.NaN;
    case "+Inf":
      return Infinity;
    case "-Inf":
      return -Infinity;
    default:
      return Number(text);
  }
}
