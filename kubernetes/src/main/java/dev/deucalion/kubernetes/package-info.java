/**
 * Targets found through the API of Kubernetes ({@code kubernetes_sd_configs}). {@link
 * dev.deucalion.kubernetes.KubernetesMechanism} is what the discovery of {@code scrape} finds.
 *
 * <p>From the API to a target: {@code client} talks to an API server, {@code watch} follows its
 * objects, which {@code convert} reads into those of {@code object}; {@code role} notes which of
 * them changed, {@code group} makes groups of targets of these, and a {@link
 * dev.deucalion.kubernetes.KubernetesDiscoverer}, on a thread of its own, passes them on.
 */
@NullMarked
package dev.deucalion.kubernetes;

import org.jspecify.annotations.NullMarked;
