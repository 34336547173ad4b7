package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FullChunkListTest {
  private static final long UNIT_MS = 4_000;

  private record Chunk(long ref, long maxTimeMs) {}

  @Test
  void keepsWhatIsNotOldAndDropsPages() {
    Random random = new Random(3);
    FullChunkList list = new FullChunkList();
    Map<Integer, Deque<Chunk>> twin = new HashMap<>();
    long timeMs = -50_000_000;
    long ref = 0;
    int most = 0;
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 1_500; i++) {
        int id = random.nextInt(3_000);
        timeMs += random.nextInt(20);
        list.add(id, ++ref, timeMs);
        twin.computeIfAbsent(id, k -> new ArrayDeque<>()).push(new Chunk(ref, timeMs));
      }
      long minTimeMs = timeMs - 100_000;
      list.dropBefore(minTimeMs);
      most = Math.max(most, list.count());
      twin.forEach((id, chunks) -> check(list, id, chunks, minTimeMs));
    }
    assertThat(most).isLessThan(100_000 / 10 + 1_500 + 3 * 1_024);
  }

  private static void check(FullChunkList list, int id, Deque<Chunk> chunks, long minTimeMs) {
    int link = list.newest(id);
    Iterator<Chunk> expected = chunks.iterator();
    while (link != 0 && !list.isBefore(link, minTimeMs)) {
      Chunk chunk = expected.next();
      assertThat(list.chunkRef(link)).isEqualTo(chunk.ref);
      assertThat(list.endsAfter(link, chunk.maxTimeMs - UNIT_MS)).isTrue();
      assertThat(list.endsAfter(link, chunk.maxTimeMs)).isFalse();
      link = list.previous(link);
    }
    if (expected.hasNext()) {
      assertThat(expected.next().maxTimeMs).isLessThan(minTimeMs);
    }
  }

  @Test
  void refsAreReplaced() {
    FullChunkList list = new FullChunkList();
    for (int i = 0; i < 3_000; i++) {
      list.add(i, 1_000 + i, i);
    }
    list.replace(1_007, 5);
    assertThat(list.chunkRef(list.newest(7))).isEqualTo(5);
    list.forget(7);
    assertThat(list.newest(7)).isZero();
    assertThat(list.count()).isEqualTo(3_000);
  }
}
