package dev.deucalion.http.editor;

import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.MetadataSource.TargetMetadata;
import dev.deucalion.model.time.Clock;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What targets say of metrics, by name. It is collected anew when it is older than some minutes:
 * all targets together say more than can be walked through at each key, and they seldom say
 * anything new.
 */
final class MetricDescriptions {
  private static final long MAX_AGE_MS = 300_000;

  /** Series that metrics of these endings belong to are described without the ending. */
  private static final List<String> SUFFIXES =
      List.of("_bucket", "_sum", "_count", "_total", "_created", "_info");

  private final MetadataSource source;
  private final Clock clock;

  /** Goes when memory is short. */
  private volatile SoftReference<Collected> collected = new SoftReference<>(null);

  /**
   * @param atMs when it was collected
   */
  private record Collected(long atMs, Map<String, MetricMetadata> byName) {}

  MetricDescriptions(MetadataSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** What is said of the metric that series of this name belong to, or null. */
  @Nullable MetricMetadata of(String name) {
    Map<String, MetricMetadata> known = current().byName();
    MetricMetadata found = known.get(name);
    for (int i = 0; found == null && i < SUFFIXES.size(); i++) {
      String suffix = SUFFIXES.get(i);
      if (name.endsWith(suffix)) {
        found = known.get(name.substring(0, name.length() - suffix.length()));
      }
    }
    return found;
  }

  private Collected current() {
    Collected kept = collected.get();
    long nowMs = clock.nowMs();
    if (kept == null || Math.abs(nowMs - kept.atMs()) > MAX_AGE_MS) {
      kept = new Collected(nowMs, collect());
      collected = new SoftReference<>(kept);
    }
    return kept;
  }

  private Map<String, MetricMetadata> collect() {
    Map<String, MetricMetadata> byName = new HashMap<>();
    for (TargetMetadata target : source.targetMetadata()) {
      for (MetricMetadata metric : target.metrics()) {
        byName.putIfAbsent(metric.family(), metric);
      }
    }
    return byName;
  }
}
