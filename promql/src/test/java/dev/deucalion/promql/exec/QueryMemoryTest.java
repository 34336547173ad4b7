package dev.deucalion.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryMemoryTest {
  private static final long MIB = 1 << 20;

  private final MemoryBudget budget = new MemoryBudget(10 * MIB);

  @Test
  void refusesWhatIsTooMuchForOneQuery() {
    try (QueryMemory memory = new QueryMemory(3 * MIB, budget)) {
      memory.hold(3 * MIB);
      assertThatThrownBy(() -> memory.hold(MIB / 2))
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.EXECUTION))
          .hasMessage(
              "query processing would use too much memory in query execution: this query holds"
                  + " 3.5MiB, one query may hold 3.0MiB (--query.max-memory)");
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void refusesWhatIsTooMuchForAllQueries() {
    try (QueryMemory first = new QueryMemory(100 * MIB, budget);
        QueryMemory second = new QueryMemory(100 * MIB, budget)) {
      first.hold(7 * MIB);
      assertThatThrownBy(() -> second.hold(4 * MIB))
          .hasMessage(
              "query processing would use too much memory in query execution: this query holds"
                  + " 4.0MiB, all queries together hold 11.0MiB and may hold 10.0MiB"
                  + " (--query.max-total-memory)");
      second.release(4 * MIB);
      second.hold(3 * MIB);
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void oneThatHardlyCountsIsServedBesideOnesThatHoldAll() {
    try (QueryMemory greedy = new QueryMemory(100 * MIB, budget);
        QueryMemory modest = new QueryMemory(100 * MIB, budget)) {
      greedy.hold(10 * MIB);
      modest.hold(1 << 16);
      assertThatThrownBy(() -> modest.hold(1)).hasMessageContaining("--query.max-total-memory");
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void refusesWhatTheHeapHasNoRoomFor() {
    long[] room = {4 * MIB};
    MemoryBudget besideOthers = new MemoryBudget(10 * MIB, bytes -> bytes <= room[0]);
    try (QueryMemory memory = new QueryMemory(100 * MIB, besideOthers)) {
      memory.hold(4 * MIB);
      room[0] = 0;
      assertThatThrownBy(() -> memory.hold(MIB))
          .hasMessage(
              "query processing would use too much memory in query execution: this query holds"
                  + " 5.0MiB, all queries together hold 5.0MiB, and the heap has no room for more");
    }
    try (QueryMemory little = new QueryMemory(100 * MIB, besideOthers)) {
      little.hold(MIB);
      assertThatThrownBy(() -> little.hold(1)).hasMessageContaining("no room for more");
    }
    assertThat(besideOthers.reservedBytes()).isZero();
  }

  @Test
  void givesBackWhatItNoLongerHolds() {
    QueryMemory memory = new QueryMemory(100 * MIB, budget);
    memory.hold(10 * MIB);
    memory.release(9 * MIB);
    assertThat(budget.reservedBytes()).isEqualTo(2 * MIB);
    assertThat(memory.heldBytes()).isEqualTo(MIB);
    assertThat(memory.peakBytes()).isEqualTo(10 * MIB);
    memory.close();
    memory.release(MIB);
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void reservesNeitherTooLittleNorMuchTooMuch() {
    long seed = 7;
    Random random = new Random(seed);
    QueryMemory memory = new QueryMemory(Long.MAX_VALUE, budget);
    long held = 0;
    for (int i = 0; i < 10_000; i++) {
      long bytes = random.nextLong(MIB);
      if (random.nextBoolean() && held + bytes <= 10 * MIB) {
        memory.hold(bytes);
        held += bytes;
      } else if (bytes <= held) {
        memory.release(bytes);
        held -= bytes;
      }
      assertThat(budget.reservedBytes()).as("seed %d", seed).isBetween(held, held + 2 * MIB);
    }
  }

  @Test
  void littleIsTakenWithoutAskingForRoom() {
    List<Long> asked = new ArrayList<>();
    MemoryBudget besideOthers = asking(asked, false);
    try (QueryMemory memory = new QueryMemory(100 * MIB, besideOthers)) {
      memory.hold(1);
      memory.hold(MIB - 1);
      assertThat(asked).isEmpty();
      assertThat(besideOthers.reservedBytes()).isEqualTo(MIB);
    }
    assertThat(besideOthers.reservedBytes()).isZero();
  }

  @Test
  void roomIsAskedForOnceAndForAllThatIsHeld() {
    List<Long> asked = new ArrayList<>();
    MemoryBudget besideOthers = asking(asked, true);
    try (QueryMemory memory = new QueryMemory(100 * MIB, besideOthers)) {
      memory.hold(1);
      memory.hold(2 * MIB);
      assertThat(asked).containsExactly(3 * MIB);
      memory.hold(MIB);
      assertThat(asked).containsExactly(3 * MIB, MIB);
    }
    asked.clear();
    MemoryBudget fullHeap = asking(asked, false);
    try (QueryMemory memory = new QueryMemory(100 * MIB, fullHeap)) {
      assertThatThrownBy(() -> memory.hold(MIB + 1)).hasMessageContaining("no room for more");
      assertThat(asked).containsExactly(2 * MIB);
      assertThat(fullHeap.reservedBytes()).isZero();
    }
  }

  @Test
  void whereAskingForRoomFailsNothingStaysTaken() {
    MemoryBudget besideOthers =
        new MemoryBudget(
            10 * MIB,
            _ -> {
              throw new OutOfMemoryError("test");
            });
    try (QueryMemory memory = new QueryMemory(100 * MIB, besideOthers)) {
      assertThatThrownBy(() -> memory.hold(2 * MIB)).isInstanceOf(OutOfMemoryError.class);
      assertThat(besideOthers.reservedBytes()).isZero();
    }
    assertThat(besideOthers.reservedBytes()).isZero();
  }

  @Test
  void aQueryThatWasRefusedDoesNotAskForRoomAgain() {
    List<Long> asked = new ArrayList<>();
    MemoryBudget fullHeap = asking(asked, false);
    try (QueryMemory memory = new QueryMemory(100 * MIB, fullHeap)) {
      assertThatThrownBy(() -> memory.hold(2 * MIB)).hasMessageContaining("no room for more");
      assertThatThrownBy(() -> memory.hold(1)).hasMessageContaining("no room for more");
      assertThat(memory.tryHold(1)).isFalse();
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void onceThereIsNoRoomNothingMoreIsKept() {
    List<Long> asked = new ArrayList<>();
    MemoryBudget fullHeap = asking(asked, false);
    int steps = 1 << 17;
    try (QueryLimits limits =
        new QueryLimits(
            System::nanoTime,
            System.nanoTime() + (1L << 40),
            Long.MAX_VALUE,
            new QueryMemory(100 * MIB, fullHeap))) {
      KeptRoom room = new KeptRoom(limits);
      assertThat(room.take(limits, 1)).isTrue();
      assertThat(room.take(limits, steps)).isFalse();
      room.giveBack(limits, 1);
      assertThat(room.take(limits, steps)).isFalse();
      assertThat(asked).hasSize(1);
    }
  }

  private static MemoryBudget asking(List<Long> asked, boolean answer) {
    return new MemoryBudget(
        10 * MIB,
        bytes -> {
          asked.add(bytes);
          return answer;
        });
  }
}
