/**
 * Groups of rules at work. {@link dev.deucalion.rules.group.RuleManager} is given groups and what
 * surrounds them ({@link dev.deucalion.rules.group.RuleSurroundings}), runs each group at its times
 * and tells how it stands. A {@code RuleGroup} runs on one thread at a time, which its scheduler
 * chooses; rules of it that do not need each other may run beside each other. What others may see
 * of it is in immutable snapshots.
 *
 * <p>May depend on: {@code model.labels}, {@code model.sample}, {@code model.histogram}, {@code
 * model.stats}, {@code model.time}, {@code storage}, {@code promql}, {@code promql.engine}, {@code
 * promql.parser}, {@code rules.options}, {@code rules.alert}, {@code rules.template}, {@code
 * rules.template.function}, {@code rules.template.value}, {@code rules.schedule}.
 */
@NullMarked
package dev.deucalion.rules.group;

import org.jspecify.annotations.NullMarked;
