package dev.deucalion.testing.source;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names of meters and tags by the convention that Micrometer has for Prometheus since 1.13.
 *
 * @see <a
 *     href="https://docs.micrometer.io/micrometer/reference/implementations/prometheus.html">how
 *     Micrometer maps meters</a>
 */
final class MeterNames {
  /** Ends that kinds of metrics put on names themselves. */
  private static final List<String> RESERVED = List.of("_total", "_created", "_bucket", "_info");

  private MeterNames() {}

  /** The name that all series of a meter begin with. */
  static String family(Meter.Id id) {
    String name = allowed(id.getName());
    String ended =
        switch (id.getType()) {
          case COUNTER, GAUGE, DISTRIBUTION_SUMMARY -> withUnit(name, id.getBaseUnit());
          case TIMER, LONG_TASK_TIMER -> inSeconds(name);
          case OTHER -> name;
        };
    return allowed(withoutReserved(ended));
  }

  /** That of a gauge of time, whatever the unit of its registry. */
  static String timeGauge(Meter.Id id) {
    return withoutReserved(inSeconds(allowed(id.getName())));
  }

  /** The name of a label. Two underscores at the start are for Prometheus' own. */
  static String label(Tag tag) {
    return allowed(tag.getKey()).replaceFirst("^__+", "_");
  }

  /** A unit is looked for as it was given, and only then made part of a name. */
  private static String withUnit(String name, @Nullable String unit) {
    return unit == null || name.endsWith("_" + unit) ? name : name + "_" + unit;
  }

  private static String inSeconds(String name) {
    return name.endsWith("_seconds") ? name : name + "_seconds";
  }

  private static String withoutReserved(String name) {
    String rest = name;
    for (Optional<String> end = reserved(rest); end.isPresent(); end = reserved(rest)) {
      if (rest.equals(end.get())) {
        return rest.substring(1);
      }
      rest = rest.substring(0, rest.length() - end.get().length());
    }
    return rest;
  }

  private static Optional<String> reserved(String name) {
    return RESERVED.stream().filter(name::endsWith).findFirst();
  }

  private static String allowed(String name) {
    return name.replaceAll("^[0-9]|[^a-zA-Z0-9_:]", "_");
  }
}
