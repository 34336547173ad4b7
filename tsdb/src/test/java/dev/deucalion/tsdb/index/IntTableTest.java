package dev.deucalion.tsdb.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IntTableTest {
  @Test
  void agreesWithAMapThatGrowsAndShrinks() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      IntTable table = new IntTable();
      Map<Integer, Integer> twin = new TreeMap<>();
      int keys = 1 + random.nextInt(2_000);
      for (int i = 0; i < 4_000; i++) {
        // Sometimes it mostly grows, sometimes it mostly shrinks.
        boolean adds = random.nextInt(100) < (i / 1_000 % 2 == 0 ? 80 : 20);
        change(table, twin, random.nextInt(keys), adds, i);
      }
      assertThat(table.count()).as("seed %d", seed).isEqualTo(twin.size());
      assertThat(table.keys())
          .as("seed %d", seed)
          .containsExactlyInAnyOrder(twin.keySet().stream().mapToInt(k -> k).toArray());
      for (int key = 0; key < keys; key++) {
        int place = table.find(key);
        Integer expected = twin.get(key);
        assertThat(place == IntTable.NONE ? null : (Integer) table.valueAt(place))
            .as("seed %d, key %d", seed, key)
            .isEqualTo(expected);
      }
    }
  }

  private static void change(
      IntTable table, Map<Integer, Integer> twin, int key, boolean adds, int value) {
    int place = table.find(key);
    if (adds && place == IntTable.NONE) {
      table.add(key, value);
      twin.put(key, value);
    } else if (adds) {
      table.setValueAt(place, value);
      twin.put(key, value);
    } else if (place != IntTable.NONE) {
      table.removeAt(place);
      twin.remove(key);
    }
  }
}
