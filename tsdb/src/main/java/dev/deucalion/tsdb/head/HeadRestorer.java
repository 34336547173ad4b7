package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.wal.WalConsumer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts back what the log has, in the order of the log, before the head has one. Series keep their
 * refs. For one thread.
 */
public final class HeadRestorer implements WalConsumer {
  private final Head head;
  private final LabelHasher hasher;
  private final Batch batch = new Batch();

  /** Refs of label sets that already had another ref. */
  private final Map<Long, Integer> aliases = new HashMap<>();

  private long unknownSeriesSamples;

  HeadRestorer(Head head) {
    this.head = head;
    this.hasher = head.newHasher();
  }

  /**
   * Restores a series.
   *
   * @throws IOException when the ref cannot be one of a series
   */
  @Override
  public void series(long ref, Labels labels) throws IOException {
    if (ref < 1 || ref >= Integer.MAX_VALUE) {
      throw new IOException("series ref " + ref + " in the log is not between 1 and 2^31 - 2");
    }
    if (labels.isEmpty()) {
      return;
    }
    long hash = hasher.hash(labels);
    int id = (int) (ref - 1);
    boolean taken = head.exists(ref);
    int found = head.findOrCreate(labels, hash, taken ? SeriesCatalog.NONE : id);
    if (found != id) {
      aliases.put(ref, found);
      head.catalog().reserve(id);
    } else {
      aliases.remove(ref);
    }
  }

  /** Restores a sample of the batch that {@link #endBatch} ends. */
  @Override
  public void sample(long ref, long timeMs, long valueBits) {
    Integer alias = aliases.isEmpty() ? null : aliases.get(ref);
    if (alias != null) {
      batch.add(alias, timeMs, valueBits);
    } else if (head.exists(ref)) {
      batch.add((int) (ref - 1), timeMs, valueBits);
    } else {
      unknownSeriesSamples++;
    }
  }

  /** Makes the samples since the last call visible. */
  @Override
  public void endBatch() throws IOException {
    head.commit(batch);
    batch.clear();
  }

  /** Samples that were left out because the log has no series for them. */
  public long unknownSeriesSamples() {
    return unknownSeriesSamples;
  }
}
