package dev.deucalion.rules.group;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds what recording rules have stored. */
final class StoredResults {
  /** Samples read at a time. */
  private static final int BATCH = 256;

  private StoredResults() {}

  /**
   * The time of the newest sample of any of the rules, stale markers included.
   *
   * @param history of at least the range
   * @param fromMs earliest time, inclusive
   * @param toMs latest time, inclusive
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  static OptionalLong newestMs(
      List<RecordingRuleOptions> rules, Querier history, long fromMs, long toMs) {
    List<SeriesSelector> selectors = new ArrayList<>();
    for (RecordingRuleOptions rule : rules) {
      List<Matcher> matchers = new ArrayList<>();
      matchers.add(Matcher.equal(LabelNames.METRIC_NAME, rule.name()));
      rule.labels().forEach((name, value) -> matchers.add(Matcher.equal(name, value)));
      selectors.add(new SeriesSelector(matchers, fromMs, toMs, false));
    }
    long newestMs = Long.MIN_VALUE;
    for (SeriesSet set : history.select(selectors)) {
      newestMs = Math.max(newestMs, newestMs(set));
    }
    return newestMs == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(newestMs);
  }

  private static long newestMs(SeriesSet set) {
    long newestMs = Long.MIN_VALUE;
    long[] timesMs = new long[BATCH];
    double[] values = new double[BATCH];
    Histogram[] histograms = new Histogram[BATCH];
    SampleCursor cursor = null;
    for (int i = 0; i < set.size(); i++) {
      cursor = set.samples(i, cursor);
      int count;
      do {
        count = cursor.next(timesMs, values);
        if (count == 0) {
          count = cursor.nextHistograms(timesMs, histograms);
        }
        if (count > 0) {
          newestMs = Math.max(newestMs, timesMs[count - 1]);
        }
      } while (count > 0);
    }
    return newestMs;
  }
}
