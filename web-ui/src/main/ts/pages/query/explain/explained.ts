import type { Metric, QueryStats } from "../answer";

/** What a part of a query cost. */
export interface Cost {
  readonly series: number;
  readonly samples: number;
  /** With the parts that it is made of. */
  readonly seconds: number;
  readonly selfSeconds: number;
  readonly totalQueryableSamples: number;
  readonly peakMemoryBytes: number;
}

/** A series without a partner, and the nearest one of the other side. */
export interface Unmatched {
  readonly series: Metric;
  readonly nearest: Metric;
  readonly differing: readonly string[];
}

/** One side of an operator between vectors. */
export interface Side {
  readonly unmatchedSeries: number;
  readonly unmatched: readonly Unmatched[];
  readonly crowdedGroups: number;
  readonly crowded: readonly { readonly group: Metric; readonly series: readonly Metric[] }[];
}

/** How the series of two vectors found each other. */
export interface Matching {
  readonly card: string;
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly include: readonly string[];
  readonly matchedGroups: number;
  readonly lhs: Side;
  readonly rhs: Side;
}

/** A part of a query. */
export interface Part {
  readonly text: string;
  readonly kind: string;
  readonly name: string;
  readonly type: string;
  /** What it does, in words. */
  readonly sentence: string;
  readonly cost?: Cost;
  readonly labels: readonly { readonly name: string; readonly values: number; readonly examples: readonly string[] }[];
  readonly examples: readonly Metric[];
  readonly matching?: Matching;
  readonly parts: readonly Part[];
}

/** The answer of `query_explain`. */
export interface Explained {
  readonly error?: string;
  readonly stats?: QueryStats;
  readonly peakMemoryBytes?: number;
  readonly tree: Part;
}
