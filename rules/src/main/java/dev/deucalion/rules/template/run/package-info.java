/**
 * Fills in templates: {@link dev.deucalion.rules.template.run.Execution} walks the tree of one,
 * with the rules and the messages of Go's {@code text/template}. What a template may do is bounded,
 * so that none can hold its thread. One thread for each execution.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code rules.template.parse},
 * {@code rules.template.value}, {@code rules.template.function}.
 */
@NullMarked
package dev.deucalion.rules.template.run;

import org.jspecify.annotations.NullMarked;
