package dev.deucalion.http.editor;

import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.MetadataSource.TargetMetadata;
import dev.deucalion.model.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What targets say of metrics, by name. It is collected in the background: all targets together say
 * more than can be walked through at each key, and they seldom say anything new.
 */
final class MetricDescriptions {
  private static final long MAX_AGE_MS = 60_000;

  /** Series that metrics of these endings belong to are described without the ending. */
  private static final List<String> SUFFIXES =
      List.of("_bucket", "_sum", "_count", "_total", "_created", "_info");

  private final MetadataSource source;
  private final KeptAnswer<Map<String, MetricMetadata>> byName;

  MetricDescriptions(MetadataSource source, Clock clock, Executor background) {
    this.source = source;
    this.byName = new KeptAnswer<>(MAX_AGE_MS, clock, background);
  }

  /** What is said of the metric that series of this name belong to, or null. */
  @Nullable MetricMetadata of(String name) {
    Map<String, MetricMetadata> known = byName.get(this::collect);
    MetricMetadata found = known.get(name);
    for (int i = 0; found == null && i < SUFFIXES.size(); i++) {
      String suffix = SUFFIXES.get(i);
      if (name.endsWith(suffix)) {
        found = known.get(name.substring(0, name.length() - suffix.length()));
      }
    }
    return found;
  }

  private Map<String, MetricMetadata> collect() {
    Map<String, MetricMetadata> collected = new HashMap<>();
    for (TargetMetadata target : source.targetMetadata()) {
      for (MetricMetadata metric : target.metrics()) {
        collected.putIfAbsent(metric.family(), metric);
      }
    }
    return collected;
  }
}
