package dev.deucalion.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands behind the question mark of a URL. */
final class UrlParameters {
  private UrlParameters() {}

  /** Values by name, in their order. */
  static Map<String, List<String>> of(URI url) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    String query = url.getRawQuery();
    if (query == null) {
      return parameters;
    }
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      if (!name.isEmpty()) {
        parameters.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
