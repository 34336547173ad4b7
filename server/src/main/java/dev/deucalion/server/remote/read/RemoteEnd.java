package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.server.remote.options.RemoteReadOptions;
import dev.deucalion.server.remote.options.RemoteReadOptions.ReadSwitch;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One remote end, as it is asked for samples in a range.
 *
 * @param externalLabels what the end knows our series by, beside their own labels
 */
record RemoteEnd(ReadClient client, Labels externalLabels, long minTimeMs, long maxTimeMs) {
  /**
   * Series for each selector: of all of them, or of none.
   *
   * @throws RemoteReadException when one of them cannot be had, with the reason to show
   */
  List<SeriesSet> read(List<SeriesSelector> selectors) throws RemoteReadException {
    AnswerMemory memory = new AnswerMemory();
    try {
      List<SeriesSet> sets = new ArrayList<>(selectors.size());
      for (SeriesSelector selector : selectors) {
        sets.add(read(selector, memory));
      }
      return sets;
    } catch (RemoteReadException | RuntimeException | Error e) {
      memory.releaseAll();
      throw e;
    }
  }

  private SeriesSet read(SeriesSelector selector, AnswerMemory memory) throws RemoteReadException {
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
    SeriesCollector into = new SeriesCollector(added, memory);
    client.read(
        new SeriesSelector(matchers, fromMs, toMs, selector.sorted(), selector.labelsOnly()), into);
    return new RemoteSeriesSet(into.all(selector.sorted()), fromMs, toMs);
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
}
