/**
 * What an embedded Prometheus shares with the server: {@link
 * dev.deucalion.testing.server.RuleFileLoader} reads rule files, {@link
 * dev.deucalion.testing.server.RuleFileTests} makes tests of JUnit of the files that {@code
 * promtool test rules} runs, {@link dev.deucalion.testing.server.RemoteWritePayload} makes requests
 * of the samples that were captured, and {@link dev.deucalion.testing.server.HttpApi} has it listen
 * on a port. An artifact of its own, since it brings Netty and a reader of YAML along.
 */
@NullMarked
package dev.deucalion.testing.server;

import org.jspecify.annotations.NullMarked;
