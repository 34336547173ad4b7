package dev.deucalion.http;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.MappedQuerier;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that holds up whoever reads one of its series, until it is opened. */
final class GatedStore implements Queryable, AutoCloseable {
  static final int SERIES = 100;

  /** How many series may be read before the gate. */
  static final int BEFORE_GATE = 10;

  /** Distance of the samples, of which each series has {@link #SAMPLES}. */
  static final long STEP_MS = 15_000;

  static final int SAMPLES = 40;

  final AtomicInteger seriesRead = new AtomicInteger();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final Tsdb tsdb;

  GatedStore() throws IOException {
    tsdb = Tsdb.inMemory();
    try (Appender batch = tsdb.appender()) {
      for (int s = 0; s < SERIES; s++) {
        long ref = batch.seriesRef(Labels.of("__name__", "m", "i", "" + s));
        for (int i = 0; i < SAMPLES; i++) {
          batch.append(ref, i * STEP_MS, i);
        }
      }
      batch.commit();
    }
  }

  /** Waits until somebody is held up. */
  void awaitReader() throws InterruptedException {
    if (!reached.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("nobody reads");
    }
  }

  /** Lets everybody read on. */
  void open() {
    open.countDown();
  }

  private void pass() {
    if (seriesRead.incrementAndGet() > BEFORE_GATE) {
      reached.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    open();
    tsdb.close();
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    return new MappedQuerier(tsdb.querier(minTimeMs, maxTimeMs), GatedSet::new);
  }

  private final class GatedSet implements SeriesSet {
    private final SeriesSet set;

    private GatedSet(SeriesSet set) {
      this.set = set;
    }

    @Override
    public int size() {
      return set.size();
    }

    @Override
    public Labels labels(int i) {
      return set.labels(i);
    }

    @Override
    public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
      pass();
      return set.samples(i, reuse);
    }
  }
}
