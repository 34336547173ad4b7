/**
 * Texts of alerts that are filled in: {@link dev.deucalion.rules.template.TemplateExpander} makes
 * templates of the texts of rules. Any thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}.
 */
@NullMarked
package dev.deucalion.rules.template;

import org.jspecify.annotations.NullMarked;
