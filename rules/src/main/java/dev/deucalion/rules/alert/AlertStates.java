package dev.deucalion.rules.alert;

import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The alerts of one rule at one moment, those that came first in front. Immutable: each evaluation
 * makes the next from the one before and from what it saw, so that the same history always gives
 * the same alerts.
 *
 * <p>A new alert is pending and fires when it was there for as long as the rule holds alerts back.
 * A pending one that is there no more is forgotten. One that fires goes on firing for as long as
 * the rule says, and is then kept as resolved for a while, so that Alertmanagers hear of it even if
 * they are away for some minutes.
 */
public final class AlertStates {
  /** No alerts. */
  public static final AlertStates NONE = new AlertStates(Map.of());

  /** How long an alert is kept, and told of, after it was resolved. */
  static final long RESOLVED_RETENTION_MS = 15 * 60_000L;

  private final Map<Labels, ActiveAlert> alerts;

  private AlertStates(Map<Labels, ActiveAlert> alerts) {
    this.alerts = alerts;
  }

  /** All alerts, resolved ones included. */
  public Collection<ActiveAlert> all() {
    return Collections.unmodifiableCollection(alerts.values());
  }

  /** Those that are pending or fire. */
  public List<ActiveAlert> active() {
    List<ActiveAlert> active = new ArrayList<>(alerts.size());
    for (ActiveAlert alert : alerts.values()) {
      if (alert.isActive()) {
        active.add(alert);
      }
    }
    return Collections.unmodifiableList(active);
  }

  /** The gravest state of any, inactive where there are none. */
  public AlertState gravest() {
    AlertState gravest = AlertState.INACTIVE;
    for (ActiveAlert alert : alerts.values()) {
      if (alert.state().compareTo(gravest) > 0) {
        gravest = alert.state();
      }
    }
    return gravest;
  }

  /**
   * The alerts after an evaluation.
   *
   * @param seen the results, each with labels of its own
   * @param timeMs of the evaluation
   */
  public AlertStates next(AlertTiming timing, List<Observation> seen, long timeMs) {
    Map<Labels, Observation> results = new LinkedHashMap<>();
    for (Observation observation : seen) {
      results.put(observation.labels(), observation);
    }
    Map<Labels, ActiveAlert> next = new LinkedHashMap<>();
    for (ActiveAlert known : alerts.values()) {
      Observation again = results.remove(known.labels());
      if (again == null) {
        keepWithoutResult(next, known, timing, timeMs);
      } else if (known.state() == AlertState.INACTIVE) {
        keep(next, held(ActiveAlert.pending(again, timeMs), timing, timeMs));
      } else {
        keep(next, held(known.seen(again), timing, timeMs));
      }
    }
    for (Observation first : results.values()) {
      keep(next, held(ActiveAlert.pending(first, timeMs), timing, timeMs));
    }
    return new AlertStates(next);
  }

  private static void keep(Map<Labels, ActiveAlert> alerts, ActiveAlert alert) {
    alerts.put(alert.labels(), alert);
  }

  private static void keepWithoutResult(
      Map<Labels, ActiveAlert> next, ActiveAlert gone, AlertTiming timing, long timeMs) {
    switch (gone.state()) {
      case PENDING -> {}
      case INACTIVE -> {
        if (timeMs - gone.resolvedAtMs() <= RESOLVED_RETENTION_MS) {
          keep(next, gone);
        }
      }
      case FIRING -> {
        ActiveAlert kept =
            timing.keepFiringMs() > 0 && gone.keepFiringSinceMs() == ActiveAlert.NEVER
                ? gone.keptFiring(timeMs)
                : gone;
        boolean fires =
            timing.keepFiringMs() > 0 && timeMs - kept.keepFiringSinceMs() < timing.keepFiringMs();
        keep(next, fires ? held(kept, timing, timeMs) : kept.resolved(timeMs));
      }
    }
  }

  /** Fires or not, by how long it is there. */
  private static ActiveAlert held(ActiveAlert alert, AlertTiming timing, long timeMs) {
    boolean longEnough = timeMs - alert.activeAtMs() >= timing.holdMs();
    return switch (alert.state()) {
      case PENDING -> longEnough ? alert.firing(timeMs) : alert;
      case FIRING -> longEnough ? alert : alert.pendingAgain();
      case INACTIVE -> alert;
    };
  }

  /** These alerts, some of them in other states. */
  AlertStates with(List<ActiveAlert> changed) {
    if (changed.isEmpty()) {
      return this;
    }
    Map<Labels, ActiveAlert> next = new LinkedHashMap<>(alerts);
    for (ActiveAlert alert : changed) {
      keep(next, alert);
    }
    return new AlertStates(next);
  }

  /** These alerts, each replaced. */
  AlertStates map(Function<ActiveAlert, ActiveAlert> replacement) {
    Map<Labels, ActiveAlert> next = new LinkedHashMap<>();
    for (ActiveAlert alert : alerts.values()) {
      keep(next, replacement.apply(alert));
    }
    return new AlertStates(next);
  }
}
