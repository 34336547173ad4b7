/**
 * Objects of a cluster made into groups of targets, label for label as Prometheus does: one class a
 * role, such as {@link dev.deucalion.kubernetes.group.PodGroup}. Pure functions of an object and of
 * what {@link dev.deucalion.kubernetes.group.Joined} finds for it.
 *
 * <p>The labels are described at {@code
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config}.
 *
 * <p>May depend on: {@code kubernetes.object}, {@code model.labels}, {@code scrape.discovery}.
 */
@NullMarked
package dev.deucalion.kubernetes.group;

import org.jspecify.annotations.NullMarked;
