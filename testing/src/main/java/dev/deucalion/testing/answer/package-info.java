/**
 * What queries of a test get: {@link dev.deucalion.testing.answer.Answer} is the answer as objects,
 * {@link dev.deucalion.testing.answer.AnswerAssert} checks it against series written in the
 * notation of Prometheus' rule tests and shows what differs. Immutable; any thread.
 *
 * <p>May depend on: {@code model.histogram}, {@code model.labels}, {@code model.sample}, {@code
 * promql.engine}, {@code promql.number}, {@code promql.testkit}.
 */
@NullMarked
package dev.deucalion.testing.answer;

import org.jspecify.annotations.NullMarked;
