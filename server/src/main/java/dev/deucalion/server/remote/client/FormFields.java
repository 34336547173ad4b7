package dev.deucalion.server.remote.client;

import dev.deucalion.scrape.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Names and values of a form or of the query of a URL, in the order in which they were added. */
final class FormFields {
  private final Map<String, String> fields = new LinkedHashMap<>();

  FormFields with(String name, String value) {
    fields.put(name, value);
    return this;
  }

  /** The fields as a URL and a form have them. */
  String encoded() {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** A request that sends them as a form. */
  HttpRequest postTo(String url) {
    return HttpRequest.post(url, "application/x-www-form-urlencoded", encoded());
  }
}
