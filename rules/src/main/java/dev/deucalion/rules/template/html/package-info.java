/**
 * Pages that are filled in: what actions give is escaped by its place in the page, as Go's {@code
 * html/template} does. {@link dev.deucalion.rules.template.html.HtmlEscaping} follows the text of
 * the page while it is written ({@code PageReader}) and escapes accordingly ({@code HtmlTexts},
 * {@code ScriptTexts}, {@code UrlTexts}). One thread for each page.
 *
 * <p>May depend on: {@code rules.template.run}, {@code rules.template.value}.
 */
@NullMarked
package dev.deucalion.rules.template.html;

import org.jspecify.annotations.NullMarked;
