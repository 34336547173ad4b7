package dev.deucalion.tsdb.ref;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogRefsTest {
  @Test
  void isAMap() {
    Random random = new Random(3);
    LogRefs refs = new LogRefs();
    Map<Long, Integer> twin = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      long ref = 1 + (random.nextBoolean() ? random.nextInt(5_000) : random.nextLong(1L << 40));
      refs.put(ref, i);
      twin.put(ref, i);
    }
    twin.forEach((ref, id) -> assertThat(refs.id(ref)).isEqualTo(id));
    for (long ref = 1; ref < 10_000; ref++) {
      assertThat(refs.id(ref)).isEqualTo(twin.getOrDefault(ref, SeriesCatalog.NONE));
    }
  }
}
