package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.AggregateOp;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What {@link NaiveEngine} has to say beside the answer, without positions. */
final class NaiveNotes {
  private static final Set<String> OF_ONE_KIND =
      Set.of("rate", "increase", "delta", "sum_over_time", "avg_over_time");
  private static final Set<String> OF_FLOATS = Set.of("min_over_time", "max_over_time");
  private static final List<String> COUNTER_ENDINGS =
      List.of("_total", "_sum", "_count", "_bucket");

  private final Set<String> texts = new TreeSet<>();

  /** The beginnings of all texts that are known here. */
  static boolean isKnown(String text) {
    return text.startsWith("PromQL info: metric might not be a counter")
        || text.startsWith("PromQL info: ignored histogram")
        || text.startsWith("PromQL info: incompatible sample types")
        || text.startsWith("PromQL warning: encountered a mix of histograms and floats")
        || text.startsWith("PromQL warning: quantile value");
  }

  Set<String> texts() {
    return texts;
  }

  /** A window was looked at. */
  void window(String function, Labels labels, List<NaiveValue.Sample> samples, boolean hasFloat) {
    String name = labels.get(LabelNames.METRIC_NAME);
    long floats = samples.stream().filter(s -> s.value() instanceof NaiveValue.Number).count();
    boolean mixed = floats > 0 && floats < samples.size();
    boolean lastTwoMixed =
        samples.size() > 1
            && samples.getLast().value() instanceof NaiveValue.Number
                != samples.get(samples.size() - 2).value() instanceof NaiveValue.Number;
    boolean ofLastTwo = function.equals("irate") || function.equals("idelta");
    if (OF_ONE_KIND.contains(function) ? mixed : ofLastTwo && lastTwoMixed) {
      texts.add(
          "PromQL warning: encountered a mix of histograms and floats for metric name \""
              + name
              + "\"");
    }
    if (OF_FLOATS.contains(function) && mixed) {
      texts.add(
          "PromQL info: ignored histograms in a range containing both floats and histograms for"
              + " metric name \""
              + name
              + "\"");
    }
    boolean growth = function.equals("rate") || function.equals("increase");
    if (growth
        && hasFloat
        && !name.isEmpty()
        && COUNTER_ENDINGS.stream().noneMatch(name::endsWith)) {
      texts.add(
          "PromQL info: metric might not be a counter, name does not end in"
              + " _total/_sum/_count/_bucket: \""
              + name
              + "\"");
    }
  }

  /** A group was aggregated. */
  void group(AggregateOp op, int floats, int histograms) {
    switch (op) {
      case SUM, AVG -> {
        if (floats > 0 && histograms > 0) {
          texts.add("PromQL warning: encountered a mix of histograms and floats for aggregation");
        }
      }
      case MIN, MAX, STDDEV, STDVAR, QUANTILE, TOPK, BOTTOMK -> {
        if (histograms > 0) {
          texts.add(
              "PromQL info: ignored histogram in "
                  + op.name().toLowerCase(Locale.ROOT)
                  + " aggregation");
        }
      }
      default -> {}
    }
  }

  /** An operator met two kinds of samples that it has no meaning for. */
  void incompatible(String operator, NaiveValue left, NaiveValue right) {
    texts.add(
        "PromQL info: incompatible sample types encountered for binary operator \"%s\": %s %s %s"
            .formatted(operator, kind(left), operator, kind(right)));
  }

  private static String kind(NaiveValue value) {
    return value instanceof NaiveHistogram ? "histogram" : "float";
  }

  /** A quantile was asked for. */
  void quantile(double phi) {
    if (!(phi >= 0 && phi <= 1)) {
      String shown = phi == Math.rint(phi) ? "" + (long) phi : "" + phi;
      texts.add("PromQL warning: quantile value should be between 0 and 1, got " + shown);
    }
  }
}
