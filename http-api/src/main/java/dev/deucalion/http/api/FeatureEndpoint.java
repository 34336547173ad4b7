package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.source.FeatureSource;
import java.io.IOException;
import java.util.Map;

/** {@code /features}: what the program can do. */
public final class FeatureEndpoint {
  private final FeatureSource source;

  public FeatureEndpoint(FeatureSource source) {
    this.source = source;
  }

  public ApiResult features(Exchange exchange) {
    return ApiResult.of(out -> {
      out.beginObject();
      for (var category : source.features().entrySet()) {
        out.key(category.getKey());
        write(out, category.getValue());
      }
      out.endObject();
    });
  }

  private static void write(JsonWriter out, Map<String, Boolean> features) throws IOException {
    out.beginObject();
    for (Map.Entry<String, Boolean> feature : features.entrySet()) {
      out.key(feature.getKey());
      out.bool(feature.getValue());
    }
    out.endObject();
  }
}
