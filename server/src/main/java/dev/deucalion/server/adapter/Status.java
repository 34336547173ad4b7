package dev.deucalion.server.adapter;

import dev.deucalion.http.source.StatusSource;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.reload.Reloader;
import dev.deucalion.server.units.ByteSize;
import dev.deucalion.server.units.PromDuration;
import dev.deucalion.server.version.ProgramVersion;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.wal.ReplayProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the API tells of the program itself. */
public final class Status implements StatusSource {
  private final ProgramVersion build;
  private final Process process;
  private final Flags flags;
  private final Reloader reloader;
  private final LateStorage storage;

  /**
   * Facts of the process.
   *
   * @param routePrefix in force
   */
  public record Process(Instant startTime, String hostname, String routePrefix) {}

  public Status(
      ProgramVersion build, Process process, Flags flags, Reloader reloader, LateStorage storage) {
    this.build = build;
    this.process = process;
    this.flags = flags;
    this.reloader = reloader;
    this.storage = storage;
  }

  @Override
  public StatusSource.BuildInfo buildInfo() {
    return new StatusSource.BuildInfo(
        ProgramVersion.PROMETHEUS_VERSION,
        build.revision(),
        "deucalion-" + build.version(),
        "",
        build.date(),
        "java" + Runtime.version().feature());
  }

  @Override
  public RuntimeInfo runtimeInfo() {
    Reloader.State state = reloader.state();
    return new RuntimeInfo(
        process.startTime(),
        Path.of("").toAbsolutePath().toString(),
        process.hostname(),
        state.successful(),
        Instant.ofEpochMilli(state.lastSuccessMs()),
        storage.logStats().corruptions(),
        Thread.activeCount(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        state.config().storage().retention().toString());
  }

  /** The flags, those that have no value of their own with the one that is in force. */
  @Override
  public Map<String, String> flags() {
    Map<String, String> report = flags.report();
    Retention retention = reloader.state().config().storage().retention();
    report.put("storage.tsdb.retention.time", PromDuration.format(retention.timeMs()));
    report.put("storage.tsdb.retention.size", ByteSize.format(retention.bytes()));
    if ("0s".equals(report.get("storage.tsdb.max-block-duration"))) {
      report.put("storage.tsdb.max-block-duration", PromDuration.format(retention.maxBlockMs()));
    }
    report.put("web.route-prefix", process.routePrefix());
    return report;
  }

  @Override
  public String configYaml() {
    return reloader.state().config().yaml();
  }

  @Override
  public TsdbStatus tsdbStatus(int limit, String label) {
    return Cardinality.status(storage, storage.stats().head(), limit, label);
  }

  @Override
  public List<BlockMeta> blocks() {
    return storage.blocks();
  }

  @Override
  public WalReplay walReplay() {
    ReplayProgress.Segments segments = storage.replay().segments();
    return new WalReplay(
        Math.toIntExact(segments.first()),
        Math.toIntExact(segments.last()),
        Math.toIntExact(segments.current()));
  }
}
