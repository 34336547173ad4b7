/**
 * What an embedded Prometheus would send to others: {@link
 * dev.deucalion.testing.capture.Notifications} are what Alertmanagers would be told, {@link
 * dev.deucalion.testing.capture.WrittenSamples} what a remote end would be sent. Any thread.
 *
 * <p>May depend on: {@code model.exemplar}, {@code model.histogram}, {@code model.labels}, {@code
 * model.metadata}, {@code model.relabel}, {@code model.time}, {@code rules.alert}, {@code
 * rules.notify}, {@code storage}.
 */
@NullMarked
package dev.deucalion.testing.capture;

import org.jspecify.annotations.NullMarked;
