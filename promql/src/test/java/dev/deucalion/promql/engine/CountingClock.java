package dev.deucalion.promql.engine;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.parser.ParserOptions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The clock of an engine that counts how often it is looked at, which is once a checkpoint, and may
 * cancel the query at one of the looks.
 */
final class CountingClock {
  private final MemoryStore store;
  private final int cancelAt;
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicReference<@Nullable RunningQuery> query = new AtomicReference<>();
  private @Nullable PromqlEngine engine;
  private volatile int looksBefore;
  private volatile int readBefore;

  private CountingClock(MemoryStore store, int cancelAt) {
    this.store = store;
    this.cancelAt = cancelAt;
  }

  /** A clock for one query that is not canceled. */
  static CountingClock counting(MemoryStore store) {
    return new CountingClock(store, -1);
  }

  /** A clock for one query that is canceled at a look at the clock. */
  static CountingClock canceling(MemoryStore store, int atLook) {
    return new CountingClock(store, atLook);
  }

  private long nanoTime() {
    if (looks.incrementAndGet() == cancelAt) {
      RunningQuery running = query.get();
      if (running != null && engine != null) {
        engine.cancel(running.id());
      }
      looksBefore = looks.get();
      readBefore = store.seriesRead();
    }
    return 0;
  }

  /** Runs a query by this clock, all of whose parts several threads work on. */
  void run(RangeQuery range, int threads) {
    PromqlEngine counted =
        new PromqlEngine(
            EngineOptions.DEFAULTS.withSharding(new Sharding(threads, 0)),
            ParserOptions.EXPERIMENTAL,
            this::nanoTime);
    engine = counted;
    counted.addListener(
        new QueryListener() {
          @Override
          public void started(RunningQuery started) {
            query.set(started);
          }

          @Override
          public void ended(
              RunningQuery ended, QueryStats stats, @Nullable QueryException failure) {
            // Nothing to be done.
          }
        });
    counted.range(store, range);
  }

  /** How often it was looked at. */
  int looks() {
    return looks.get();
  }

  /** How often it was looked at since the query was canceled. */
  int looksAfter() {
    return looks.get() - looksBefore;
  }

  /** How many series were read since the query was canceled. */
  int seriesReadAfter() {
    return store.seriesRead() - readBefore;
  }
}
