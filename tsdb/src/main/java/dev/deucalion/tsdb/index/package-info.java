/**
 * Labels of the head's series: interned strings, label sets, and which series have which label.
 *
 * <p>{@link dev.deucalion.tsdb.index.SeriesCatalog} names series by their label sets; {@link
 * dev.deucalion.tsdb.index.HeadPostings} finds them by label, {@link
 * dev.deucalion.tsdb.index.PostingsQuery} by matchers, there and in the indices of blocks. Who may
 * call what from which thread stands at each class and in {@code docs/concurrency.md}.
 *
 * <p>May depend on: {@code model.labels}, {@code storage}.
 */
@NullMarked
package dev.deucalion.tsdb.index;

import org.jspecify.annotations.NullMarked;
