package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
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
    private SeriesSelector selector;
    private @Nullable SeriesSet found;
    private @Nullable List<Labels> labels;

    /** Another one, which is asked in its place. */
    private @Nullable Selection joined;

    private Selection(SeriesSelector selector) {
      this.selector = selector;
    }

    /**
     * What the store found.
     *
     * @throws IllegalStateException before {@link Selections#run}
     */
    SeriesSet found() {
      if (joined != null) {
        return joined.found();
      }
      if (found == null) {
        throw new IllegalStateException("not yet selected: " + selector);
      }
      return found;
    }

    /** The labels of what the store found; the same list on each call, read on the first one. */
    List<Labels> labels(QueryLimits limits) {
      if (joined != null) {
        return joined.labels(limits);
      }
      if (labels == null) {
        labels = labelsOf(found(), limits);
      }
      return labels;
    }

    private static List<Labels> labelsOf(SeriesSet found, QueryLimits limits) {
      List<Labels> labels = new ArrayList<>(found.size());
      for (int i = 0; i < found.size(); i++) {
        Labels series = found.labels(i);
        limits.checkpoint();
        limits.holdBytes(series.heapBytes());
        labels.add(series);
      }
      return labels;
    }
  }

  Selection add(List<Matcher> matchers, long minTimeMs, long maxTimeMs) {
    Selection selection = new Selection(new SeriesSelector(matchers, minTimeMs, maxTimeMs, false));
    selections.add(selection);
    return selection;
  }

  /**
   * Has the store asked once for two selectors that have the same matchers, if whoever reads both
   * then has less to do. Readers see what is outside of their time, too, and find series that have
   * nothing within it.
   *
   * @param into the one that is asked
   * @return whether it will be so
   */
  boolean join(Selection into, Selection other) {
    SeriesSelector a = into.selector;
    SeriesSelector b = other.selector;
    if (!a.matchers().equals(b.matchers()) || !areCheaperTogether(a, b)) {
      return false;
    }
    SeriesSelector both = union(a, b);
    into.selector = both;
    other.joined = into;
    selections.remove(other);
    return true;
  }

  /** Whether nothing is selected. */
  public boolean isEmpty() {
    return selections.isEmpty();
  }

  /** Earliest time that any selector needs; there must be one. */
  public long minTimeMs() {
    long minTimeMs = selections.getFirst().selector.minTimeMs();
    for (Selection selection : selections) {
      minTimeMs = Math.min(minTimeMs, selection.selector.minTimeMs());
    }
    return minTimeMs;
  }

  /** Latest time that any selector needs; there must be one. */
  public long maxTimeMs() {
    long maxTimeMs = selections.getFirst().selector.maxTimeMs();
    for (Selection selection : selections) {
      maxTimeMs = Math.max(maxTimeMs, selection.selector.maxTimeMs());
    }
    return maxTimeMs;
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
        SeriesSelector both = union(other, selector);
        if (isNear(rangeMs(both), other) && isNear(rangeMs(both), selector)) {
          asked.set(i, both);
          return i;
        }
      }
    }
    asked.add(selector);
    return asked.size() - 1;
  }

  /** Together, samples that both need are decoded once, and those between them for nothing. */
  private static boolean areCheaperTogether(SeriesSelector a, SeriesSelector b) {
    long rangeMs = rangeMs(union(a, b));
    return isNear(rangeMs, a) && isNear(rangeMs, b) || rangeMs / 4 <= (rangeMs(a) + rangeMs(b)) / 5;
  }

  /** With the matchers of both and a time that has the time of both. */
  private static SeriesSelector union(SeriesSelector a, SeriesSelector b) {
    return new SeriesSelector(
        a.matchers(),
        Math.min(a.minTimeMs(), b.minTimeMs()),
        Math.max(a.maxTimeMs(), b.maxTimeMs()),
        false);
  }

  private static long rangeMs(SeriesSelector selector) {
    return selector.maxTimeMs() - selector.minTimeMs();
  }

  private static boolean isNear(long rangeMs, SeriesSelector selector) {
    return rangeMs - rangeMs(selector) <= MAX_EXTRA_MS;
  }
}
