package dev.deucalion.promql.engine;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who asks, as a query log tells it.
 *
 * @param kind name of the object that tells it, {@code httpRequest} say; empty for nobody
 * @param facts its members
 */
public record QueryOrigin(String kind, SortedMap<String, String> facts) {
  /** Nobody who would be told of. */
  public static final QueryOrigin NONE = new QueryOrigin("", new TreeMap<>());

  /** Copies the map. */
  public QueryOrigin {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /** A request over HTTP. */
  public static QueryOrigin http(String clientIp, String method, String path) {
    return new QueryOrigin(
        "httpRequest", new TreeMap<>(Map.of("clientIP", clientIp, "method", method, "path", path)));
  }
}
