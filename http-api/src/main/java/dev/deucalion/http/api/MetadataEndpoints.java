package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.MetadataSource;
import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.MetadataSource.TargetMetadata;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.promql.parser.ParseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code /metadata} and {@code /targets/metadata}. */
public final class MetadataEndpoints {
  private static final int NO_LIMIT = -1;

  private final MetadataSource metadata;
  private final QueryLanguage language;

  public MetadataEndpoints(MetadataSource metadata, QueryLanguage language) {
    this.metadata = metadata;
    this.language = language;
  }

  public ApiResult metadata(Exchange exchange) {
    Request request = exchange.request();
    int limit = number(request, "limit");
    int limitPerMetric = number(request, "limit_per_metric");
    String metric = request.parameter("metric");
    TreeMap<String, Set<MetricMetadata>> families = new TreeMap<>(Utf8Order::compare);
    for (TargetMetadata target : metadata.targetMetadata()) {
      for (MetricMetadata said : target.metrics()) {
        if (metric.isEmpty() || said.family().equals(metric)) {
          Set<MetricMetadata> all =
              families.computeIfAbsent(said.family(), f -> new LinkedHashSet<>());
          if (limitPerMetric <= 0 || all.size() < limitPerMetric) {
            all.add(said);
          }
        }
      }
    }
    return ApiResult.of(out -> writeFamilies(out, families, limit));
  }

  public ApiResult targetMetadata(Exchange exchange) {
    Request request = exchange.request();
    int limit = number(request, "limit");
    List<Matcher> matchers = matchers(request);
    String metric = request.parameter("metric");
    List<Entry> entries = new ArrayList<>();
    for (TargetMetadata target : metadata.targetMetadata()) {
      if (limit >= 0 && entries.size() >= limit) {
        break;
      }
      if (matchers.stream().allMatch(m -> m.matches(target.targetLabels().get(m.name())))) {
        for (MetricMetadata said : target.metrics()) {
          if (metric.isEmpty() || said.family().equals(metric)) {
            entries.add(new Entry(target.targetLabels(), said));
          }
        }
      }
    }
    return ApiResult.of(out -> writeEntries(out, entries, metric.isEmpty()));
  }

  private List<Matcher> matchers(Request request) {
    String text = request.parameter("match_target");
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      return language.selector(text);
    } catch (ParseException e) {
      throw ApiException.badParameter("match_target", String.valueOf(e.getMessage()));
    }
  }

  private static int number(Request request, String name) {
    String text = request.parameter(name);
    if (text.isEmpty()) {
      return NO_LIMIT;
    }
    try {
      return Math.clamp(GoNumbers.atoi(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw ApiException.badData(name + " must be a number");
    }
  }

  private static void writeFamilies(
      JsonWriter out, Map<String, Set<MetricMetadata>> families, int limit) throws IOException {
    out.beginObject();
    int written = 0;
    for (Map.Entry<String, Set<MetricMetadata>> family : families.entrySet()) {
      if (limit >= 0 && written++ >= limit) {
        break;
      }
      out.key(family.getKey());
      out.beginArray();
      for (MetricMetadata said : family.getValue()) {
        out.beginObject();
        out.field("type", said.type());
        out.field("unit", said.unit());
        out.field("help", said.help());
        out.endObject();
      }
      out.endArray();
    }
    out.endObject();
  }

  private static void writeEntries(JsonWriter out, List<Entry> entries, boolean withFamily)
      throws IOException {
    out.beginArray();
    for (Entry entry : entries) {
      out.beginObject();
      out.name("target");
      out.labels(entry.targetLabels());
      if (withFamily) {
        out.field("metric", entry.said().family());
      }
      out.field("type", entry.said().type());
      out.field("help", entry.said().help());
      out.field("unit", entry.said().unit());
      out.endObject();
    }
    out.endArray();
  }

  private record Entry(Labels targetLabels, MetricMetadata said) {}
}
