package dev.deucalion.http.otlp;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the receiver of OTLP counts. Safe for use by many threads. */
public final class OtlpCounters {
  /** Kinds of warnings. */
  public enum Warning {
    EMPTY_DATA_POINTS,
    LABEL_NAME_COLLISION,
    HISTOGRAM_ZERO_COUNT_NON_ZERO_SUM;

    /** As metrics have it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Warning, LongAdder> warnings = new EnumMap<>(Warning.class);
  private final LongAdder outOfOrderExemplars = new LongAdder();
  private final LongAdder withoutMetadata = new LongAdder();

  public OtlpCounters() {
    for (Warning warning : Warning.values()) {
      warnings.put(warning, new LongAdder());
    }
  }

  void count(Warning warning) {
    warnings.computeIfAbsent(warning, w -> new LongAdder()).increment();
  }

  void countOutOfOrderExemplar() {
    outOfOrderExemplars.increment();
  }

  void countWithoutMetadata() {
    withoutMetadata.increment();
  }

  /** Samples of metrics of which neither type nor unit nor help was told. */
  public long samplesWithoutMetadata() {
    return withoutMetadata.sum();
  }

  /** Warnings of a kind. */
  public long warnings(Warning warning) {
    LongAdder count = warnings.get(warning);
    return count == null ? 0 : count.sum();
  }

  /** Exemplars that were refused as older than the newest of their series. */
  public long outOfOrderExemplars() {
    return outOfOrderExemplars.sum();
  }
}
