package dev.deucalion.http.receive;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.wire.WireException;
import org.jspecify.annotations.Nullable;

/** The labels of the series at hand, decoded only when the store does not know them. */
@FunctionalInterface
interface SeriesName {
  /**
   * The labels, or null when they are no valid name of a series.
   *
   * @throws WireException when the bytes are no labels at all
   */
  @Nullable Labels labels() throws WireException;
}
