/**
 * The state of a cluster, followed: {@link dev.deucalion.kubernetes.watch.Watches} lends a {@link
 * dev.deucalion.kubernetes.watch.Watch} for each kind of objects, namespace and selection, which
 * knows the objects there are and tells listeners of changes. A watch is an informer of fabric8's
 * whose store keeps what labels need and no object of the API.
 *
 * <p>Lists that fail, watches that break or are refused, versions that expired: the informer tries
 * again, for ever, and what is known stays.
 *
 * <p>Listeners are called on the client's threads, for one watch one at a time.
 */
@NullMarked
package dev.deucalion.kubernetes.watch;

import org.jspecify.annotations.NullMarked;
