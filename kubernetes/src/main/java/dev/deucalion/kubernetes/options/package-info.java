/**
 * What {@code kubernetes_sd_configs} says: {@link
 * dev.deucalion.kubernetes.options.KubernetesOptions}, an immutable value that needs no client of
 * Kubernetes to be loaded.
 *
 * <p>May depend on: {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.kubernetes.options;

import org.jspecify.annotations.NullMarked;
