package dev.deucalion.server.metrics;

import dev.deucalion.server.reload.Reloader;
import dev.deucalion.server.version.ProgramVersion;
import java.util.function.BooleanSupplier;

/** Metrics of the program as a whole, and of the parts that have nothing to do yet. */
public final class ProgramMetrics implements SelfMetrics.Area {
  private final ProgramVersion build;
  private final Reloader reloader;
  private final BooleanSupplier ready;
  private final int notificationQueueCapacity;

  /**
   * Metrics of the program.
   *
   * @param ready whether the server answers everything
   */
  public ProgramMetrics(
      ProgramVersion build,
      Reloader reloader,
      BooleanSupplier ready,
      int notificationQueueCapacity) {
    this.build = build;
    this.reloader = reloader;
    this.ready = ready;
    this.notificationQueueCapacity = notificationQueueCapacity;
  }

  @Override
  public void accept(Families families) {
    families.info(
        "prometheus_build",
        "Version of Prometheus whose behaviour this is, and what was built of what.",
        "version",
        ProgramVersion.PROMETHEUS_VERSION,
        "revision",
        build.revision(),
        "branch",
        "deucalion-" + build.version(),
        "goversion",
        "java" + Runtime.version().feature(),
        "goos",
        System.getProperty("os.name"),
        "goarch",
        System.getProperty("os.arch"),
        "tags",
        "");
    families.gauge(
        "prometheus_ready",
        "Whether the server has started and answers everything.",
        ready.getAsBoolean() ? 1 : 0);
    Reloader.State state = reloader.state();
    families.gauge(
        "prometheus_config_last_reload_successful",
        "Whether the last attempt to load the configuration went well.",
        state.successful() ? 1 : 0);
    families.gauge(
        "prometheus_config_last_reload_success_timestamp_seconds",
        "When the configuration was last loaded well.",
        state.lastSuccessMs() / 1e3);
    families.gauge(
        "prometheus_notifications_queue_length", "Alert notifications that wait to be sent.", 0);
    families.gauge(
        "prometheus_notifications_queue_capacity",
        "How many alert notifications may wait.",
        notificationQueueCapacity);
    families.gauge(
        "prometheus_notifications_alertmanagers_discovered",
        "Alertmanagers that were found and are in use.",
        0);
  }
}
