package dev.deucalion.promql.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderedBlocksTest {
  private static void nothing() {}

  @Test
  void blocksComeInOrderWhateverTheNumberOfThreads() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      WorkPool pool = new WorkPool(1 + random.nextInt(5));
      int count = random.nextInt(200);
      int[] slots = new int[2 + random.nextInt(6)];
      try (OrderedBlocks blocks =
          new OrderedBlocks(
              pool,
              count,
              slots.length,
              () -> (block, slot) -> slots[slot] = block,
              OrderedBlocksTest::nothing)) {
        for (int block = 0; block < count; block++) {
          assertThat(slots[blocks.await()]).as("seed %d", seed).isEqualTo(block);
        }
      }
    }
  }

  @Test
  void aSlotIsNotTakenWhileItsBlockIsInUse() {
    WorkPool pool = new WorkPool(4);
    int[] slots = new int[3];
    try (OrderedBlocks blocks =
        new OrderedBlocks(
            pool,
            300,
            slots.length,
            () -> (block, slot) -> slots[slot] = block,
            OrderedBlocksTest::nothing)) {
      for (int block = 0; block < 300; block++) {
        int slot = blocks.await();
        Thread.onSpinWait();
        assertThat(slots[slot]).isEqualTo(block);
      }
    }
  }

  @Test
  void aWorkerIsUsedByOneThreadAtATime() {
    WorkPool pool = new WorkPool(4);
    AtomicInteger clashes = new AtomicInteger();
    try (OrderedBlocks blocks =
        new OrderedBlocks(
            pool,
            500,
            8,
            () -> {
              AtomicInteger users = new AtomicInteger();
              return (block, slot) -> {
                if (users.incrementAndGet() > 1) {
                  clashes.incrementAndGet();
                }
                Thread.onSpinWait();
                users.decrementAndGet();
              };
            },
            OrderedBlocksTest::nothing)) {
      for (int block = 0; block < 500; block++) {
        blocks.await();
      }
    }
    assertThat(clashes).hasValue(0);
  }

  @Test
  void goesOnWithoutThePool() throws InterruptedException {
    WorkPool pool = new WorkPool(2);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    pool.execute(() -> {
      held.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    held.await();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (OrderedBlocks blocks =
        new OrderedBlocks(
            pool,
            20,
            4,
            () -> (block, slot) -> threads.add(Thread.currentThread()),
            OrderedBlocksTest::nothing)) {
      for (int block = 0; block < 20; block++) {
        blocks.await();
      }
    }
    release.countDown();
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void blocksThatWereBegunCanBeAwaitedAfterAStop() {
    WorkPool pool = new WorkPool(3);
    int[] slots = new int[4];
    try (OrderedBlocks blocks =
        new OrderedBlocks(
            pool,
            100,
            slots.length,
            () -> (block, slot) -> slots[slot] = block,
            OrderedBlocksTest::nothing)) {
      blocks.await();
      int begun = blocks.stop();
      assertThat(begun).isBetween(1, slots.length);
      for (int block = 1; block < begun; block++) {
        assertThat(slots[blocks.await()]).isEqualTo(block);
      }
    }
  }

  @Test
  void anInterruptReachesWorkersOfOtherThreads() {
    WorkPool pool = new WorkPool(2);
    CountDownLatch helperBegan = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    OrderedBlocks.Worker worker =
        (block, slot) -> {
          try {
            if (Thread.currentThread().equals(caller)) {
              helperBegan.await();
              caller.interrupt();
            } else {
              helperBegan.countDown();
              interrupted.await();
            }
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    try (OrderedBlocks blocks =
        new OrderedBlocks(pool, 2, 2, () -> worker, interrupted::countDown)) {
      blocks.await();
      blocks.await();
    }
    assertThat(Thread.interrupted()).isTrue();
  }
}
