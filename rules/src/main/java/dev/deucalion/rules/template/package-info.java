/**
 * Texts of alerts that are filled in: {@link dev.deucalion.rules.template.TemplateExpander} makes
 * templates of the texts of rules, {@link dev.deucalion.rules.template.AlertTemplates} with an
 * engine of our own for the language of Go's {@code text/template}. {@code parse} makes a tree of a
 * text, {@code run} walks it, {@code value} has what it works with and {@code function} what it can
 * call; {@code html} escapes pages, which {@link dev.deucalion.rules.template.ConsoleTemplates}
 * makes. To add a function, put it into the table of its family there. Any thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code rules.template.parse},
 * {@code rules.template.run}, {@code rules.template.html}, {@code rules.template.value}, {@code
 * rules.template.function}.
 */
@NullMarked
package dev.deucalion.rules.template;

import org.jspecify.annotations.NullMarked;
