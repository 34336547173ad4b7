/**
 * The command {@code push metrics}: {@link dev.deucalion.server.cli.push.PushMetrics} sends metrics
 * of the text format by remote write. One thread.
 */
@NullMarked
package dev.deucalion.server.cli.push;

import org.jspecify.annotations.NullMarked;
