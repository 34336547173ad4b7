package dev.deucalion.scrape.ingest;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;

/** A set of refs of series that vanished: small, and seldom needed. */
final class LongSet {
  private final Set<Long> values = new HashSet<>();

  void add(long value) {
    values.add(value);
  }

  void remove(long value) {
    values.remove(value);
  }

  void forEach(LongConsumer action) {
    for (long value : values) {
      action.accept(value);
    }
  }
}
