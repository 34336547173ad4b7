package dev.deucalion.http.otlp;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.HistogramValidation;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import java.util.List;

/** Adds samples to a batch. A refused sample is an exception: it makes the whole request fail. */
final class OtlpBatch {
  /** How far ahead of the server's clock a sample may be. */
  private static final long MAX_AHEAD_MS = 10 * 60_000;

  private final Appender appender;
  private final OtlpCounters counters;
  private final long maxTimeMs;
  private boolean refusedForTime;

  OtlpBatch(Appender appender, OtlpCounters counters, long nowMs) {
    this.appender = appender;
    this.counters = counters;
    maxTimeMs = nowMs + MAX_AHEAD_MS;
  }

  /** Whether a sample was refused for its time, which trying again would not change. */
  boolean isRefusedForTime() {
    return refusedForTime;
  }

  /** Adds a sample of the series that has these labels and a name. */
  void add(
      LabelsBuilder labels, String name, long timeMs, double value, List<OtlpExemplar> exemplars)
      throws OtlpException {
    Labels series = labels.set(LabelNames.METRIC_NAME, name).build();
    requireLabels(series);
    long ref = appender.seriesRef(series);
    check(
        timeMs > maxTimeMs ? AppendResult.OUT_OF_BOUNDS : appender.append(ref, timeMs, value),
        timeMs);
    addExemplars(ref, exemplars);
  }

  /** Adds a histogram; as for samples. */
  void add(
      LabelsBuilder labels,
      String name,
      long timeMs,
      Histogram histogram,
      List<OtlpExemplar> exemplars)
      throws OtlpException {
    String problem = HistogramValidation.problem(histogram);
    if (problem != null) {
      throw new OtlpException(problem);
    }
    Labels series = labels.set(LabelNames.METRIC_NAME, name).build();
    requireLabels(series);
    long ref = appender.seriesRef(series);
    check(
        timeMs > maxTimeMs ? AppendResult.OUT_OF_BOUNDS : appender.append(ref, timeMs, histogram),
        timeMs);
    addExemplars(ref, exemplars);
  }

  private static void requireLabels(Labels series) throws OtlpException {
    if (series.isEmpty()) {
      throw new OtlpException("empty labelset: invalid sample");
    }
  }

  private void addExemplars(long ref, List<OtlpExemplar> exemplars) {
    for (OtlpExemplar exemplar : exemplars) {
      if (appender.appendExemplar(ref, exemplar.exemplar()) == AppendResult.OUT_OF_ORDER) {
        counters.countOutOfOrderExemplar();
      }
    }
  }

  private void check(AppendResult result, long timeMs) throws OtlpException {
    String text =
        switch (result) {
          case APPENDED -> "";
          case OUT_OF_ORDER -> "out of order sample";
          case DUPLICATE_TIMESTAMP -> "duplicate sample for timestamp";
          case OUT_OF_BOUNDS ->
              timeMs > maxTimeMs
                  ? "out of bounds: timestamp is too far in the future"
                  : "out of bounds";
          case TOO_OLD -> "too old sample";
          case UNKNOWN_SERIES, INVALID_HISTOGRAM, EXEMPLAR_TOO_LONG -> "sample was refused";
        };
    if (!text.isEmpty()) {
      refusedForTime |= !text.equals("sample was refused");
      throw new OtlpException(text);
    }
  }
}
