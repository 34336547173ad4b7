package dev.deucalion.server;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.Tsdb;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks an engine and a store of its own what dashboards ask, soon after the start: the JVM compiles
 * what is hot in queries before the first person waits for one. Takes a small share of one
 * processor for some seconds, then nothing.
 */
final class QueryWarmUp implements Closeable {
  /** The start itself comes first. */
  private static final long BEGIN_AFTER_MS = 5_000;

  private static final long PAUSE_MS = 15;
  private static final int ROUNDS = 25;
  private static final int STEPS = 240;

  private final CountDownLatch stop = new CountDownLatch(1);

  private QueryWarmUp() {}

  /** Begins in a while, on a thread of its own. */
  static QueryWarmUp start() {
    QueryWarmUp warmUp = new QueryWarmUp();
    Thread.ofPlatform().daemon().name("query-warm-up").start(warmUp::run);
    return warmUp;
  }

  private void run() {
    try {
      if (isStopped(BEGIN_AFTER_MS)) {
        return;
      }
      try (Tsdb store = Tsdb.inMemory()) {
        RehearsalData.append(store, 0, RehearsalData.HOUR_MS);
        QueryEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);
        for (int round = 0; round < ROUNDS; round++) {
          for (String query : RehearsalData.QUERIES) {
            if (isStopped(PAUSE_MS)) {
              return;
            }
            ask(engine, store, query);
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError("a store in memory does no I/O", e);
    } catch (InterruptedException e) {
      // Nobody else knows this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for the last moment and for all of the first hour. */
  static void ask(QueryEngine engine, Queryable store, String query) {
    long endMs = RehearsalData.HOUR_MS - 1;
    engine.instant(store, new InstantQuery(query, endMs, QueryOptions.DEFAULTS));
    long stepMs = RehearsalData.HOUR_MS / STEPS;
    engine.range(store, new RangeQuery(query, 0, endMs, stepMs, QueryOptions.DEFAULTS));
  }

  private boolean isStopped(long withinMs) throws InterruptedException {
    return stop.await(withinMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
