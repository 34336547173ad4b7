package dev.deucalion.testing.server;

import dev.deucalion.http.source.StatusSource;
import dev.deucalion.server.adapter.Cardinality;
import dev.deucalion.server.version.ProgramVersion;
import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.tsdb.block.BlockMeta;
import java.util.List;
import java.util.Map;

/** What the API tells of an embedded Prometheus itself. */
final class EmbeddedStatus implements StatusSource {
  private final EmbeddedPrometheus prometheus;

  EmbeddedStatus(EmbeddedPrometheus prometheus) {
    this.prometheus = prometheus;
  }

  @Override
  public BuildInfo buildInfo() {
    return new BuildInfo(
        ProgramVersion.PROMETHEUS_VERSION,
        "",
        "deucalion-testing",
        "",
        "",
        "java" + Runtime.version().feature());
  }

  @Override
  public RuntimeInfo runtimeInfo() {
    return new RuntimeInfo(
        prometheus.options().start(),
        "",
        "localhost",
        true,
        prometheus.options().start(),
        0,
        Thread.activeCount(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        "");
  }

  @Override
  public Map<String, String> flags() {
    return Map.of();
  }

  @Override
  public String configYaml() {
    return "";
  }

  @Override
  public TsdbStatus tsdbStatus(int limit, String label) {
    return Cardinality.status(prometheus.store(), prometheus.store().stats().head(), limit, label);
  }

  @Override
  public List<BlockMeta> blocks() {
    return List.of();
  }

  @Override
  public WalReplay walReplay() {
    return new WalReplay(0, 0, 0);
  }
}
