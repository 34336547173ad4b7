/**
 * The commands {@code promql}: {@link dev.deucalion.server.cli.promql.PromqlCommands} formats
 * queries and changes the matchers of their selectors. One thread.
 */
@NullMarked
package dev.deucalion.server.cli.promql;

import org.jspecify.annotations.NullMarked;
