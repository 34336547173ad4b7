package dev.deucalion.rules.notify;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.alert.AlertSink;
import dev.deucalion.scrape.aws.AwsSigner;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryManager;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.discovery.DiscoveryStats;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.options.DiscoveryOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells Alertmanagers of alerts, from the first {@link #apply} to {@link #close}. Safe for many
 * threads.
 */
public final class Notifier implements AlertSink, AutoCloseable {
  private final NotifierOptions options;
  private final DiscoveryContext surroundings;
  private final LongSupplier nanoTime;
  private final DiscoveryManager discovery;

  /** Loops that have not ended, those that only send what still waits included. */
  private final Set<SendLoop> running = ConcurrentHashMap.newKeySet();

  /** By URLs of Alertmanagers in use; added to and cleaned under the write side of the queues. */
  private final Map<String, DeliveryCounters> counters = new HashMap<>();

  /** Lets one configuration after the other be applied. */
  private final Object applyLock = new Object();

  /**
   * Held for reading while alerts go into queues, and for writing while queues come, go and change
   * hands: no alert goes into a queue that nobody sends any more.
   */
  private final ReadWriteLock queues = new ReentrantReadWriteLock();

  private volatile State state = State.NOBODY;
  private boolean closed;

  /** What is in force. The sets are by the names that discovery knows them by. */
  private record State(
      Labels externalLabels, List<RelabelRule> relabeling, Map<String, AlertmanagerSet> sets) {
    static final State NOBODY = new State(Labels.EMPTY, List.of(), Map.of());
  }

  /**
   * A notifier that knows no Alertmanager yet.
   *
   * @param surroundings the network, the clock and what else discovery needs
   * @param nanoTime a clock as {@link System#nanoTime}, for pauses and durations
   */
  public Notifier(
      NotifierOptions options,
      DiscoveryMechanisms mechanisms,
      DiscoveryContext surroundings,
      LongSupplier nanoTime) {
    this.options = options;
    this.surroundings = surroundings;
    this.nanoTime = nanoTime;
    this.discovery = new DiscoveryManager("notify", mechanisms, surroundings, this::update);
  }

  private void update(String name, List<TargetGroup> groups) {
    queues.writeLock().lock();
    try {
      AlertmanagerSet set = state.sets().get(name);
      if (set != null) {
        set.update(groups);
        forgetCounters();
      }
    } finally {
      queues.writeLock().unlock();
    }
  }

  /**
   * Makes the Alertmanagers those of a configuration. Entries that did not change go on untouched;
   * an Alertmanager that stays, but is called in another way, keeps its queue. What waits for one
   * that is gone is sent or dropped, as at the end.
   *
   * @param externalLabels added to alerts that do not have them
   */
  public void apply(Labels externalLabels, AlertingOptions alerting) {
    Map<String, List<DiscoveryOptions>> wanted = new LinkedHashMap<>();
    synchronized (applyLock) {
      if (closed) {
        return;
      }
      Map<String, AlertmanagerSet> next = new LinkedHashMap<>();
      Map<String, AlertmanagerSet> left = new LinkedHashMap<>(state.sets());
      for (AlertmanagerOptions entry : alerting.alertmanagers()) {
        String name = "config-" + next.size();
        next.put(name, taken(left, entry));
        wanted.put(name, entry.discovery());
      }
      queues.writeLock().lock();
      try {
        next.forEach((name, set) -> succeed(set, name, left));
        left.values().forEach(AlertmanagerSet::finish);
        state = new State(externalLabels, alerting.alertRelabeling(), next);
        forgetCounters();
      } finally {
        queues.writeLock().unlock();
      }
      discovery.apply(wanted);
    }
  }

  /** A set with these options: one that there is, which is taken out, or a new one. */
  private AlertmanagerSet taken(Map<String, AlertmanagerSet> from, AlertmanagerOptions entry) {
    for (Map.Entry<String, AlertmanagerSet> known : from.entrySet()) {
      if (known.getValue().options().equals(entry)) {
        from.remove(known.getKey());
        return known.getValue();
      }
    }
    Connector connector = new Connector(surroundings.http(), entry.http());
    AwsSigner signer = signer(entry.signing());
    return new AlertmanagerSet(
        entry, this::mailbox, mailbox -> start(mailbox, entry, connector, signer));
  }

  /**
   * Gives a new set what is known so far: discovery says nothing of ways to find that stay under
   * their name. The set before hands over its queues, unless it goes on elsewhere.
   *
   * @param left sets that end, by their names; one that hands over is taken out
   */
  private void succeed(AlertmanagerSet set, String name, Map<String, AlertmanagerSet> left) {
    AlertmanagerSet before = state.sets().get(name);
    if (before == null
        || state.sets().containsValue(set)
        || !before.options().discovery().equals(set.options().discovery())) {
      return;
    }
    if (left.remove(name, before)) {
      set.replace(before);
    } else {
      set.update(before.groups());
    }
  }

  private Mailbox mailbox(String url) {
    return new Mailbox(
        url,
        options.queueCapacity(),
        counters.computeIfAbsent(url, _ -> new DeliveryCounters(nanoTime)));
  }

  /** Forgets what was counted of Alertmanagers that are gone. */
  private void forgetCounters() {
    counters.keySet().retainAll(alertmanagers().active());
  }

  private @Nullable AwsSigner signer(Signing signing) {
    return switch (signing) {
      case Signing.None _ -> null;
      case Signing.SigV4(var identity, String service) ->
          new AwsSigner(
              identity,
              service,
              surroundings.http(),
              surroundings.environment(),
              surroundings.clock());
    };
  }

  private SendLoop start(
      Mailbox mailbox, AlertmanagerOptions entry, Connector connector, @Nullable AwsSigner signer) {
    AlertmanagerClient client =
        new AlertmanagerClient(mailbox.url(), entry.timeoutMs(), connector, signer);
    SendLoop loop =
        new SendLoop(mailbox, client, options, surroundings.waiting(), nanoTime, running::remove);
    running.add(loop);
    loop.start();
    return loop;
  }

  @Override
  public void send(List<Alert> alerts) {
    queues.readLock().lock();
    try {
      State now = state;
      List<Alert> relabeled = AlertRelabeling.apply(now.relabeling(), now.externalLabels(), alerts);
      if (!relabeled.isEmpty()) {
        now.sets().values().forEach(set -> set.send(relabeled));
      }
    } finally {
      queues.readLock().unlock();
    }
  }

  /** Where alerts go, and where not. */
  public Alertmanagers alertmanagers() {
    List<String> active = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (AlertmanagerSet set : state.sets().values()) {
      active.addAll(set.found().active());
      dropped.addAll(set.found().dropped());
    }
    return new Alertmanagers(active, dropped);
  }

  /** Alerts that may wait for one Alertmanager. */
  public int queueCapacity() {
    return options.queueCapacity();
  }

  /** Counts of each URL at this moment, also where several entries lead to it. */
  public List<AlertmanagerStats> stats() {
    Map<String, List<Mailbox>> byUrl = new LinkedHashMap<>();
    for (AlertmanagerSet set : state.sets().values()) {
      for (Mailbox mailbox : set.mailboxes()) {
        byUrl.computeIfAbsent(mailbox.url(), _ -> new ArrayList<>()).add(mailbox);
      }
    }
    List<AlertmanagerStats> all = new ArrayList<>();
    byUrl.forEach((url, mailboxes) -> {
      int waiting = mailboxes.stream().mapToInt(Mailbox::waiting).sum();
      all.add(mailboxes.getFirst().counters().stats(url, waiting));
    });
    return all;
  }

  /** Counts of discovery at this moment. */
  public DiscoveryStats discoveryStats() {
    return discovery.stats();
  }

  /** Takes no more alerts, sends what waits where the options say so, and returns after that. */
  @Override
  public void close() {
    synchronized (applyLock) {
      closed = true;
      discovery.close();
      queues.writeLock().lock();
      try {
        state.sets().values().forEach(AlertmanagerSet::finish);
        state = State.NOBODY;
      } finally {
        queues.writeLock().unlock();
      }
    }
    try {
      for (SendLoop loop : running) {
        loop.awaitEnded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
