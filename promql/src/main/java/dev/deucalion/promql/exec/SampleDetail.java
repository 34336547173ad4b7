package dev.deucalion.promql.exec;

/**
 * What is read of samples beyond times and values.
 *
 * @param buckets whether histograms come with their buckets
 * @param starts whether samples come with their start timestamps
 */
record SampleDetail(boolean buckets, boolean starts) {
  /** Histograms as they are. */
  static final SampleDetail BUCKETS = new SampleDetail(true, false);

  /** Histograms without buckets. */
  static final SampleDetail STATISTICS = new SampleDetail(false, false);

  SampleDetail withStarts() {
    return new SampleDetail(buckets, true);
  }
}
