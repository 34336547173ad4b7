package dev.deucalion.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The heap beside a list that is sorted each time. */
class WakeUpHeapTest {
  private static final int ROUNDS = 200;
  private static final int STEPS = 500;

  @Test
  void holdsWhatASortedListHolds() {
    long seed = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      SplittableRandom random = new SplittableRandom(seed + round);
      Twins twins = new Twins(random);
      for (int step = 0; step < STEPS; step++) {
        twins.change();
        assertThat(twins.firstMoment())
            .as("seed %d, step %d", seed + round, step)
            .isEqualTo(twins.firstMomentOfList());
      }
      assertThat(twins.drain())
          .as("seed %d", seed + round)
          .containsExactlyElementsOf(twins.sortedMoments());
    }
  }

  @Test
  void nothingIsDueBeforeItsMoment() {
    WakeUpHeap heap = new WakeUpHeap();
    WakeUp wakeUp = wakeUp();
    heap.set(wakeUp, 10);
    assertThat(heap.takeDue(9)).isNull();
    assertThat(heap.takeDue(10)).isSameAs(wakeUp);
    assertThat(heap.takeDue(10)).isNull();
  }

  @Test
  void whatIsInIsMoved() {
    WakeUpHeap heap = new WakeUpHeap();
    WakeUp wakeUp = wakeUp();
    heap.set(wakeUp, 10);
    heap.set(wakeUp, 20);
    assertThat(heap.takeDue(10)).isNull();
    assertThat(heap.takeDue(20)).isSameAs(wakeUp);
    assertThat(heap.first()).isNull();
  }

  @Test
  void whatIsNotInIsNotTakenOut() {
    WakeUpHeap heap = new WakeUpHeap();
    WakeUp wakeUp = wakeUp();
    heap.set(wakeUp, 10);
    heap.remove(wakeUp());
    heap.remove(wakeUp);
    heap.remove(wakeUp);
    assertThat(heap.first()).isNull();
  }

  @Test
  void manyAtOneMomentAreAllDue() {
    WakeUpHeap heap = new WakeUpHeap();
    List<WakeUp> all = Stream.generate(WakeUpHeapTest::wakeUp).limit(100_000).toList();
    all.forEach(each -> heap.set(each, 7));
    int due = 0;
    while (heap.takeDue(7) != null) {
      due++;
    }
    assertThat(due).isEqualTo(all.size());
  }

  private static WakeUp wakeUp() {
    return new WakeUp(Thread.currentThread());
  }

  /** A heap and what should be in it. */
  private static final class Twins {
    private final SplittableRandom random;

    /** From where moments are told; those of some rounds pass the largest long. */
    private final long originNanos;

    private final int spreadNanos;
    private final List<WakeUp> all;
    private final WakeUpHeap heap = new WakeUpHeap();

    /** Moments since the origin. */
    private final Map<WakeUp, Long> expected = new HashMap<>();

    Twins(SplittableRandom random) {
      this.random = random;
      this.originNanos = random.nextBoolean() ? Long.MAX_VALUE - 50 : random.nextLong();
      this.spreadNanos = random.nextBoolean() ? 100 : 1_000_000;
      this.all = Stream.generate(WakeUpHeapTest::wakeUp).limit(random.nextInt(1, 60)).toList();
    }

    void change() {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          WakeUp any = any();
          long moment = random.nextInt(spreadNanos);
          heap.set(any, originNanos + moment);
          expected.put(any, moment);
        }
        case 2 -> {
          WakeUp any = any();
          heap.remove(any);
          expected.remove(any);
        }
        default -> takeDue(random.nextInt(spreadNanos));
      }
    }

    private WakeUp any() {
      return all.get(random.nextInt(all.size()));
    }

    private void takeDue(long now) {
      Long first = firstMomentOfList();
      WakeUp due = heap.takeDue(originNanos + now);
      if (first == null || first > now) {
        assertThat(due).isNull();
      } else {
        assertThat(expected.remove(due)).isEqualTo(first);
      }
    }

    @Nullable Long firstMoment() {
      WakeUp first = heap.first();
      return first == null ? null : first.momentNanos - originNanos;
    }

    @Nullable Long firstMomentOfList() {
      List<Long> sorted = sortedMoments();
      return sorted.isEmpty() ? null : sorted.getFirst();
    }

    List<Long> sortedMoments() {
      return expected.values().stream().sorted(Comparator.naturalOrder()).toList();
    }

    List<Long> drain() {
      List<Long> moments = new ArrayList<>();
      WakeUp due = heap.takeDue(originNanos + spreadNanos);
      while (due != null) {
        moments.add(due.momentNanos - originNanos);
        due = heap.takeDue(originNanos + spreadNanos);
      }
      return moments;
    }
  }
}
