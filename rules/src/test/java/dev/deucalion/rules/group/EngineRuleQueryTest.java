package dev.deucalion.rules.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.exec.QueryProfile;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.tsdb.Tsdb;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EngineRuleQueryTest {
  /** Evaluates until it is interrupted, as a query that takes long. */
  private static final class Endless implements QueryEngine {
    private final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public QueryResult instant(Queryable storage, InstantQuery query) {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new QueryException(QueryException.Kind.CANCELED, "canceled");
    }

    @Override
    public QueryResult range(Queryable storage, RangeQuery query) {
      throw new IllegalStateException("rules ask for one time only");
    }

    @Override
    public <T> T read(Function<ReadGuard.Limits, T> read) {
      throw new IllegalStateException("rules ask queries only");
    }

    @Override
    public <T> T readAfter(QueryProfile measured, Function<ReadGuard.Limits, T> read) {
      return read(read);
    }
  }

  @Test
  void anEndCancelsWhatIsEvaluatedAndLeavesNoInterrupt() throws Exception {
    Endless engine = new Endless();
    try (Tsdb store = Tsdb.inMemory()) {
      EngineRuleQuery query = new EngineRuleQuery(engine, store);
      FutureTask<Boolean> rule =
          new FutureTask<>(() -> {
            assertThatThrownBy(() -> query.evaluate("up", 0, QueryOrigin.NONE))
                .isInstanceOf(QueryException.class);
            return Thread.currentThread().isInterrupted();
          });
      Thread.ofVirtual().start(rule);
      engine.begun.await();
      query.close();
      assertThat(rule.get()).isFalse();
      assertThatThrownBy(() -> query.evaluate("up", 0, QueryOrigin.NONE))
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELED));
    }
  }
}
