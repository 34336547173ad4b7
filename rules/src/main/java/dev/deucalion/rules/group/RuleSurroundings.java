package dev.deucalion.rules.group;

import dev.deucalion.model.time.Clock;
import dev.deucalion.rules.alert.AlertSink;
import dev.deucalion.rules.schedule.Scheduler;
import dev.deucalion.rules.template.TemplateExpander;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Queryable;
import java.util.function.LongSupplier;

/**
 * What rules need of the rest of the program.
 *
 * @param query evaluates expressions
 * @param output takes results
 * @param history is asked for the state of alerts before a restart
 * @param clock tells the time by which {@code scheduler} runs tasks
 * @param nanoTime a clock as {@link System#nanoTime}, for how long evaluations take
 */
public record RuleSurroundings(
    RuleQuery query,
    Appendable output,
    Queryable history,
    Clock clock,
    LongSupplier nanoTime,
    Scheduler scheduler,
    AlertSink alerts,
    TemplateExpander templates) {}
