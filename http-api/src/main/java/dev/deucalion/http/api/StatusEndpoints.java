package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.source.StatusSource;
import dev.deucalion.http.source.StatusSource.NamedCount;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.tsdb.block.BlockMeta;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /status/...}: what the program tells about itself. */
public final class StatusEndpoints {
  private static final int DEFAULT_TSDB_LIMIT = 10;
  private static final int MAX_TSDB_LIMIT = 10_000;

  private final Clock clock;
  private final StatusSource status;
  private final QueryEngine engine;
  private final Evaluations evaluations;

  /**
   * @param engine lends its limits to what looks through the store
   */
  public StatusEndpoints(
      Clock clock, StatusSource status, QueryEngine engine, Evaluations evaluations) {
    this.clock = clock;
    this.status = status;
    this.engine = engine;
    this.evaluations = evaluations;
  }

  public ApiResult buildInfo(Exchange exchange) {
    StatusSource.BuildInfo info = status.buildInfo();
    return ApiResult.of(out -> writeBuildInfo(out, info));
  }

  public ApiResult runtimeInfo(Exchange exchange) {
    StatusSource.RuntimeInfo info = status.runtimeInfo();
    Instant now = Instant.ofEpochMilli(clock.nowMs());
    return ApiResult.of(out -> writeRuntimeInfo(out, info, now));
  }

  public ApiResult flags(Exchange exchange) {
    TreeMap<String, String> flags = new TreeMap<>(Utf8Order::compare);
    flags.putAll(status.flags());
    return ApiResult.of(out -> {
      out.beginObject();
      for (Map.Entry<String, String> flag : flags.entrySet()) {
        out.key(flag.getKey());
        out.string(flag.getValue());
      }
      out.endObject();
    });
  }

  public ApiResult config(Exchange exchange) {
    String yaml = status.configYaml();
    return ApiResult.of(out -> {
      out.beginObject();
      out.field("yaml", yaml);
      out.endObject();
    });
  }

  public ApiResult tsdb(Exchange exchange) {
    String text = exchange.request().parameter("limit");
    int limit = text.isEmpty() ? DEFAULT_TSDB_LIMIT : tsdbLimit(text);
    String label = exchange.request().parameter("label");
    try {
      StatusSource.TsdbStatus tsdb =
          evaluations.run(exchange, () -> engine.read(limits -> status.tsdbStatus(limit, label)));
      return ApiResult.of(out -> writeTsdb(out, tsdb, label));
    } catch (QueryException e) {
      throw ApiErrors.of(e);
    }
  }

  public ApiResult blocks(Exchange exchange) {
    List<BlockMeta> blocks = status.blocks();
    return ApiResult.of(out -> {
      out.beginObject();
      out.name("blocks");
      out.beginArray();
      for (BlockMeta block : blocks) {
        BlockJson.write(out, block);
      }
      out.endArray();
      out.endObject();
    });
  }

  public ApiResult walReplay(Exchange exchange) {
    StatusSource.WalReplay replay = status.walReplay();
    return ApiResult.of(out -> {
      out.beginObject();
      out.field("min", replay.min());
      out.field("max", replay.max());
      out.field("current", replay.current());
      out.endObject();
    });
  }

  static void writeBuildInfo(JsonWriter out, StatusSource.BuildInfo info) throws IOException {
    out.beginObject();
    out.field("version", info.version());
    out.field("revision", info.revision());
    out.field("branch", info.branch());
    out.field("buildUser", info.buildUser());
    out.field("buildDate", info.buildDate());
    out.field("goVersion", info.goVersion());
    out.endObject();
  }

  private static void writeRuntimeInfo(JsonWriter out, StatusSource.RuntimeInfo info, Instant now)
      throws IOException {
    out.beginObject();
    out.name("startTime");
    out.time(info.startTime());
    out.field("CWD", info.workingDirectory());
    out.field("hostname", info.hostname());
    out.name("serverTime");
    out.time(now);
    out.name("reloadConfigSuccess");
    out.bool(info.reloadConfigSuccess());
    out.name("lastConfigTime");
    out.time(info.lastConfigTime());
    out.field("corruptionCount", info.corruptionCount());
    out.field("goroutineCount", info.threadCount());
    out.field("GOMAXPROCS", info.processors());
    out.field("GOMEMLIMIT", info.memoryLimitBytes());
    out.field("GOGC", "");
    out.field("GODEBUG", "");
    out.field("storageRetention", info.storageRetention());
    out.endObject();
  }

  private static void writeTsdb(JsonWriter out, StatusSource.TsdbStatus tsdb, String label)
      throws IOException {
    out.beginObject();
    out.name("headStats");
    out.beginObject();
    out.field("numSeries", tsdb.seriesCount());
    out.field("numLabelPairs", tsdb.labelPairCount());
    out.field("chunkCount", tsdb.chunkCount());
    out.field("minTime", tsdb.minTimeMs());
    out.field("maxTime", tsdb.maxTimeMs());
    out.endObject();
    counts(out, "seriesCountByMetricName", tsdb.seriesCountByMetricName());
    counts(out, "labelValueCountByLabelName", tsdb.labelValueCountByLabelName());
    counts(out, "memoryInBytesByLabelName", tsdb.memoryInBytesByLabelName());
    counts(out, "seriesCountByLabelValuePair", tsdb.seriesCountByLabelValuePair());
    if (!label.isEmpty()) {
      counts(out, "seriesCountByLabelValue", tsdb.seriesCountByLabelValue());
    }
    out.endObject();
  }

  private static void counts(JsonWriter out, String name, List<NamedCount> counts)
      throws IOException {
    out.name(name);
    out.beginArray();
    for (NamedCount count : counts) {
      out.beginObject();
      out.field("name", count.name());
      out.field("value", count.count());
      out.endObject();
    }
    out.endArray();
  }

  private static int tsdbLimit(String text) {
    long limit;
    try {
      limit = GoNumbers.atoi(text);
    } catch (NumberFormatException e) {
      limit = 0;
    }
    if (limit < 1) {
      throw ApiException.badData("limit must be a positive number");
    }
    if (limit > MAX_TSDB_LIMIT) {
      throw ApiException.badData("limit must not exceed " + MAX_TSDB_LIMIT);
    }
    return (int) limit;
  }
}
