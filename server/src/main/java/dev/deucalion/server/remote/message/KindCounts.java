package dev.deucalion.server.remote.message;

/** How many there are of each kind. */
public record KindCounts(long samples, long histograms, long exemplars) {
  public static final KindCounts NONE = new KindCounts(0, 0, 0);

  public long of(SampleKind kind) {
    return switch (kind) {
      case SAMPLE -> samples;
      case HISTOGRAM -> histograms;
      case EXEMPLAR -> exemplars;
    };
  }

  public long total() {
    return samples + histograms + exemplars;
  }

  public KindCounts plus(KindCounts other) {
    return new KindCounts(
        samples + other.samples, histograms + other.histograms, exemplars + other.exemplars);
  }

  /** What these are more than others, at least 0. */
  public KindCounts less(KindCounts other) {
    return new KindCounts(
        Math.max(0, samples - other.samples),
        Math.max(0, histograms - other.histograms),
        Math.max(0, exemplars - other.exemplars));
  }
}
