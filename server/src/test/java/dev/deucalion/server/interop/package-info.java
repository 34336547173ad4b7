/**
 * Deucalion beside real peers: Debian's {@code prometheus}, {@code promtool} and {@code
 * prometheus-node-exporter}, and an exporter under the test's control.
 *
 * <p>Start with {@link dev.deucalion.server.interop.Peers}, which starts processes, and {@link
 * dev.deucalion.server.interop.TwinQueriesTest}. The tests run in the profile {@code interop} only;
 * every process listens on a free port of the loopback interface and ends with its test.
 */
@NullMarked
package dev.deucalion.server.interop;

import org.jspecify.annotations.NullMarked;
