/**
 * From the text of a template to its tree: {@link
 * dev.deucalion.rules.template.parse.TemplateParser} is the entry, {@link
 * dev.deucalion.rules.template.parse.Node} what it makes. The language is that of Go's {@code
 * text/template/parse}, and so are the messages. Any thread.
 *
 * <p>May depend on: {@code model.labels}.
 */
@NullMarked
package dev.deucalion.rules.template.parse;

import org.jspecify.annotations.NullMarked;
