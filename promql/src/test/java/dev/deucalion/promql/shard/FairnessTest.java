package dev.deucalion.promql.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The threads that queries share turn to the query that waits longest after each block. There is
 * one such thread here, and the threads of the queries themselves are held up in their first block.
 */
class FairnessTest {
  private static final int SLOTS = 4;
  private static final int BLOCKS = 100;

  private final WorkPool pool = new WorkPool(2);
  private final CountDownLatch allWait = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** The queries whose blocks the shared thread computed, in that order. */
  private final List<String> shared = Collections.synchronizedList(new ArrayList<>());

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A query on a thread of its own; returns when that thread has begun its first block. */
  private Thread start(String name) {
    CountDownLatch began = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              Thread own = Thread.currentThread();
              OrderedBlocks.Worker worker =
                  (block, slot) -> {
                    if (Thread.currentThread().equals(own)) {
                      began.countDown();
                      await(goOn);
                    } else {
                      await(allWait);
                      shared.add(name);
                    }
                  };
              try (OrderedBlocks blocks =
                  new OrderedBlocks(pool, BLOCKS, SLOTS, () -> worker, () -> {})) {
                for (int block = 0; block < BLOCKS; block++) {
                  blocks.await();
                }
              }
            });
    await(began);
    return thread;
  }

  @Test
  void queriesTakeTurns() throws InterruptedException {
    List<Thread> queries = List.of(start("a"), start("b"), start("c"));
    allWait.countDown();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> shared.size() == 3 * (SLOTS - 1));
    goOn.countDown();
    for (Thread query : queries) {
      query.join();
    }
    assertThat(shared.subList(0, 3 * (SLOTS - 1)))
        .containsExactly("a", "b", "c", "a", "b", "c", "a", "b", "c");
  }
}
