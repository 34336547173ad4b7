package dev.deucalion.kubernetes.role;

import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.watch.Watch;
import dev.deucalion.kubernetes.watch.WatchListener;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a role in a namespace, one for each of the role's objects.
 *
 * <p>A change of an object, or of another that its labels are joined with, notes the object; {@link
 * #changed} makes the groups of all that were noted, and gives those that came out otherwise than
 * those {@linkplain #given() given} last. So a change that shows in no label costs nothing further,
 * and many changes in a row of one object cost one group.
 *
 * @param <P> the role's objects
 */
public final class RoleGroups<P extends KubernetesObject> {
  private final Watch<P> own;
  private final Function<P, @Nullable TargetGroup> groupOf;
  private final UnaryOperator<String> sourceOf;
  private final Runnable onChange;

  /** Undoes what was subscribed. */
  private final List<Runnable> subscriptions = new ArrayList<>();

  /** Groups as they were given last, by key; of one thread alone, as all that follows. */
  private final Map<String, TargetGroup> given = new HashMap<>();

  private boolean gaveAny;

  /** Keys that were noted and whose groups were not given since. */
  private final Set<String> taken = new LinkedHashSet<>();

  /** The groups that are given now, by key; null while not everything is known. */
  private @Nullable Map<String, TargetGroup> giving;

  /** Guarded by this, as all below. */
  private final Set<String> noted = new LinkedHashSet<>();

  private int awaitedWatches;

  /**
   * The groups of all objects of a watch.
   *
   * @param groupOf the group of an object, null for none that could be told
   * @param sourceOf the source of the group of a key
   * @param onChange told when there may be something to take; quick
   */
  RoleGroups(
      Watch<P> own,
      Function<P, @Nullable TargetGroup> groupOf,
      UnaryOperator<String> sourceOf,
      Runnable onChange) {
    this.own = own;
    this.groupOf = groupOf;
    this.sourceOf = sourceOf;
    this.onChange = onChange;
  }

  /** Begins to listen. Called once. */
  void start(List<Join<P, ?>> joins, EventCounts counts) {
    List<JoinIndex> indexes = new ArrayList<>();
    joins.forEach(join -> indexes.add(new JoinIndex()));
    synchronized (this) {
      awaitedWatches = 1 + (int) joins.stream().filter(Join::awaited).count();
    }
    for (int i = 0; i < joins.size(); i++) {
      subscribe(joins.get(i), indexes.get(i));
    }
    listen(
        own,
        new Listener<P>(true) {
          @Override
          public void changed(String key, @Nullable P before, @Nullable P after) {
            counts.count(before, after);
            if (after == null || !after.equals(before)) {
              for (int i = 0; i < indexes.size(); i++) {
                indexes
                    .get(i)
                    .replace(key, links(joins.get(i), before), links(joins.get(i), after));
              }
              note(List.of(key));
            }
          }
        });
  }

  private Collection<String> links(Join<P, ?> join, @Nullable P object) {
    return object == null ? List.of() : join.links().apply(object);
  }

  private <R extends KubernetesObject> void subscribe(Join<P, R> join, JoinIndex index) {
    listen(
        join.watch(),
        new Listener<R>(join.awaited()) {
          @Override
          public void changed(String key, @Nullable R before, @Nullable R after) {
            join.counts().count(before, after);
            if (after == null || !after.equals(before)) {
              note(index.keysOf(join.linkOf().apply(key)));
            }
          }
        });
  }

  private <R extends KubernetesObject> void listen(Watch<R> watch, WatchListener<R> listener) {
    subscriptions.add(() -> watch.removeListener(listener));
    watch.addListener(listener);
  }

  private abstract class Listener<R extends KubernetesObject> implements WatchListener<R> {
    private final boolean awaited;

    Listener(boolean awaited) {
      this.awaited = awaited;
    }

    @Override
    public void synced() {
      if (awaited) {
        watchSynced();
      }
    }
  }

  private void watchSynced() {
    synchronized (this) {
      awaitedWatches--;
    }
    onChange.run();
  }

  private void note(Collection<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    synchronized (this) {
      noted.addAll(keys);
      if (awaitedWatches > 0) {
        return;
      }
    }
    onChange.run();
  }

  /**
   * The groups that are not as they were {@linkplain #given() given} last, those that are gone
   * without targets. Null while there is nothing to say: before everything is known, and when
   * nothing changed. The first answer has all groups, and may be empty. Called by one thread at a
   * time.
   */
  public @Nullable List<TargetGroup> changed() {
    giving = null;
    synchronized (this) {
      if (awaitedWatches > 0) {
        return null;
      }
      taken.addAll(noted);
      noted.clear();
    }
    Map<String, TargetGroup> changed = new LinkedHashMap<>();
    for (String key : taken) {
      TargetGroup group = make(key);
      if (group != null && isNew(key, group)) {
        changed.put(key, group);
      }
    }
    giving = changed;
    return changed.isEmpty() && gaveAny ? null : List.copyOf(changed.values());
  }

  private boolean isNew(String key, TargetGroup group) {
    return group.targets().isEmpty() ? given.containsKey(key) : !group.equals(given.get(key));
  }

  private @Nullable TargetGroup make(String key) {
    P object = own.get(key);
    return object == null
        ? new TargetGroup(sourceOf.apply(key), List.of(), Labels.EMPTY)
        : groupOf.apply(object);
  }

  /**
   * What {@link #changed} answered last has arrived, and is not answered again. Where it has not,
   * for want of memory, it is.
   */
  public void given() {
    Map<String, TargetGroup> arrived = giving;
    if (arrived != null) {
      arrived.forEach((key, group) -> {
        if (group.targets().isEmpty()) {
          given.remove(key);
        } else {
          given.put(key, group);
        }
      });
      gaveAny = true;
      taken.clear();
      giving = null;
    }
  }

  /** Ends listening. */
  void close() {
    subscriptions.forEach(Runnable::run);
  }
}
