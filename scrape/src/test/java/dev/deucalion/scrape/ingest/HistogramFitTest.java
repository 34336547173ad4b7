package dev.deucalion.scrape.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.scrape.options.HistogramOptions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramFitTest {
  private static IntHistogram of(BucketLayout layout, long... counts) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN, layout, 0, counts.length, 1, counts, new long[0]);
  }

  private static IntHistogram exponential(int schema, int... spans) {
    long[] counts = new long[BucketLayout.bucketCount(spans)];
    Arrays.fill(counts, 1);
    return of(BucketLayout.exponential(schema, 0, spans, new int[0]), counts);
  }

  private static HistogramFit fit(long limit, double factor) {
    return new HistogramFit(HistogramOptions.DEFAULTS.withResolution(limit, factor));
  }

  /** The examples of Prometheus' documentation. */
  @ParameterizedTest
  @CsvSource({
    "65536, -4",
    "256, -3",
    "16, -2",
    "4, -1",
    "2, 0",
    "1.4, 1",
    "1.1, 2",
    "1.09, 3",
    "1.04, 4",
    "1.02, 5",
    "1.01, 6",
    "1.005, 7",
    "1.002, 8",
    "1.00271, 8",
    "1, 8",
    "0, 8",
    "1e300, -4"
  })
  void factorsMeanSchemas(double factor, int schema) {
    assertThat(HistogramFit.maxSchema(factor)).isEqualTo(schema);
  }

  @Test
  void makesBucketsCoarserUntilTheyFit() {
    Histogram fitted = fit(3, 0).fit(exponential(3, 1, 8));
    assertThat(fitted).isNotNull();
    assertThat(fitted.layout().schema()).isEqualTo(1);
    assertThat(((IntHistogram) fitted).positive()).containsExactly(4, 4);
  }

  @Test
  void keepsWhatFits() {
    IntHistogram histogram = exponential(3, 1, 8);
    assertThat(fit(8, 0).fit(histogram)).isSameAs(histogram);
    assertThat(fit(0, 0).fit(histogram)).isSameAs(histogram);
  }

  @Test
  void givesUpWhereNothingCanBeMadeCoarser() {
    assertThat(fit(1, 0).fit(exponential(-3, 0, 1, 1 << 20, 1, 1 << 20, 1))).isNull();
    IntHistogram custom = of(BucketLayout.custom(new int[] {0, 2}, new double[] {1}), 1, 1);
    assertThat(fit(1, 0).fit(custom)).isNull();
    assertThat(fit(2, 65536).fit(custom)).isSameAs(custom);
  }

  @Test
  void schemasThatAreTooFineAreBroughtDown() {
    Histogram fitted = fit(0, 0).fit(exponential(20, 1, 2));
    assertThat(fitted).isNotNull();
    assertThat(fitted.layout().schema()).isEqualTo(8);
  }

  @Test
  void leavesWhatIsNoHistogramToTheCheck() {
    IntHistogram backwards = exponential(3, 0, 1, -1, 1);
    assertThat(fit(1, 2).fit(backwards)).isSameAs(backwards);
  }
}
