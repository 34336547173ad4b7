package dev.deucalion.scrape.discovery;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.DurationSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Metrics of the mechanisms, by name, so that whoever shows them need not know each. A family is
 * there from its first member on; asking for a member again gives the same. Safe for many threads.
 */
public final class DiscoveryMetrics {
  /** The kinds of families. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** Any value. */
    GAUGE,
    /** Durations with the quantiles 0.5, 0.9 and 0.99. */
    SUMMARY
  }

  /**
   * A member at one moment.
   *
   * @param labels names and values in turn
   * @param value NaN for durations
   * @param durations of nothing for values
   */
  public record Member(List<String> labels, double value, DurationSummary durations) {}

  /**
   * A family at one moment.
   *
   * @param name a counter's without {@code _total}
   */
  public record Family(String name, String help, Kind kind, List<Member> members) {}

  /** A value that is set. Safe for many threads. */
  public static final class Gauge {
    private volatile double value;

    private Gauge() {}

    public void set(double newValue) {
      value = newValue;
    }

    double value() {
      return value;
    }
  }

  private record Entry(String help, Kind kind, Map<List<String>, Object> members) {}

  /** Orders members by their labels. */
  private static int compare(List<String> a, List<String> b) {
    return a.toString().compareTo(b.toString());
  }

  private final Map<String, Entry> families = new TreeMap<>();

  /**
   * The counter with these labels.
   *
   * @param name without {@code _total}
   * @param labels names and values in turn
   */
  public LongAdder counter(String name, String help, String... labels) {
    return (LongAdder) member(name, help, Kind.COUNTER, labels, key -> new LongAdder());
  }

  /** The gauge with these labels, names and values in turn. */
  public Gauge gauge(String name, String help, String... labels) {
    return (Gauge) member(name, help, Kind.GAUGE, labels, key -> new Gauge());
  }

  /** The durations with these labels, names and values in turn. */
  public DurationRecorder durations(String name, String help, String... labels) {
    return (DurationRecorder)
        member(name, help, Kind.SUMMARY, labels, key -> new DurationRecorder(System::nanoTime));
  }

  /** Forgets a member. */
  public synchronized void remove(String name, String... labels) {
    Entry entry = families.get(name);
    if (entry != null) {
      entry.members().remove(List.of(labels));
    }
  }

  private synchronized Object member(
      String name, String help, Kind kind, String[] labels, Function<List<String>, Object> maker) {
    Entry entry =
        families.computeIfAbsent(
            name, key -> new Entry(help, kind, new TreeMap<>(DiscoveryMetrics::compare)));
    if (entry.kind() != kind) {
      throw new IllegalArgumentException(name + " is a " + entry.kind() + ", not a " + kind);
    }
    return entry.members().computeIfAbsent(List.of(labels), maker);
  }

  /** All families that have members, by name. */
  public synchronized List<Family> families() {
    List<Family> all = new ArrayList<>();
    families.forEach((name, entry) -> {
      List<Member> members = new ArrayList<>();
      entry.members().forEach((labels, member) -> members.add(snapshot(labels, member)));
      if (!members.isEmpty()) {
        all.add(new Family(name, entry.help(), entry.kind(), members));
      }
    });
    return all;
  }

  private static Member snapshot(List<String> labels, Object member) {
    return switch (member) {
      case LongAdder counter -> new Member(labels, counter.sum(), DurationSummary.NONE);
      case Gauge gauge -> new Member(labels, gauge.value(), DurationSummary.NONE);
      case DurationRecorder durations -> new Member(labels, Double.NaN, durations.summary());
      default -> throw new IllegalStateException("a metric of " + member.getClass());
    };
  }
}
