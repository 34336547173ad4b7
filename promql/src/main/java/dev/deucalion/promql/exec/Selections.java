package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The selectors of one query: collected while the operators are built, then all asked from the
 * store in one call, so that the whole query sees one moment.
 */
public final class Selections {
  private final List<Selection> selections = new ArrayList<>();

  /**
   * Of two selectors with the same matchers, how much longer a range than it needs each may be
   * given so that the store is asked once: finding a series costs about as much as reading this
   * much.
   */
  private static final long MAX_EXTRA_MS = 3_600_000;

  /** One selector and, once asked, what it found. */
  static final class Selection {
    private final SeriesSelector selector;
    private @Nullable SeriesSet found;

    private Selection(SeriesSelector selector) {
      this.selector = selector;
    }

    /**
     * What the store found.
     *
     * @throws IllegalStateException before {@link Selections#run}
     */
    SeriesSet found() {
      if (found == null) {
        throw new IllegalStateException("not yet selected: " + selector);
      }
      return found;
    }
  }

  Selection add(List<Matcher> matchers, long minTimeMs, long maxTimeMs) {
    Selection selection = new Selection(new SeriesSelector(matchers, minTimeMs, maxTimeMs, false));
    selections.add(selection);
    return selection;
  }

  public boolean isEmpty() {
    return selections.isEmpty();
  }

  /** Earliest time that any selector needs; there must be one. */
  public long minTimeMs() {
    return selections.stream().mapToLong(s -> s.selector.minTimeMs()).min().orElseThrow();
  }

  /** Latest time that any selector needs; there must be one. */
  public long maxTimeMs() {
    return selections.stream().mapToLong(s -> s.selector.maxTimeMs()).max().orElseThrow();
  }

  /**
   * Asks the store.
   *
   * @param limits asked now and then
   */
  public void run(Querier querier, QueryLimits limits) {
    List<SeriesSelector> asked = new ArrayList<>();
    int[] places = new int[selections.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(selections.get(i).selector, asked);
    }
    List<SeriesSet> found = ReadGuard.call(limits, () -> querier.select(asked));
    for (int i = 0; i < places.length; i++) {
      selections.get(i).found = found.get(places[i]);
    }
  }

  /** Where the answer to a selector will be among those of the selectors that are asked. */
  private static int place(SeriesSelector selector, List<SeriesSelector> asked) {
    for (int i = 0; i < asked.size(); i++) {
      SeriesSelector other = asked.get(i);
      if (other.matchers().equals(selector.matchers())) {
        long minMs = Math.min(other.minTimeMs(), selector.minTimeMs());
        long maxMs = Math.max(other.maxTimeMs(), selector.maxTimeMs());
        if (isNear(maxMs - minMs, other) && isNear(maxMs - minMs, selector)) {
          asked.set(i, new SeriesSelector(selector.matchers(), minMs, maxMs, false));
          return i;
        }
      }
    }
    asked.add(selector);
    return asked.size() - 1;
  }

  private static boolean isNear(long rangeMs, SeriesSelector selector) {
    return rangeMs - (selector.maxTimeMs() - selector.minTimeMs()) <= MAX_EXTRA_MS;
  }
}
