/**
 * Refs, the numbers by which a log names series: which series they mean when a log is replayed
 * ({@link dev.deucalion.tsdb.ref.LogRefs}), and which of them a log still has to explain when its
 * old part goes ({@link dev.deucalion.tsdb.ref.DepartedRefs}, {@link
 * dev.deucalion.tsdb.ref.SecondRefs}).
 *
 * <p>May depend on: {@code tsdb.index}.
 */
@NullMarked
package dev.deucalion.tsdb.ref;

import org.jspecify.annotations.NullMarked;
