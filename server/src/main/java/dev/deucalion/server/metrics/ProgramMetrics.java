package dev.deucalion.server.metrics;

import dev.deucalion.server.reload.Reloader;
import dev.deucalion.server.version.ProgramVersion;
import java.util.function.BooleanSupplier;

/** Metrics of the program as a whole. */
public final class ProgramMetrics implements SelfMetrics.Area {
  private final ProgramVersion build;
  private final Reloader reloader;
  private final BooleanSupplier ready;

  /**
   * Metrics of the program.
   *
   * @param ready whether the server answers everything
   */
  public ProgramMetrics(ProgramVersion build, Reloader reloader, BooleanSupplier ready) {
    this.build = build;
    this.reloader = reloader;
    this.ready = ready;
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
  }
}
