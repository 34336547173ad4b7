package dev.deucalion.http.receive;

import java.util.concurrent.atomic.LongAdder;

/** What receivers count. Safe for use by many threads. */
public final class ReceiveCounters {
  final LongAdder invalidLabels = new LongAdder();
  final LongAdder withoutMetadata = new LongAdder();

  /** Samples of remote writes that were refused for their labels. */
  public long samplesWithInvalidLabels() {
    return invalidLabels.sum();
  }

  /** Samples of remote writes that were taken although their metadata could not be. */
  public long samplesWithoutMetadata() {
    return withoutMetadata.sum();
  }
}
