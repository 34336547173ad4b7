/**
 * What target groups need to know of the objects of a cluster, and nothing else of them: immutable
 * values that are equal when the labels made of them are. Start with {@link
 * dev.deucalion.kubernetes.object.KubernetesObject}.
 *
 * <p>Texts that an object does not have are empty, since a label with an empty value is no label.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.kubernetes.object;

import org.jspecify.annotations.NullMarked;
