package dev.deucalion.tsdb.wal;

import dev.deucalion.model.labels.Labels;
import java.io.IOException;

/** Gets what the log holds, in its order. */
public interface WalConsumer {
  /** A series and the ref by which samples name it. */
  void series(long ref, Labels labels) throws IOException;

  /** A sample of the batch that {@link #endBatch} ends. */
  void sample(long ref, long timeMs, long valueBits);

  /** All samples of a record have been given. */
  void endBatch() throws IOException;
}
