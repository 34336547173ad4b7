/**
 * What an editor of queries asks for. {@link dev.deucalion.http.editor.Completer} is the entry: it
 * fills in what fits at a cursor with the names that the store has, the best first.
 *
 * <p>Runs on the thread of a request, within its limits. Only the names of metrics and what targets
 * said of them are kept between requests; they are collected in the background, within the limits
 * of a query, and only whoever asks first waits for them.
 *
 * <p>May depend on: {@code http.search}, {@code http.source}, {@code model.labels}, {@code
 * model.time}, {@code promql}, {@code promql.ast}, {@code promql.complete}, {@code promql.engine},
 * {@code promql.function}, {@code promql.parser}, {@code storage}.
 */
@NullMarked
package dev.deucalion.http.editor;

import org.jspecify.annotations.NullMarked;
