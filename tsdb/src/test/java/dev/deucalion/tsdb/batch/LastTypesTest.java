package dev.deucalion.tsdb.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.wal.RecordType;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastTypesTest {
  private static final RecordType[] TYPES = {RecordType.HISTOGRAMS, RecordType.FLOAT_HISTOGRAMS};

  @Test
  void isTheSameAsAMap() {
    LastTypes types = new LastTypes();
    for (long seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      Map<Integer, RecordType> naive = new HashMap<>();
      int bound = 1 + random.nextInt(seed % 3 == 0 ? 5000 : 50);
      types.clear();
      for (int i = 0; i < 2 * bound; i++) {
        int id = random.nextInt(bound);
        assertThat(types.get(id)).as("seed %d, id %d", seed, id).isEqualTo(naive.get(id));
        RecordType type = TYPES[random.nextInt(TYPES.length)];
        types.put(id, type);
        naive.put(id, type);
      }
      for (int id = 0; id < bound; id++) {
        assertThat(types.get(id)).as("seed %d, id %d", seed, id).isEqualTo(naive.get(id));
      }
    }
  }

  @Test
  void theLargestIdHasAPlace() {
    LastTypes types = new LastTypes();
    types.put(Integer.MAX_VALUE - 1, RecordType.HISTOGRAMS);
    assertThat(types.get(Integer.MAX_VALUE - 1)).isEqualTo(RecordType.HISTOGRAMS);
    assertThat(types.get(0)).isNull();
  }
}
