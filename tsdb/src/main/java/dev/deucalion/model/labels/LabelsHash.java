package dev.deucalion.model.labels;

/**
 * The hash by which Prometheus tells label sets apart where the number itself is seen: scrape
 * offsets, rule group offsets, {@code limit_ratio}. Where many are hashed, {@link LabelHasher} with
 * seed 0 gives the same and keeps its buffer.
 */
public final class LabelsHash {
  private LabelsHash() {}

  /** The hash of a label set. */
  public static long of(Labels labels) {
    return new LabelHasher(0).hash(labels);
  }
}
