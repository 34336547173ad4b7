package dev.deucalion.tsdb.head;

import dev.deucalion.model.metadata.Metadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What series measure, where somebody said so. Safe for use by many threads. */
final class SeriesMetadata {
  private final Map<Integer, Metadata> byId = new ConcurrentHashMap<>();

  /** What a series measures, or null. */
  @Nullable Metadata of(int id) {
    return byId.get(id);
  }

  void put(int id, Metadata metadata) {
    byId.put(id, metadata);
  }

  /** Gives all, by ids. */
  void forEach(BiConsumer<Integer, Metadata> action) {
    byId.forEach(action);
  }

  /** Forgets a series. */
  void remove(int id) {
    byId.remove(id);
  }
}
