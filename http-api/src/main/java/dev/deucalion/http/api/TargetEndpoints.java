package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Parameters;
import dev.deucalion.http.source.TargetSource;
import dev.deucalion.http.source.TargetSource.ActiveTarget;
import dev.deucalion.http.source.TargetSource.DroppedTarget;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.Utf8Order;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /targets}, {@code /scrape_pools} and {@code /scrape_pools/config}. */
public final class TargetEndpoints {
  private final TargetSource targets;
  private final GlobalUrls globalUrls;

  public TargetEndpoints(TargetSource targets, GlobalUrls globalUrls) {
    this.targets = targets;
    this.globalUrls = globalUrls;
  }

  public ApiResult scrapePools(Exchange exchange) {
    List<String> names = targets.scrapePools().stream().sorted(Utf8Order::compare).toList();
    return ApiResult.of(out -> {
      out.beginObject();
      out.name("scrapePools");
      out.strings(names);
      out.endObject();
    });
  }

  /** The configuration of one pool, also of one that comes from another file. */
  public ApiResult scrapePoolConfig(Exchange exchange) {
    String pool = exchange.request().parameter("scrapePool");
    if (pool.isEmpty()) {
      throw ApiException.badData("no scrapePool parameter provided");
    }
    String yaml = targets.scrapePoolConfig(pool).orElseThrow(() -> unknownPool(pool));
    return ApiResult.of(out -> {
      out.beginObject();
      out.field("yaml", yaml);
      out.endObject();
    });
  }

  static ApiException unknownPool(String pool) {
    return ApiException.badData(
        "error retrieving scrape config: scrape pool " + GoQuote.quote(pool) + " not found");
  }

  public ApiResult targets(Exchange exchange) {
    Parameters query = exchange.request().query();
    String pool = query.first("scrapePool");
    String state = query.first("state").toLowerCase(Locale.ROOT);
    boolean any = state.isEmpty() || state.equals("any");
    boolean showActive = any || state.equals("active");
    boolean showDropped = any || state.equals("dropped");
    List<ActiveTarget> active =
        showActive
            ? targets.activeTargets().stream()
                .filter(t -> pool.isEmpty() || t.scrapePool().equals(pool))
                .sorted(Comparator.comparing(ActiveTarget::scrapePool, Utf8Order::compare))
                .toList()
            : List.of();
    List<DroppedTarget> dropped =
        showDropped
            ? targets.droppedTargets().stream()
                .filter(t -> pool.isEmpty() || t.scrapePool().equals(pool))
                .sorted(Comparator.comparing(DroppedTarget::scrapePool, Utf8Order::compare))
                .toList()
            : List.of();
    Map<String, Integer> counts = showDropped ? targets.droppedTargetCounts() : null;
    return ApiResult.of(out -> {
      out.beginObject();
      out.name("activeTargets");
      writeActive(out, active);
      out.name("droppedTargets");
      writeDropped(out, dropped);
      out.name("droppedTargetCounts");
      writeCounts(out, counts);
      out.endObject();
    });
  }

  private void writeActive(JsonWriter out, List<ActiveTarget> active) throws IOException {
    out.beginArray();
    for (ActiveTarget target : active) {
      out.beginObject();
      out.name("discoveredLabels");
      out.labels(target.discoveredLabels());
      out.name("labels");
      out.labels(target.labels());
      out.field("scrapePool", target.scrapePool());
      out.field("scrapeUrl", target.scrapeUrl());
      out.field("globalUrl", globalUrls.of(target.scrapeUrl()));
      out.field("lastError", target.lastError());
      out.name("lastScrape");
      out.time(target.lastScrape());
      out.name("lastScrapeDuration");
      out.number(target.lastScrapeDurationNanos() / 1e9);
      out.field("health", target.health().text());
      out.field("scrapeInterval", target.scrapeInterval());
      out.field("scrapeTimeout", target.scrapeTimeout());
      out.endObject();
    }
    out.endArray();
  }

  private static void writeDropped(JsonWriter out, List<DroppedTarget> dropped) throws IOException {
    out.beginArray();
    for (DroppedTarget target : dropped) {
      out.beginObject();
      out.name("discoveredLabels");
      out.labels(target.discoveredLabels());
      out.field("scrapePool", target.scrapePool());
      out.endObject();
    }
    out.endArray();
  }

  private static void writeCounts(JsonWriter out, @Nullable Map<String, Integer> counts)
      throws IOException {
    if (counts == null) {
      out.nullValue();
      return;
    }
    TreeMap<String, Integer> sorted = new TreeMap<>(Utf8Order::compare);
    sorted.putAll(counts);
    out.beginObject();
    for (Map.Entry<String, Integer> count : sorted.entrySet()) {
      out.key(count.getKey());
      out.number(count.getValue().longValue());
    }
    out.endObject();
  }
}
