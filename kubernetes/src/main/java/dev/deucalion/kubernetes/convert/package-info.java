/**
 * Takes from the objects that the API sends what labels need: one class a kind, such as {@link
 * dev.deucalion.kubernetes.convert.Pods}. Whatever an object leaves out is read as empty. Texts
 * that many objects share are pooled.
 *
 * <p>May depend on: {@code kubernetes.object}.
 */
@NullMarked
package dev.deucalion.kubernetes.convert;

import org.jspecify.annotations.NullMarked;
