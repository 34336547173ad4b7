package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.server.remote.options.RemoteReadOptions;
import dev.deucalion.server.remote.options.RemoteReadOptions.ReadSwitch;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.ReadWarnings;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one remote end. What it cannot read is left out, with a warning. Names and values of labels
 * cannot be asked for.
 */
final class RemoteQuerier implements Querier {
  private final ReadClient client;
  private final Labels externalLabels;
  private final long minTimeMs;
  private final long maxTimeMs;

  /**
   * A querier of samples in a range.
   *
   * @param externalLabels what the end knows our series by, beside their own labels
   */
  RemoteQuerier(ReadClient client, Labels externalLabels, long minTimeMs, long maxTimeMs) {
    this.client = client;
    this.externalLabels = externalLabels;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
  }

  @Override
  public List<SeriesSet> select(List<SeriesSelector> selectors) {
    List<SeriesSet> sets = new ArrayList<>(selectors.size());
    for (SeriesSelector selector : selectors) {
      sets.add(select(selector));
    }
    return sets;
  }

  private SeriesSet select(SeriesSelector selector) {
    RemoteReadOptions options = client.options();
    long fromMs = Math.max(minTimeMs, selector.minTimeMs());
    long toMs = Math.min(maxTimeMs, selector.maxTimeMs());
    if (fromMs > toMs || !asksFor(selector.matchers(), options.requiredMatchers())) {
      return RemoteSeriesSet.NONE;
    }
    List<Matcher> matchers = new ArrayList<>(selector.matchers());
    Set<String> added = new HashSet<>();
    if (options.has(ReadSwitch.FILTER_EXTERNAL_LABELS)) {
      addExternalLabels(matchers, added);
    }
    try {
      return new RemoteSeriesSet(
          client.read(fromMs, toMs, matchers, added, selector.sorted()), fromMs, toMs);
    } catch (RemoteReadException e) {
      ReadWarnings.warn("remote_read: " + e.getMessage());
      return RemoteSeriesSet.NONE;
    }
  }

  private static boolean asksFor(List<Matcher> matchers, Map<String, String> required) {
    return required.entrySet().stream()
        .allMatch(label ->
            matchers.stream()
                .anyMatch(matcher ->
                    matcher.type() == MatchType.EQUAL
                        && matcher.name().equals(label.getKey())
                        && matcher.value().equals(label.getValue())));
  }

  /** Adds those that are not asked for already. */
  private void addExternalLabels(List<Matcher> matchers, Set<String> added) {
    Set<String> asked = new HashSet<>();
    matchers.forEach(matcher -> asked.add(matcher.name()));
    externalLabels.forEach((name, value) -> {
      if (!asked.contains(name)) {
        matchers.add(Matcher.equal(name, value));
        added.add(name);
      }
    });
  }

  @Override
  public List<String> labelNames(List<Matcher> matchers, int limit) {
    return List.of();
  }

  @Override
  public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
    return List.of();
  }

  @Override
  public void close() {}
}
