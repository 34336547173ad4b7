package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Utf8Order;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Strings of several sources in byte order, each once, when each source has them so. */
final class MergedSymbols implements Iterator<String> {
  private final List<Iterator<String>> sources;

  /** The next string of each source, null at its end. */
  private final @Nullable String[] heads;

  private @Nullable String next;

  MergedSymbols(List<Iterator<String>> sources) {
    this.sources = List.copyOf(sources);
    heads = new @Nullable String[sources.size()];
    for (int i = 0; i < heads.length; i++) {
      advance(i);
    }
    findNext();
  }

  private void advance(int source) {
    Iterator<String> strings = sources.get(source);
    heads[source] = strings.hasNext() ? strings.next() : null;
  }

  private void findNext() {
    next = null;
    for (String head : heads) {
      if (head != null && (next == null || Utf8Order.compare(head, next) < 0)) {
        next = head;
      }
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public String next() {
    String result = next;
    if (result == null) {
      throw new NoSuchElementException();
    }
    for (int i = 0; i < heads.length; i++) {
      if (result.equals(heads[i])) {
        advance(i);
      }
    }
    findNext();
    return result;
  }
}
