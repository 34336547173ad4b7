package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.MatchType;
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

  private final Map<Key, DecidedValues> byMatcher = new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private long bytes;

  /** The text of a matcher: what it was compiled to may be large. */
  private record Key(MatchType type, String name, String value) {
    Key(Matcher matcher) {
      this(matcher.type(), matcher.name(), matcher.value());
    }
  }

  /**
   * What a matcher said before, or null.
   *
   * @param retirements {@link SeriesCatalog#symbolRetirements} now
   */
  synchronized @Nullable DecidedValues find(Matcher matcher, int retirements) {
    Key key = new Key(matcher);
    DecidedValues found = byMatcher.get(key);
    if (found != null && !found.areOf(retirements)) {
      remove(key);
      return null;
    }
    return found;
  }

  /** Keeps what a matcher said, unless it alone takes more than all may. */
  synchronized void keep(Matcher matcher, DecidedValues decided) {
    Key key = new Key(matcher);
    remove(key);
    long more = bytesOf(key, decided);
    if (more > MAX_BYTES) {
      return;
    }
    byMatcher.put(key, decided);
    bytes += more;
    Iterator<Map.Entry<Key, DecidedValues>> eldest = byMatcher.entrySet().iterator();
    while (bytes > MAX_BYTES) {
      Map.Entry<Key, DecidedValues> next = eldest.next();
      bytes -= bytesOf(next.getKey(), next.getValue());
      eldest.remove();
    }
  }

  /** Memory that all of them take. */
  synchronized long bytes() {
    return bytes;
  }

  private void remove(Key key) {
    DecidedValues before = byMatcher.remove(key);
    if (before != null) {
      bytes -= bytesOf(key, before);
    }
  }

  private static long bytesOf(Key key, DecidedValues decided) {
    return decided.bytes() + (long) Character.BYTES * (key.name.length() + key.value.length());
  }
}
