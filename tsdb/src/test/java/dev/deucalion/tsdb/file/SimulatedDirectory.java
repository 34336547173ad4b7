package dev.deucalion.tsdb.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The names in a directory of {@link SimulatedFiles}, and those that a loss of power leaves: the
 * ones of the last sync with the first few changes since. Guarded by the lock of its file system.
 */
final class SimulatedDirectory implements SimulatedNode {
  private final Map<String, SimulatedNode> entries = new TreeMap<>();
  private final Map<String, SimulatedNode> durable = new TreeMap<>();

  /** Since the last sync; each is made as a whole or not, and null stands for no entry. */
  private final List<Map<String, @Nullable SimulatedNode>> changes = new ArrayList<>();

  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  @Nullable SimulatedNode get(String name) {
    return entries.get(name);
  }

  Iterable<SimulatedNode> nodes() {
    return entries.values();
  }

  void put(String name, SimulatedNode node) {
    Map<String, @Nullable SimulatedNode> change = new HashMap<>();
    change.put(name, node);
    make(change);
  }

  void remove(String name) {
    Map<String, @Nullable SimulatedNode> change = new HashMap<>();
    change.put(name, null);
    make(change);
  }

  void rename(String from, String to) {
    Map<String, @Nullable SimulatedNode> change = new HashMap<>();
    change.put(to, entries.get(from));
    change.put(from, null);
    make(change);
  }

  private void make(Map<String, @Nullable SimulatedNode> change) {
    apply(change, entries);
    changes.add(change);
  }

  private static void apply(
      Map<String, @Nullable SimulatedNode> change, Map<String, SimulatedNode> to) {
    change.forEach((name, node) -> {
      if (node == null) {
        to.remove(name);
      } else {
        to.put(name, node);
      }
    });
  }

  void sync() {
    durable.clear();
    durable.putAll(entries);
    changes.clear();
  }

  /** The same names for the copies of their nodes. */
  SimulatedDirectory afterKill(UnaryOperator<SimulatedNode> copy) {
    SimulatedDirectory found = new SimulatedDirectory();
    entries.forEach((name, node) -> found.entries.put(name, copy.apply(node)));
    durable.forEach((name, node) -> found.durable.put(name, copy.apply(node)));
    for (Map<String, @Nullable SimulatedNode> change : changes) {
      Map<String, @Nullable SimulatedNode> copied = new HashMap<>();
      change.forEach((name, node) -> copied.put(name, node == null ? null : copy.apply(node)));
      found.changes.add(copied);
    }
    return found;
  }

  /** What is left of the names, for what is left of their nodes. */
  SimulatedDirectory afterPowerLoss(Random random, UnaryOperator<SimulatedNode> left) {
    Map<String, SimulatedNode> names = new TreeMap<>(durable);
    int made = random.nextInt(changes.size() + 1);
    changes.subList(0, made).forEach(change -> apply(change, names));
    SimulatedDirectory found = new SimulatedDirectory();
    names.forEach((name, node) -> found.entries.put(name, left.apply(node)));
    found.sync();
    return found;
  }
}
