package dev.deucalion.testing.alert;

import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.rules.alert.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Checks the alerts of one rule. Each check that fails throws {@link AssertionError} with all
 * alerts of the rule.
 *
 * <pre>{@code
 * prometheus.assertThatAlert("HighErrorRate")
 *     .isFiring()
 *     .hasCount(1)
 *     .hasLabel("severity", "page")
 *     .hasAnnotation("summary", "12.5% of api fails");
 * }</pre>
 */
public final class AlertAssert {
  private final String name;
  private final Instant time;
  private final Alerts alerts;

  /** What the check of labels and annotations looks at: those that are pending or fire. */
  private final List<RuleAlert> active;

  /**
   * Checks the alerts of a rule.
   *
   * @param time at which they stand so
   * @throws AssertionError when there is no such rule
   */
  public AlertAssert(String name, Instant time, Alerts all) {
    this(name, time, all.named(name), all.named(name).all());
    if (!all.rules().contains(name)) {
      throw new AssertionError("no rule has the alert " + name + "; there are " + all.rules());
    }
  }

  private AlertAssert(String name, Instant time, Alerts alerts, List<RuleAlert> looked) {
    this.name = name;
    this.time = time;
    this.alerts = alerts;
    this.active = looked.stream().filter(alert -> alert.state() != AlertState.INACTIVE).toList();
  }

  /** At least one fires. */
  public AlertAssert isFiring() {
    return require(has(AlertState.FIRING), "to fire");
  }

  /** At least one is pending, and none fires. */
  public AlertAssert isPending() {
    return require(
        has(AlertState.PENDING) && !has(AlertState.FIRING), "to be pending and not to fire");
  }

  /** None is pending or fires. */
  public AlertAssert isInactive() {
    return require(active.isEmpty(), "to be inactive");
  }

  /** So many are pending or fire. */
  public AlertAssert hasCount(int count) {
    return require(active.size() == count, "to be there " + count + " times");
  }

  /** Looks only at those with a label from now on; there must be one. */
  public AlertAssert with(String label, String value) {
    AlertAssert narrowed =
        new AlertAssert(
            name,
            time,
            alerts,
            active.stream().filter(alert -> alert.labels().get(label).equals(value)).toList());
    narrowed.require(
        !narrowed.active.isEmpty(), "to be there with " + label + "=\"" + value + "\"");
    return narrowed;
  }

  /** All have the label. */
  public AlertAssert hasLabel(String label, String value) {
    return requireAll(
        alert -> alert.labels().get(label).equals(value), "label " + label + "=\"" + value + "\"");
  }

  /** All have the annotation, rendered like this. */
  public AlertAssert hasAnnotation(String annotation, String text) {
    return requireAll(
        alert -> text.equals(alert.annotations().get(annotation)),
        "annotation " + annotation + "=\"" + text + "\"");
  }

  /** All have an annotation with this text in it. */
  public AlertAssert hasAnnotationContaining(String annotation, String text) {
    return requireAll(
        alert -> alert.annotations().getOrDefault(annotation, "").contains(text),
        "\"" + text + "\" in annotation " + annotation);
  }

  /** All have this value, to the last bit. */
  public AlertAssert hasValue(double value) {
    return requireAll(
        alert -> Double.compare(alert.value(), value) == 0, "value " + GoFormat.general(value));
  }

  /** The expression of all has had its result since then. */
  public AlertAssert isActiveSince(Instant since) {
    return requireAll(alert -> alert.activeSince().equals(since), "to be active since " + since);
  }

  /** The alerts that are looked at. */
  public List<RuleAlert> alerts() {
    return active;
  }

  private boolean has(AlertState state) {
    return active.stream().anyMatch(alert -> alert.state() == state);
  }

  private AlertAssert requireAll(Predicate<RuleAlert> condition, String what) {
    return require(!active.isEmpty() && active.stream().allMatch(condition), "to have " + what);
  }

  private AlertAssert require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(
          "expected alert " + name + " " + what + " at " + time + ", but there were " + alerts);
    }
    return this;
  }
}
