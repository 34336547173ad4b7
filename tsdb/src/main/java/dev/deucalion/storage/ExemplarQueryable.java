package dev.deucalion.storage;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import java.util.List;

/** A store whose exemplars can be read. Safe for use by many threads. */
public interface ExemplarQueryable {
  /**
   * The exemplars of one series.
   *
   * @param exemplars oldest first, at least one
   */
  record SeriesExemplars(Labels series, List<Exemplar> exemplars) {}

  /**
   * Exemplars with {@code minTimeMs <= time <= maxTimeMs} of the series that all matchers of at
   * least one list match, sorted by series.
   */
  List<SeriesExemplars> exemplars(long minTimeMs, long maxTimeMs, List<List<Matcher>> matchers);
}
