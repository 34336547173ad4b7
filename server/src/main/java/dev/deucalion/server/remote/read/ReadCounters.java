package dev.deucalion.server.remote.read;

import dev.deucalion.model.stats.ValueCounts;
import dev.deucalion.model.stats.ValueHistogram;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the queries of a remote end. Safe for many threads. */
public final class ReadCounters {
  private static final double[] DURATION_BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60
  };

  /** Kinds of answers. */
  public enum Kind {
    CHUNKED,
    SAMPLED,
    UNSUPPORTED;

    /** The value of the label {@code response_type}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One kind of answers with one status. */
  public record Answer(Kind kind, int code) {}

  private final String name;
  private final String url;
  private final Map<Answer, LongAdder> answers = new ConcurrentHashMap<>();
  private final Map<Kind, ValueHistogram> seconds = new EnumMap<>(Kind.class);

  ReadCounters(String name, String url) {
    this.name = name;
    this.url = url;
    for (Kind kind : Kind.values()) {
      seconds.put(kind, new ValueHistogram(DURATION_BOUNDS));
    }
  }

  void answered(Kind kind, int code, long tookNanos) {
    answers.computeIfAbsent(new Answer(kind, code), key -> new LongAdder()).increment();
    ValueHistogram histogram = seconds.get(kind);
    if (histogram != null) {
      histogram.add(tookNanos / 1e9);
    }
  }

  /** {@code remote_name}. */
  public String name() {
    return name;
  }

  /** The URL without its password. */
  public String url() {
    return url;
  }

  /** How many answers there were. */
  public Map<Answer, Long> answers() {
    Map<Answer, Long> counts = new LinkedHashMap<>();
    answers.forEach((answer, count) -> counts.put(answer, count.sum()));
    return counts;
  }

  /** How long answers took that there were, by their kinds. */
  public Map<Kind, ValueCounts> seconds() {
    Map<Kind, ValueCounts> all = new EnumMap<>(Kind.class);
    seconds.forEach((kind, histogram) -> {
      ValueCounts counts = histogram.counts();
      if (counts.count() > 0) {
        all.put(kind, counts);
      }
    });
    return all;
  }
}
