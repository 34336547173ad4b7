package dev.deucalion.tsdb.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.ExemplarQueryable.SeriesExemplars;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExemplarRingTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "a");
  private static final Labels DOWN = Labels.of("__name__", "down", "job", "b");
  private static final List<List<Matcher>> ALL =
      List.of(List.of(Matcher.of(MatchType.REGEX, "__name__", ".+")));

  private final ExemplarRing ring = new ExemplarRing(4);

  private static Exemplar at(long timeMs, double value) {
    return new Exemplar(Labels.of("trace", "t" + timeMs), value, timeMs);
  }

  private List<SeriesExemplars> everything() {
    return ring.exemplars(Long.MIN_VALUE, Long.MAX_VALUE, ALL);
  }

  @Test
  void givesExemplarsInOrderOfSeriesAndTime() {
    ring.setOutOfOrderWindow(1000);
    ring.add(UP, at(20, 1));
    ring.add(DOWN, at(15, 2));
    ring.add(UP, at(30, 3));
    ring.add(UP, at(10, 4));
    assertThat(everything())
        .containsExactly(
            new SeriesExemplars(DOWN, List.of(at(15, 2))),
            new SeriesExemplars(UP, List.of(at(10, 4), at(20, 1), at(30, 3))));
    assertThat(ring.exemplars(20, 29, ALL))
        .containsExactly(new SeriesExemplars(UP, List.of(at(20, 1))));
    assertThat(ring.exemplars(16, 19, ALL)).isEmpty();
  }

  @Test
  void whatALogHasIsRestoredUnlessItIsThere() {
    Labels trace = Labels.of("trace", "a");
    ring.restore(UP, new Exemplar(trace, 1, 10));
    ring.restore(UP, new Exemplar(trace, 1, 20));
    ring.restore(UP, new Exemplar(trace, 1, 20));
    Exemplar later = new Exemplar(trace, 1, 20, false);
    assertThat(everything())
        .containsExactly(
            new SeriesExemplars(UP, List.of(new Exemplar(trace, 1, 10, false), later)));
    assertThat(ring.add(UP, new Exemplar(trace, 1, 30, false))).isEqualTo(Admission.KNOWN);
  }

  @Test
  void oneListOfMatchersIsEnough() {
    ring.add(UP, at(1, 1));
    ring.add(DOWN, at(1, 1));
    List<Matcher> upOfB = List.of(Matcher.equal("__name__", "up"), Matcher.equal("job", "b"));
    List<Matcher> down = List.of(Matcher.equal("__name__", "down"));
    assertThat(ring.exemplars(0, 9, List.of(upOfB, down)))
        .containsExactly(new SeriesExemplars(DOWN, List.of(at(1, 1))));
    assertThat(ring.exemplars(0, 9, List.of(upOfB))).isEmpty();
    assertThat(ring.exemplars(0, 9, List.of())).isEmpty();
  }

  @Test
  void theOldestMakesRoomAndSeriesWithoutAnyGo() {
    ring.add(DOWN, at(1, 1));
    for (int i = 2; i <= 6; i++) {
      ring.add(UP, at(i, i));
    }
    assertThat(everything())
        .containsExactly(new SeriesExemplars(UP, List.of(at(3, 3), at(4, 4), at(5, 5), at(6, 6))));
    assertThat(ring.stats()).isEqualTo(new ExemplarStats(6, 0, 4, 1, 4, 3));
  }

  @Test
  void theNewestAgainIsTakenSilently() {
    ring.add(UP, at(5, 1));
    assertThat(ring.check(UP, at(5, 1))).isEqualTo(Admission.KNOWN);
    assertThat(ring.add(UP, at(5, 1))).isEqualTo(Admission.KNOWN);
    assertThat(ring.stats().appended()).isEqualTo(1);
  }

  @Test
  void timeOfAScrapeSaysNothing() {
    ring.add(UP, new Exemplar(Labels.EMPTY, 1, 5, false));
    assertThat(ring.add(UP, new Exemplar(Labels.EMPTY, 1, 6, false))).isEqualTo(Admission.KNOWN);
    assertThat(ring.add(UP, new Exemplar(Labels.EMPTY, 1, 6))).isEqualTo(Admission.TAKEN);
  }

  @Test
  void refusesWhatIsBehind() {
    ring.add(UP, at(100, 5));
    assertThat(ring.check(UP, at(99, 5))).isEqualTo(Admission.OUT_OF_ORDER);
    assertThat(ring.stats().outOfOrder()).isZero();
    assertThat(ring.add(UP, at(99, 5))).isEqualTo(Admission.OUT_OF_ORDER);
    assertThat(ring.stats().outOfOrder()).isEqualTo(1);
    assertThat(ring.add(UP, at(100, 4)))
        .as("smaller at one time")
        .isEqualTo(Admission.OUT_OF_ORDER);
    assertThat(ring.add(UP, at(100, 6))).as("greater at one time").isEqualTo(Admission.TAKEN);
    assertThat(ring.add(DOWN, at(1, 1))).as("another series").isEqualTo(Admission.TAKEN);
  }

  @Test
  void windowTakesLateOnesOnce() {
    ring.setOutOfOrderWindow(50);
    ring.add(UP, at(100, 5));
    assertThat(ring.add(UP, at(50, 1))).isEqualTo(Admission.OUT_OF_ORDER);
    assertThat(ring.add(UP, at(51, 1))).isEqualTo(Admission.TAKEN);
    assertThat(ring.add(UP, at(51, 2))).isEqualTo(Admission.KNOWN);
    assertThat(everything())
        .containsExactly(new SeriesExemplars(UP, List.of(at(51, 1), at(100, 5))));
  }

  @Test
  void countsCharactersOfLabels() {
    String astral = "\ud83d\ude00".repeat(127);
    assertThat(ring.add(UP, new Exemplar(Labels.of("a", astral), 1, 1))).isEqualTo(Admission.TAKEN);
    assertThat(ring.add(UP, new Exemplar(Labels.of("ab", astral), 1, 2)))
        .isEqualTo(Admission.LABELS_TOO_LONG);
  }

  @Test
  void resizingKeepsTheLastAdded() {
    for (int i = 1; i <= 6; i++) {
      ring.add(i % 2 == 0 ? UP : DOWN, at(i, i));
    }
    ring.resize(3);
    assertThat(everything())
        .containsExactly(
            new SeriesExemplars(DOWN, List.of(at(5, 5))),
            new SeriesExemplars(UP, List.of(at(4, 4), at(6, 6))));
    ring.resize(5);
    ring.add(UP, at(7, 7));
    ring.add(UP, at(8, 8));
    assertThat(ring.stats()).isEqualTo(new ExemplarStats(8, 0, 5, 2, 5, 4));
    ring.add(UP, at(9, 9));
    assertThat(everything())
        .containsExactly(
            new SeriesExemplars(DOWN, List.of(at(5, 5))),
            new SeriesExemplars(UP, List.of(at(6, 6), at(7, 7), at(8, 8), at(9, 9))));
    ring.resize(0);
    assertThat(everything()).isEmpty();
    assertThat(ring.add(UP, at(10, 1))).isEqualTo(Admission.SWITCHED_OFF);
  }
}
