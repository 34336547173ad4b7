package dev.deucalion.tsdb.merge;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Puts samples into one of several stores by their time and reads them as one. */
final class SplitStore implements AutoCloseable {
  private final long[] endsMs;
  private final List<Tsdb> older = new ArrayList<>();
  private final Tsdb newest = Tsdb.inMemory();

  /**
   * @param endsMs where the times of the older stores end, exclusive, rising
   */
  SplitStore(long[] endsMs) {
    this.endsMs = endsMs.clone();
    for (int i = 0; i < endsMs.length; i++) {
      older.add(Tsdb.inMemory());
    }
  }

  private Tsdb storeOf(long timeMs) {
    for (int i = 0; i < endsMs.length; i++) {
      if (timeMs < endsMs[i]) {
        return older.get(i);
      }
    }
    return newest;
  }

  Querier querier(long minTimeMs, long maxTimeMs) {
    OlderSamples samples =
        (fromMs, toMs) -> {
          List<OlderSamples.Source> sources = new ArrayList<>();
          for (int i = 0; i < endsMs.length; i++) {
            long startMs = i == 0 ? Long.MIN_VALUE : endsMs[i - 1];
            if (startMs <= toMs && fromMs < endsMs[i]) {
              Querier querier = older.get(i).querier(minTimeMs, maxTimeMs);
              sources.add(new OlderSamples.Source(querier, startMs));
            }
          }
          return sources;
        };
    return new MergedQuerier(newest.querier(minTimeMs, maxTimeMs), samples, minTimeMs, maxTimeMs);
  }

  Appender appender() {
    return new SplitAppender();
  }

  @Override
  public void close() {
    try {
      newest.close();
      for (Tsdb store : older) {
        store.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits to one store after the other. */
  private final class SplitAppender implements Appender {
    private final List<Labels> series = new ArrayList<>();
    private final List<Appender> batches = new ArrayList<>();

    @Override
    public long seriesRef(Labels labels) {
      series.add(labels);
      return series.size();
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, double value) {
      Appender batch = storeOf(timeMs).appender();
      batches.add(batch);
      return batch.append(batch.seriesRef(series.get((int) seriesRef - 1)), timeMs, value);
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
      Appender batch = storeOf(timeMs).appender();
      batches.add(batch);
      return batch.append(batch.seriesRef(series.get((int) seriesRef - 1)), timeMs, histogram);
    }

    @Override
    public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
      return AppendResult.APPENDED;
    }

    @Override
    public AppendResult updateMetadata(long seriesRef, Metadata metadata) {
      return AppendResult.APPENDED;
    }

    @Override
    public void commit() throws IOException {
      for (Appender batch : batches) {
        batch.commit();
      }
    }

    @Override
    public void rollback() {
      batches.forEach(Appender::rollback);
    }

    @Override
    public void close() {
      batches.forEach(Appender::close);
    }
  }
}
