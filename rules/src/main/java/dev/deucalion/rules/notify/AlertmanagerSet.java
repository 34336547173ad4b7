package dev.deucalion.rules.notify;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Alertmanagers of one configured entry. One thread at a time changes it, and none sends alerts
 * meanwhile; questions may come at any time.
 */
final class AlertmanagerSet {
  /** Makes and starts a loop for a mailbox. */
  @FunctionalInterface
  interface Starter {
    SendLoop start(Mailbox mailbox);
  }

  /** Makes an empty mailbox for a URL. */
  @FunctionalInterface
  interface Mailboxes {
    Mailbox create(String url);
  }

  private final AlertmanagerOptions options;
  private final Mailboxes mailboxes;
  private final Starter starter;

  private volatile List<TargetGroup> groups = List.of();
  private volatile Alertmanagers found = Alertmanagers.NONE;
  private volatile Map<String, SendLoop> loops = Map.of();

  AlertmanagerSet(AlertmanagerOptions options, Mailboxes mailboxes, Starter starter) {
    this.options = options;
    this.mailboxes = mailboxes;
    this.starter = starter;
  }

  AlertmanagerOptions options() {
    return options;
  }

  List<TargetGroup> groups() {
    return groups;
  }

  Alertmanagers found() {
    return found;
  }

  List<Mailbox> mailboxes() {
    return loops.values().stream().map(SendLoop::mailbox).toList();
  }

  /** Takes over what discovery knows now. */
  void update(List<TargetGroup> discovered) {
    update(discovered, Map.of());
  }

  /**
   * Takes the place of a set with other options, before it has Alertmanagers of its own: what is
   * known so far goes on, and so do mailboxes of URLs that stay.
   */
  void replace(AlertmanagerSet old) {
    update(old.groups, old.handOver());
  }

  private void update(List<TargetGroup> discovered, Map<String, Mailbox> inherited) {
    Alertmanagers next = AlertmanagerUrls.of(options, discovered);
    Map<String, Mailbox> left = new LinkedHashMap<>(inherited);
    Map<String, SendLoop> old = new LinkedHashMap<>(loops);
    Map<String, SendLoop> running = new LinkedHashMap<>();
    for (String url : next.active()) {
      SendLoop loop = old.remove(url);
      Mailbox mailbox = left.remove(url);
      if (loop == null) {
        loop = starter.start(mailbox == null ? mailboxes.create(url) : mailbox);
      }
      running.put(url, loop);
    }
    groups = discovered;
    found = next;
    loops = running;
    old.values().forEach(SendLoop::finish);
    // Nobody adds to these any more; what waits in them is still to be sent.
    left.values().forEach(mailbox -> starter.start(mailbox).finish());
  }

  /** Ends all loops and returns what waits, by URL. */
  private Map<String, Mailbox> handOver() {
    Map<String, Mailbox> left = new LinkedHashMap<>();
    loops.forEach((url, loop) -> {
      loop.handOver();
      left.put(url, loop.mailbox());
    });
    loops = Map.of();
    return left;
  }

  /** Tells all of them; returns at once. */
  void send(List<Alert> alerts) {
    Map<String, SendLoop> all = loops;
    if (all.isEmpty()) {
      return;
    }
    List<Alert> own = AlertRelabeling.apply(options.alertRelabeling(), Labels.EMPTY, alerts);
    if (!own.isEmpty()) {
      all.values().forEach(loop -> loop.add(own));
    }
  }

  /** Ends all loops as the options say; returns at once. */
  void finish() {
    loops.values().forEach(SendLoop::finish);
    loops = Map.of();
  }
}
