/**
 * The client of a cluster's API: {@link dev.deucalion.kubernetes.client.ApiClients} makes one for
 * each way to reach an API server, from the configuration, a kubeconfig file or the pod that the
 * program runs in, and lends it to all who need it. Requests run on virtual threads.
 *
 * <p>The client and its settings are fabric8's; what a configuration of this program says about
 * HTTP is laid over them.
 */
@NullMarked
package dev.deucalion.kubernetes.client;

import org.jspecify.annotations.NullMarked;
