package dev.deucalion.scrape.exposition;

import java.util.Set;

/**
 * Finds the {@code _created} line of OpenMetrics 1.0 that says since when a metric has been
 * counted.
 *
 * <p>The line may stand anywhere among those of its metric, so a second parser looks ahead for the
 * next such line. Only that one counts: when it is another metric's, the metric at hand has none.
 * What was found is kept until the walk has passed it, so that a body is read twice at most. A line
 * that was found goes for the metric's series behind it too.
 */
final class CreatedLines {
  /** Ends the names of such series. */
  private static final String SUFFIX = "_created";

  private final OpenMetricsParser ahead = new OpenMetricsParser(Set.of());
  private final MetricHash hash = new MetricHash();

  /** Where the look ahead stopped; all before it is known. */
  private int knownTo;

  /** Whether it stopped at a line, whose metric and time these are. */
  private boolean found;

  private long foundMetric;
  private long foundMs;

  /** The last metric whose line was found, and its time. */
  private boolean matched;

  private long matchedMetric;
  private long matchedMs;

  void reset(byte[] body, int length) {
    ahead.reset(body, length);
    knownTo = -1;
    found = false;
    matched = false;
  }

  /** Whether a series of this name is such a line. */
  static boolean isCreated(byte[] body, int nameStart, int nameEnd) {
    int suffixStart = nameEnd - SUFFIX.length();
    for (int i = 0; i < SUFFIX.length(); i++) {
      if (suffixStart < nameStart || body[suffixStart + i] != SUFFIX.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The time in milliseconds for the series at which a parser stands, 0 where there is none. */
  long timeMs(OpenMetricsParser parser) throws ExpositionException {
    if (!parser.countsFromAStart()) {
      matched = false;
      return 0;
    }
    long metric = parser.metricHash(hash, parser.familyBytes());
    if (matched && metric == matchedMetric) {
      return matchedMs;
    }
    if (knownTo < parser.nextEntryStart()) {
      lookAhead(parser);
    }
    matched = found && metric == foundMetric;
    matchedMetric = metric;
    matchedMs = matched ? foundMs : 0;
    return matchedMs;
  }

  private void lookAhead(OpenMetricsParser parser) throws ExpositionException {
    ahead.continueAt(parser);
    EntryKind kind;
    do {
      knownTo = ahead.nextEntryStart();
      kind = ahead.next();
      found = kind == EntryKind.SERIES && ahead.isCreated();
    } while (kind == EntryKind.SERIES && !found);
    if (found) {
      foundMetric = ahead.metricHash(hash, ahead.nameBytes() - SUFFIX.length());
      foundMs = (long) (ahead.value() * 1000);
    }
  }
}
