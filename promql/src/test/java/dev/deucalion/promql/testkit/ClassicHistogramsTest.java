package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ClassicHistogramsTest {
  private static Map<Labels, SortedMap<Long, FloatHistogram>> converted(String... series) {
    ClassicHistograms classic = new ClassicHistograms();
    for (String one : series) {
      classic.add(SeriesNotation.parse(one), 1000);
    }
    return classic.convert();
  }

  @Test
  void putsSeriesTogether() {
    Map<Labels, SortedMap<Long, FloatHistogram>> found =
        converted(
            "h_bucket{le=\"5\",a=\"b\"} 3 4",
            "h_bucket{le=\"1\",a=\"b\"} 1 1",
            "h_bucket{le=\"+Inf\",a=\"b\"} 5 7",
            "h_count{a=\"b\"} 5 7",
            "h_sum{a=\"b\"} 12 13",
            "other 1");
    assertThat(found).containsOnlyKeys(Labels.of("__name__", "h", "a", "b"));
    SortedMap<Long, FloatHistogram> byTime = found.values().iterator().next();
    assertThat(byTime)
        .containsExactly(
            Map.entry(
                0L, histogram("{{schema:-53 count:5 sum:12 custom_values:[1 5] buckets:[1 2 2]}}")),
            Map.entry(
                1000L,
                histogram("{{schema:-53 count:7 sum:13 custom_values:[1 5] buckets:[1 3 3]}}")));
  }

  private static FloatHistogram histogram(String text) {
    return HistogramNotation.parse(text).histogram();
  }

  @Test
  void takesTheCountForTheLastBucketAndTheLastBucketForTheCount() {
    assertThat(converted("h_bucket{le=\"1\"} 1", "h_count 3").values().iterator().next().get(0L))
        .isEqualTo(histogram("{{schema:-53 count:3 custom_values:[1] buckets:[1 2]}}"));
    assertThat(converted("h_bucket{le=\"1\"} 1").values().iterator().next().get(0L))
        .isEqualTo(histogram("{{schema:-53 count:1 custom_values:[1] buckets:[1 0]}}"));
  }

  @Test
  void refusesContradictions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> converted("h_bucket{le=\"+Inf\"} 1", "h_count 3"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> converted("h_bucket{le=\"1\"} 2", "h_bucket{le=\"2\"} 1"));
  }
}
