/**
 * What the commands of {@code promtool} share: {@link dev.deucalion.server.cli.tool.Console} to
 * read and print, {@link dev.deucalion.server.cli.tool.ToolFlags} for flags of several commands,
 * {@link dev.deucalion.server.cli.tool.ToolHttp} to call servers, {@link
 * dev.deucalion.server.cli.tool.ToolRules} to read rule files. One thread.
 */
@NullMarked
package dev.deucalion.server.cli.tool;

import org.jspecify.annotations.NullMarked;
