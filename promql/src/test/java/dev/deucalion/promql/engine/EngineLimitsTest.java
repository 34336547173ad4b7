package dev.deucalion.promql.engine;

import static dev.deucalion.promql.engine.EngineHarness.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.storage.Queryable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits of memory; queries that are seen and canceled by others. */
class EngineLimitsTest {
  private static final InstantQuery QUERY = new InstantQuery("x", 0, QueryOptions.DEFAULTS);

  /** The common pool may have one thread only. */
  private static final Executor ON_OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);

  private final EngineHarness e = new EngineHarness();

  /** Stops queries where they open the store. */
  private final CountDownLatch opened = new CountDownLatch(1);

  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Queryable slow =
      (from, to) -> {
        opened.countDown();
        await(goOn);
        return e.store.querier(from, to);
      };

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException ex) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeEach
  void load() {
    for (int i = 0; i < 100; i++) {
      e.store.add(labels("__name__", "x", "i", "" + i), 0, i);
    }
  }

  @Test
  void refusesQueriesThatHoldTooManyBytes() {
    PromqlEngine small = new PromqlEngine(EngineOptions.DEFAULTS.withMemory(limits(10_000)));
    RangeQuery range = new RangeQuery("x", 0, 200_000, 1_000, QueryOptions.DEFAULTS);
    assertThatThrownBy(() -> small.range(e.store, range))
        .isInstanceOfSatisfying(
            QueryException.class,
            x -> assertThat(x.kind()).isEqualTo(QueryException.Kind.EXECUTION))
        .hasMessageContaining("(--query.max-memory)");
    assertThat(small.stats().memoryBytes()).isZero();
    QueryStats stats = e.engine.range(e.store, range).stats();
    assertThat(stats.peakBytes()).isGreaterThan(100 * 201 * 16);
    assertThat(e.engine.stats().memoryBytes()).isZero();
  }

  private static MemoryLimits limits(long queryBytes) {
    return new MemoryLimits(queryBytes, 1L << 30);
  }

  @Test
  void showsAndCancelsWhatRuns() {
    CompletableFuture<QueryResult> first =
        CompletableFuture.supplyAsync(() -> e.engine.instant(slow, QUERY), ON_OWN_THREAD);
    await(opened);
    List<RunningQuery> running = e.engine.running();
    assertThat(running).hasSize(1);
    RunningQuery query = running.getFirst();
    assertThat(query.state()).isEqualTo(RunningQuery.State.RUNNING);
    assertThat(query.request().text()).isEqualTo("x");
    assertThat(e.engine.cancel(query.id())).isTrue();
    goOn.countDown();
    assertThatThrownBy(first::join)
        .hasCauseInstanceOf(QueryException.class)
        .hasMessageContaining("query was canceled in expression evaluation");
    assertThat(e.engine.running()).isEmpty();
    assertThat(e.engine.cancel(query.id())).isFalse();
  }

  @Test
  void cancelsWhatWaits() {
    PromqlEngine narrow = new PromqlEngine(EngineOptions.DEFAULTS.withMaxConcurrency(1));
    CompletableFuture<QueryResult> first =
        CompletableFuture.supplyAsync(() -> narrow.instant(slow, QUERY), ON_OWN_THREAD);
    await(opened);
    Seen seen = new Seen();
    narrow.addListener(seen);
    CompletableFuture<Boolean> second =
        CompletableFuture.supplyAsync(
            () -> {
              assertThatThrownBy(() -> narrow.instant(e.store, QUERY))
                  .hasMessage("query was canceled in query queue");
              return Thread.currentThread().isInterrupted();
            },
            ON_OWN_THREAD);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> narrow.running().size() == 2);
    RunningQuery waiting = narrow.running().getLast();
    assertThat(waiting.state()).isEqualTo(RunningQuery.State.QUEUED);
    narrow.cancel(waiting.id());
    assertThat(second.join()).isFalse();
    assertThat(narrow.stats().running()).isEqualTo(1);
    goOn.countDown();
    assertThat(first.join().value()).isInstanceOf(QueryValue.Vector.class);
    assertThat(seen.events).startsWith("ended query was canceled in query queue");
  }

  @Test
  void tellsListeners() {
    Seen seen = new Seen();
    e.engine.addListener(seen);
    e.at("x", 0);
    assertThatThrownBy(() -> e.at("x * on() x", 0)).isInstanceOf(QueryException.class);
    assertThat(seen.events).hasSize(4);
    assertThat(seen.events.subList(0, 3))
        .containsExactly("started x", "ended 100", "started x * on() x");
    assertThat(seen.events.getLast()).startsWith("ended found duplicate series");
  }

  private static final class Seen implements QueryListener {
    private final List<String> events = new ArrayList<>();

    @Override
    public synchronized void started(RunningQuery query) {
      events.add("started " + query.request().text());
    }

    @Override
    public synchronized void ended(
        RunningQuery query, QueryStats stats, @Nullable QueryException failure) {
      events.add("ended " + (failure == null ? stats.totalSamples() : failure.getMessage()));
    }
  }
}
