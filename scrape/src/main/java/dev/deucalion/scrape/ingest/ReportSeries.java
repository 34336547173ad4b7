package dev.deucalion.scrape.ingest;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;

/** The series that every scrape of a target writes about itself: {@code up} and its fellows. */
final class ReportSeries {
  private static final String[] NAMES = {
    "up",
    "scrape_duration_seconds",
    "scrape_samples_scraped",
    "scrape_samples_post_metric_relabeling",
    "scrape_series_added",
    "scrape_timeout_seconds",
    "scrape_sample_limit",
    "scrape_body_size_bytes",
  };
  private static final int WITHOUT_EXTRA = 5;

  private final Labels targetLabels;
  private final long[] refs = new long[NAMES.length];

  ReportSeries(Labels targetLabels) {
    this.targetLabels = targetLabels;
  }

  void append(Appender appender, long timeMs, ScrapeReport report) {
    append(appender, 0, timeMs, report.succeeded() ? 1 : 0);
    append(appender, 1, timeMs, report.durationSeconds());
    append(appender, 2, timeMs, report.counts().scraped());
    append(appender, 3, timeMs, report.counts().postRelabeling());
    append(appender, 4, timeMs, report.counts().seriesAdded());
    ExtraReport extra = report.extra();
    if (extra != null) {
      append(appender, 5, timeMs, extra.timeoutSeconds());
      append(appender, 6, timeMs, (double) extra.sampleLimit());
      append(appender, 7, timeMs, (double) extra.bodyBytes());
    }
  }

  void appendStale(Appender appender, long timeMs, boolean withExtra) {
    for (int i = 0; i < (withExtra ? NAMES.length : WITHOUT_EXTRA); i++) {
      append(appender, i, timeMs, StaleMarker.VALUE);
    }
  }

  /** A refusal is of no interest: a target that comes back soon may have written already. */
  private void append(Appender appender, int i, long timeMs, double value) {
    if (refs[i] == Appender.NO_SERIES
        || appender.append(refs[i], timeMs, value) == AppendResult.UNKNOWN_SERIES) {
      Labels labels = targetLabels.toBuilder().set(LabelNames.METRIC_NAME, NAMES[i]).build();
      refs[i] = appender.seriesRef(labels);
      appender.append(refs[i], timeMs, value);
    }
  }
}
