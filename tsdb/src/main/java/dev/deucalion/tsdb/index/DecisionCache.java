package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Matcher;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what regular expressions said of the head's values, as panels and rules ask the same again
 * and again; those asked least lately go first. Any thread.
 */
final class DecisionCache {
  /** 40 expressions over a label among 200,000 strings. */
  private static final long MAX_BYTES = 2 << 20;

  private static final float LOAD_FACTOR = 0.75f;

  private final Map<Matcher, DecidedValues> byMatcher = new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private long bytes;

  /**
   * What a matcher said before, or null.
   *
   * @param retirements {@link SeriesCatalog#symbolRetirements} now
   */
  synchronized @Nullable DecidedValues find(Matcher matcher, int retirements) {
    DecidedValues found = byMatcher.get(matcher);
    if (found != null && !found.areOf(retirements)) {
      remove(matcher);
      return null;
    }
    return found;
  }

  /** Keeps what a matcher said, unless it alone takes more than all may. */
  synchronized void keep(Matcher matcher, DecidedValues decided) {
    remove(matcher);
    long more = bytesOf(matcher, decided);
    if (more > MAX_BYTES) {
      return;
    }
    byMatcher.put(matcher, decided);
    bytes += more;
    Iterator<Map.Entry<Matcher, DecidedValues>> eldest = byMatcher.entrySet().iterator();
    while (bytes > MAX_BYTES) {
      Map.Entry<Matcher, DecidedValues> next = eldest.next();
      bytes -= bytesOf(next.getKey(), next.getValue());
      eldest.remove();
    }
  }

  /** Memory that all of them take. */
  synchronized long bytes() {
    return bytes;
  }

  private void remove(Matcher matcher) {
    DecidedValues before = byMatcher.remove(matcher);
    if (before != null) {
      bytes -= bytesOf(matcher, before);
    }
  }

  private static long bytesOf(Matcher matcher, DecidedValues decided) {
    return decided.bytes() + (long) Character.BYTES * matcher.value().length();
  }
}
