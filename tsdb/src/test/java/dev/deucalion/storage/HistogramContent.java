package dev.deucalion.storage;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * What a histogram says, however its buckets are laid out: spans may name empty buckets, and hints
 * at counter resets depend on the neighbours. All stale markers of a kind are the same.
 *
 * @param kind int, float or stale
 * @param positive index → count, without empty buckets
 * @param negative index → count, without empty buckets
 */
public record HistogramContent(
    String kind,
    int schema,
    double zeroThreshold,
    double zeroCount,
    double count,
    double sum,
    Map<Integer, Double> positive,
    Map<Integer, Double> negative,
    List<Double> customValues) {

  private static final HistogramContent STALE =
      new HistogramContent("stale", 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of());

  public static HistogramContent of(Histogram histogram) {
    if (histogram.isStale()) {
      return STALE;
    }
    String kind =
        switch (histogram) {
          case IntHistogram ints -> "int";
          case FloatHistogram floats -> "float";
        };
    FloatHistogram h = histogram.toFloat();
    return new HistogramContent(
        kind,
        h.layout().schema(),
        h.layout().zeroThreshold(),
        h.zeroCount(),
        h.count(),
        h.sum(),
        buckets(h.layout().positiveSpans(), i -> h.positive()[i]),
        buckets(h.layout().negativeSpans(), i -> h.negative()[i]),
        Arrays.stream(h.layout().customValues()).boxed().toList());
  }

  private static Map<Integer, Double> buckets(int[] spans, IntToDoubleFunction counts) {
    Map<Integer, Double> buckets = new TreeMap<>();
    int index = 0;
    int position = 0;
    for (int s = 0; s < spans.length; s += 2) {
      index += spans[s];
      for (int k = 0; k < spans[s + 1]; k++) {
        double count = counts.applyAsDouble(position++);
        if (count != 0) {
          buckets.put(index, count);
        }
        index++;
      }
    }
    return buckets;
  }
}
