package dev.deucalion.kubernetes.role;

import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.watch.Watch;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Other objects whose labels go into the groups of a role's own.
 *
 * @param <P> the role's own objects
 * @param <R> the others
 * @param links what an object of the role has to do with
 * @param linkOf the link that stands for an object of the others, by its key
 * @param awaited whether groups wait until all of the others are known
 */
record Join<P extends KubernetesObject, R extends KubernetesObject>(
    Watch<R> watch,
    Function<P, Collection<String>> links,
    UnaryOperator<String> linkOf,
    EventCounts counts,
    boolean awaited) {
  static <P extends KubernetesObject, R extends KubernetesObject> Join<P, R> byKey(
      Watch<R> watch, Function<P, Collection<String>> links, EventCounts counts) {
    return new Join<>(watch, links, UnaryOperator.identity(), counts, true);
  }
}
