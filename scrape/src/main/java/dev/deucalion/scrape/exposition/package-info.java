/**
 * Parsers of the exposition formats: text 0.0.4 and 1.0.0, OpenMetrics 0.0.1 and 1.0.0, delimited
 * protobuf.
 *
 * <p>Start with {@link dev.deucalion.scrape.exposition.ExpositionFormat}, which picks the parser
 * for a content type, and {@link dev.deucalion.scrape.exposition.ExpositionParser}, which walks
 * over a body in the caller's array. A parser belongs to one thread at a time. Builds on {@code
 * model.labels} and {@code model.sample} of the store.
 *
 * <p>Inside, a line of the usual form is read by {@code SeriesScanner} without tokens. Every other
 * line, and every error, goes through the lexers, which cut tokens as Prometheus does, so that what
 * is accepted and what an error says are the same. Protobuf is walked in place by {@code
 * ProtobufParser}; {@code CustomBucketsParser} makes native histograms of classic ones in text.
 *
 * <p>May depend on: {@code model.histogram}, {@code model.labels}, {@code model.metadata}, {@code
 * model.sample}, {@code model.wire}.
 */
@NullMarked
package dev.deucalion.scrape.exposition;

import org.jspecify.annotations.NullMarked;
