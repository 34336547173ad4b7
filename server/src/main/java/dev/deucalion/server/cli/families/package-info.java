/**
 * The families of metrics in a body of the text format, for tools that judge such bodies or send
 * them: {@link dev.deucalion.server.cli.families.TextFamilies} reads them as strictly as promtool,
 * whose verdict differs from that of a scrape in both directions. One thread.
 *
 * <p>May depend on: {@code model.labels}.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
@NullMarked
package dev.deucalion.server.cli.families;

import org.jspecify.annotations.NullMarked;
