package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
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

  /** Asks the store. */
  public void run(Querier querier) {
    List<SeriesSet> found = querier.select(selections.stream().map(s -> s.selector).toList());
    for (int i = 0; i < found.size(); i++) {
      selections.get(i).found = found.get(i);
    }
  }
}
