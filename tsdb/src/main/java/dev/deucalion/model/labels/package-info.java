/**
 * Labels and matchers: what names a series and what selects series.
 *
 * <p>Start with {@link dev.deucalion.model.labels.Labels}. Everything here is immutable and safe to
 * share between threads. Builds on nothing but RE2/J.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.model.labels;

import org.jspecify.annotations.NullMarked;
