package dev.deucalion.http;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps what was committed as lines {@code {labels} value@time}. What a test says is
 * refused.
 */
public final class FakeIntake implements Appendable {
  /** Says what becomes of a sample of a series at a time. */
  public interface Judge {
    AppendResult judge(Labels series, long timeMs);
  }

  public final List<String> committed = new ArrayList<>();
  public final AtomicInteger created = new AtomicInteger();
  public final AtomicInteger open = new AtomicInteger();
  public Judge judge = (series, timeMs) -> AppendResult.APPENDED;
  public @Nullable IOException commitFailure;
  private final Map<Labels, Long> refs = new HashMap<>();
  private final Map<Long, Labels> labels = new HashMap<>();
  private long lastRef;

  /** Forgets all series, as a store does with those that ended. */
  public synchronized void dropSeries() {
    refs.clear();
    labels.clear();
  }

  private synchronized long ref(Labels series) {
    ToLongFunction<Labels> create =
        s -> {
          created.incrementAndGet();
          labels.put(++lastRef, s);
          return lastRef;
        };
    return refs.computeIfAbsent(series, create::applyAsLong);
  }

  private synchronized @Nullable Labels labels(long ref) {
    return labels.get(ref);
  }

  private synchronized void keep(List<String> lines) {
    committed.addAll(lines);
  }

  @Override
  public Appender appender() {
    open.incrementAndGet();
    return new Batch();
  }

  private final class Batch implements Appender {
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    @Override
    public long seriesRef(Labels series) {
      return ref(series);
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, double value) {
      return add(seriesRef, timeMs, value + "@" + timeMs);
    }

    @Override
    public AppendResult appendStart(
        long seriesRef, long timeMs, long startMs, @Nullable Histogram histogram) {
      return add(seriesRef, timeMs, "from " + startMs + " on@" + timeMs);
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
      return add(seriesRef, timeMs, histogram + "@" + timeMs);
    }

    @Override
    public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
      return add(
          seriesRef,
          exemplar.timeMs(),
          "# " + exemplar.labels() + " " + exemplar.value() + "@" + exemplar.timeMs());
    }

    @Override
    public AppendResult updateMetadata(long seriesRef, Metadata metadata) {
      Labels series = labels(seriesRef);
      if (series == null) {
        return AppendResult.UNKNOWN_SERIES;
      }
      lines.add(series + " " + metadata);
      return AppendResult.APPENDED;
    }

    private AppendResult add(long ref, long timeMs, String what) {
      Labels series = labels(ref);
      if (series == null) {
        return AppendResult.UNKNOWN_SERIES;
      }
      AppendResult result = judge.judge(series, timeMs);
      if (result == AppendResult.APPENDED) {
        lines.add(series + " " + what);
      }
      return result;
    }

    @Override
    public void commit() throws IOException {
      end();
      if (commitFailure != null) {
        throw commitFailure;
      }
      keep(lines);
    }

    @Override
    public void rollback() {
      end();
    }

    @Override
    public void close() {
      if (!ended) {
        end();
      }
    }

    private void end() {
      ended = true;
      open.decrementAndGet();
    }
  }
}
