/**
 * An embedded Prometheus in tests of JUnit Jupiter, 5 or 6: {@link
 * dev.deucalion.testing.junit.PrometheusTest} on a class has parameters of type {@link
 * dev.deucalion.testing.EmbeddedPrometheus} filled in, {@link
 * dev.deucalion.testing.junit.PrometheusExtension} does it, also with options, and {@link
 * dev.deucalion.testing.junit.ScriptTests} makes tests of scripts. Threads are those of JUnit.
 */
@NullMarked
package dev.deucalion.testing.junit;

import org.jspecify.annotations.NullMarked;
