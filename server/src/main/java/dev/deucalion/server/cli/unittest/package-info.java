/**
 * The command {@code test rules}: tests of rules over made-up series. {@link
 * dev.deucalion.server.cli.unittest.TestRules} is the command, {@link
 * dev.deucalion.server.cli.unittest.TestFileReader} reads a file of tests, {@link
 * dev.deucalion.server.cli.unittest.GroupTest} runs one test of it over a store in memory, and
 * {@link dev.deucalion.server.cli.unittest.JunitReport} writes what came of them. One thread.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/">the
 *     format of the files</a>
 */
@NullMarked
package dev.deucalion.server.cli.unittest;

import org.jspecify.annotations.NullMarked;
