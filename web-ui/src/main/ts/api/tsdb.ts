/** A name and how much there is of it. */
export interface NamedCount {
  readonly name: string;
  readonly value: number;
}

/** Answer of `status/tsdb`. */
export interface TsdbStatus {
  readonly headStats: {
    readonly numSeries: number;
    readonly numLabelPairs: number;
    readonly chunkCount: number;
    /** In milliseconds since 1970. */
    readonly minTime: number;
    readonly maxTime: number;
  };
  readonly seriesCountByMetricName: readonly NamedCount[];
  readonly labelValueCountByLabelName: readonly NamedCount[];
  readonly memoryInBytesByLabelName: readonly NamedCount[];
  readonly seriesCountByLabelValuePair: readonly NamedCount[];
  /** Of the label that was asked for; the empty name stands for series without it. */
  readonly seriesCountByLabelValue?: readonly NamedCount[];
}

/** Metadata of a block, as far as the pages show it. */
export interface Block {
  readonly ulid: string;
  /** In milliseconds since 1970. */
  readonly minTime: number;
  /** The first moment that is no longer in it. */
  readonly maxTime: number;
  readonly stats: {
    readonly numSamples?: number;
    readonly numSeries?: number;
    readonly numChunks?: number;
  };
  readonly compaction: { readonly level: number };
}

/** Answer of `status/tsdb/blocks`. */
export interface Blocks {
  readonly blocks: readonly Block[];
}
