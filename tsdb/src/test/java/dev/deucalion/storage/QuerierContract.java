package dev.deucalion.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Queryable} must do. */
public abstract class QuerierContract {
  private static final long LAST_MS = 5000 * 1000L;

  private TestStore store;

  /** An empty store. */
  protected abstract TestStore open() throws Exception;

  @BeforeEach
  void fill() throws Exception {
    store = open();
    for (long time = 0; time <= LAST_MS; time += 1000) {
      try (Appender batch = store.appender()) {
        batch.append(batch.seriesRef(series("a", "1")), time, (double) time);
        batch.append(batch.seriesRef(series("b", "2")), time, (double) -time);
        if (time == 0) {
          batch.append(batch.seriesRef(series("\ud83d\ude00", "3")), time, 1);
          batch.append(batch.seriesRef(series("\uff00", "4")), time, 1);
          batch.append(batch.seriesRef(Labels.of("__name__", "other")), time, 1);
        }
        batch.commit();
      }
    }
  }

  private static Labels series(String job, String instance) {
    return Labels.of("__name__", "m", "job", job, "instance", instance);
  }

  @AfterEach
  void closeStore() throws Exception {
    store.close();
  }

  @Test
  void rangesAreInclusiveAndExact() {
    long[][] ranges = {{0, 0}, {1, 999}, {1000, 1000}, {999, 2001}, {-5, 7}, {120_000, 360_001}};
    for (long[] range : ranges) {
      var found = Reading.select(store, range[0], range[1], Matcher.equal("job", "a"));
      List<Long> expected = new ArrayList<>();
      for (long time = 0; time <= range[1]; time += 1000) {
        if (time >= range[0]) {
          expected.add(time);
        }
      }
      List<Long> times =
          found.isEmpty()
              ? List.of()
              : List.copyOf(Objects.requireNonNull(found.get(series("a", "1"))).keySet());
      assertThat(times).as("%d to %d", range[0], range[1]).isEqualTo(expected);
    }
  }

  @Test
  void seriesNamesAndValuesAreThoseOfTheRange() {
    for (long[] range : new long[][] {{-9, -1}, {LAST_MS + 1, LAST_MS + 9}}) {
      try (Querier querier = store.querier(range[0], range[1])) {
        assertThat(querier.labelNames(List.of(), Querier.NO_LIMIT)).isEmpty();
        assertThat(querier.labelValues("job", List.of(), Querier.NO_LIMIT)).isEmpty();
        assertThat(selected(querier)).isZero();
      }
    }
    try (Querier querier = store.querier(-9, 0)) {
      assertThat(querier.labelNames(List.of(), Querier.NO_LIMIT)).isNotEmpty();
      assertThat(querier.labelValues("job", List.of(), Querier.NO_LIMIT)).hasSize(4);
      assertThat(selected(querier)).isEqualTo(5);
    }
    try (Querier querier = store.querier(LAST_MS - 500_000, LAST_MS - 400_000)) {
      assertThat(selected(querier)).as("the series that go on").isEqualTo(2);
    }
  }

  private static int selected(Querier querier) {
    var all = Reading.selector(Long.MIN_VALUE, Long.MAX_VALUE, Matcher.equal("nothing", ""));
    return querier.select(List.of(all)).getFirst().size();
  }

  @Test
  void arraysOfAnyLengthGiveTheSame() {
    try (Querier querier = store.querier(3_000, LAST_MS - 7_000)) {
      SeriesSet set =
          querier
              .select(
                  List.of(
                      Reading.selector(
                          Long.MIN_VALUE, Long.MAX_VALUE, Matcher.equal("__name__", "m"))))
              .getFirst();
      var whole = Reading.read(set, 10_000);
      assertThat(whole.get(series("a", "1"))).hasSize(4991);
      for (int length : new int[] {1, 2, 3, 119, 120, 121, 500}) {
        assertThat(Reading.read(set, length)).as("arrays of %d", length).isEqualTo(whole);
      }
    }
  }

  @Test
  void sortsByBytesWhenAsked() {
    try (Querier querier = store.querier(0, LAST_MS)) {
      SeriesSet set =
          querier
              .select(
                  List.of(
                      new SeriesSelector(
                          List.of(Matcher.of(MatchType.REGEX, "__name__", ".+")),
                          0,
                          LAST_MS,
                          true)))
              .getFirst();
      List<Labels> labels = new ArrayList<>();
      for (int i = 0; i < set.size(); i++) {
        labels.add(set.labels(i));
      }
      assertThat(labels)
          .containsExactly(
              series("a", "1"),
              series("b", "2"),
              series("\ud83d\ude00", "3"),
              series("\uff00", "4"),
              Labels.of("__name__", "other"));
    }
  }

  @Test
  void severalSelectorsAreAnsweredInOrder() {
    try (Querier querier = store.querier(0, LAST_MS)) {
      List<SeriesSet> sets =
          querier.select(
              List.of(
                  Reading.selector(0, 1000, Matcher.equal("job", "b")),
                  Reading.selector(0, 1000, Matcher.equal("job", "none")),
                  Reading.selector(0, 0, Matcher.equal("job", "a"))));
      assertThat(Reading.read(sets.get(0), 9).keySet()).containsExactly(series("b", "2"));
      assertThat(Reading.read(sets.get(1), 9)).isEmpty();
      assertThat(Reading.read(sets.get(2), 9).keySet()).containsExactly(series("a", "1"));
    }
  }

  @Test
  void whatWasSelectedStaysWhileMoreIsWritten() throws Exception {
    try (Querier querier = store.querier(0, Long.MAX_VALUE)) {
      SeriesSet set =
          querier
              .select(List.of(Reading.selector(0, Long.MAX_VALUE, Matcher.equal("__name__", "m"))))
              .getFirst();
      var before = Reading.read(set, 64);
      for (long time = LAST_MS + 1000; time < LAST_MS + 1_000_000; time += 1000) {
        try (Appender batch = store.appender()) {
          batch.append(batch.seriesRef(series("a", "1")), time, Math.sqrt((double) time));
          batch.append(batch.seriesRef(series("new", "9")), time, (double) time);
          batch.commit();
        }
      }
      assertThat(Reading.read(set, 64)).isEqualTo(before);
    }
    assertThat(Reading.select(store, 0, Long.MAX_VALUE, Matcher.equal("job", "new"))).hasSize(1);
  }

  @Test
  void listsNamesAndValuesInByteOrder() {
    try (Querier querier = store.querier(0, LAST_MS)) {
      assertThat(querier.labelNames(List.of(), Querier.NO_LIMIT))
          .containsExactly("__name__", "instance", "job");
      assertThat(querier.labelNames(List.of(Matcher.equal("__name__", "other")), 0))
          .containsExactly("__name__");
      assertThat(querier.labelValues("job", List.of(), Querier.NO_LIMIT))
          .containsExactly("a", "b", "\uff00", "\ud83d\ude00");
      assertThat(querier.labelValues("job", List.of(), 2)).containsExactly("a", "b");
      assertThat(querier.labelValues("job", List.of(Matcher.equal("instance", "2")), 0))
          .containsExactly("b");
      assertThat(querier.labelValues("nothing", List.of(), 0)).isEmpty();
    }
  }
}
