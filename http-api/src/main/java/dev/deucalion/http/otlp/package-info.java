/**
 * Takes metrics by OTLP. {@link dev.deucalion.http.otlp.OtlpHandler} answers; {@code OtlpRequest}
 * walks the protobuf message in place, resource by resource, scope by scope, and point by point
 * into one object that is used again; JSON is first written as the same message. Names and labels
 * are translated as the configuration says ({@link dev.deucalion.http.otlp.OtlpSettings}). Where
 * deltas are to become cumulative, {@code DeltaStreams} knows the sum of each stream between
 * requests.
 *
 * <p>A request runs on its own thread. All of it is in the log, or none.
 *
 * <p>May depend on: {@code http.exchange}, {@code http.encode}, {@code http.receive}, {@code
 * model.exemplar}, {@code model.histogram}, {@code model.labels}, {@code model.metadata}, {@code
 * model.sample}, {@code model.time}, {@code model.wire}, {@code storage}.
 *
 * @see <a
 *     href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/">
 *     OpenTelemetry: compatibility with Prometheus</a>
 */
@NullMarked
package dev.deucalion.http.otlp;

import org.jspecify.annotations.NullMarked;
