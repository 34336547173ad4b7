package dev.deucalion.scrape.ingest;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Appends the exemplars of samples, oldest first. What the store refuses is no reason to refuse the
 * scrape.
 */
final class ExemplarAppender {
  private final List<Exemplar> exemplars = new ArrayList<>(0);

  /**
   * Appends the exemplars of the sample at which a parser stands.
   *
   * @param timeMs of those that have no time
   * @return how many were refused as too old, 0 when at least one was not: a source repeats those
   *     that it has
   */
  int append(Appender appender, long ref, ExpositionParser parser, long timeMs)
      throws ExpositionException {
    exemplars.clear();
    while (parser.nextExemplar()) {
      boolean given = parser.hasExemplarTimestamp();
      exemplars.add(
          new Exemplar(
              parser.exemplarLabels(),
              parser.exemplarValue(),
              given ? parser.exemplarTimestampMs() : timeMs,
              given));
    }
    if (exemplars.size() > 1) {
      exemplars.sort(
          Comparator.comparingLong(Exemplar::timeMs)
              .thenComparingDouble(Exemplar::value)
              .thenComparing(Exemplar::labels));
    }
    int outOfOrder = 0;
    for (Exemplar exemplar : exemplars) {
      if (appender.appendExemplar(ref, exemplar) == AppendResult.OUT_OF_ORDER) {
        outOfOrder++;
      }
    }
    return outOfOrder == exemplars.size() ? outOfOrder : 0;
  }
}
