package dev.deucalion.storage;

import dev.deucalion.model.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A querier whose sets of series are changed on their way to the reader; closing it closes the
 * other.
 *
 * @param change gets each set once, and keeps its size, order and labels
 */
public record MappedQuerier(Querier querier, UnaryOperator<SeriesSet> change) implements Querier {
  @Override
  public List<SeriesSet> select(List<SeriesSelector> selectors) {
    List<SeriesSet> changed = new ArrayList<>();
    for (SeriesSet set : querier.select(selectors)) {
      changed.add(change.apply(set));
    }
    return changed;
  }

  @Override
  public List<String> labelNames(List<Matcher> matchers, int limit) {
    return querier.labelNames(matchers, limit);
  }

  @Override
  public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
    return querier.labelValues(name, matchers, limit);
  }

  @Override
  public void close() {
    querier.close();
  }
}
