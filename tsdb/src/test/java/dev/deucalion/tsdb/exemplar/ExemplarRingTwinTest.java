package dev.deucalion.tsdb.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.ExemplarQueryable.SeriesExemplars;
import dev.deucalion.tsdb.life.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ring holds what a plain queue of all that it took would hold. */
class ExemplarRingTwinTest {
  private record Added(Labels series, Exemplar exemplar) {}

  static LongStream seeds() {
    return Seeds.forTwins(5);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void holdsWhatAQueueHolds(long seed) {
    Random random = new Random(seed);
    int capacity = 1 + random.nextInt(40);
    ExemplarRing ring = new ExemplarRing(capacity);
    ring.setOutOfOrderWindow(30);
    Deque<Added> queue = new ArrayDeque<>();
    for (int step = 0; step < 3000; step++) {
      if (random.nextInt(100) == 0) {
        capacity = random.nextInt(40);
        ring.resize(capacity);
      }
      Labels series = Labels.of("s", "v" + random.nextInt(6));
      Exemplar exemplar =
          new Exemplar(Labels.of("n", "" + step), random.nextInt(5), step / 4 - random.nextInt(40));
      if (ring.add(series, exemplar) == Admission.TAKEN) {
        queue.add(new Added(series, exemplar));
      }
      while (queue.size() > capacity) {
        queue.remove();
      }
      if (step % 7 == 0) {
        assertThat(
                ring.exemplars(
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    List.of(List.of(Matcher.of(MatchType.REGEX, "s", ".*")))))
            .as("seed %d, step %d", seed, step)
            .isEqualTo(sorted(queue));
        assertThat(ring.stats().exemplars()).isEqualTo(queue.size());
      }
    }
  }

  private static List<SeriesExemplars> sorted(Deque<Added> queue) {
    Map<Labels, List<Exemplar>> bySeries = new TreeMap<>();
    for (Added added : queue) {
      bySeries.computeIfAbsent(added.series, s -> new ArrayList<>()).add(added.exemplar);
    }
    List<SeriesExemplars> result = new ArrayList<>();
    bySeries.forEach((series, exemplars) -> {
      exemplars.sort(Comparator.comparingLong(Exemplar::timeMs));
      result.add(new SeriesExemplars(series, exemplars));
    });
    return result;
  }
}
