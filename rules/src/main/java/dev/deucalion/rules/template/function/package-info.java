/**
 * The functions of templates: {@link dev.deucalion.rules.template.function.FunctionTable} has them
 * by name, those that Go's {@code text/template} has and those that Prometheus adds. Each family
 * has a class of its own. Any thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code model.relabel}, {@code
 * model.time}, {@code promql.number}, {@code promql}, {@code promql.engine}, {@code promql.parser},
 * {@code rules.template.value}.
 */
@NullMarked
package dev.deucalion.rules.template.function;

import org.jspecify.annotations.NullMarked;
