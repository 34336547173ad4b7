package dev.deucalion.http.federate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets.
 *
 * @param protobuf whether messages, each with its length before it; else text
 */
record FederateFormat(boolean protobuf, NameEscape escape) {
  private static final String PROTOBUF = "application/vnd.google.protobuf";
  private static final String FAMILY = "io.prometheus.client.MetricFamily";

  /** One wish of an Accept header. */
  private record Wish(String type, Map<String, String> parameters, double weight) {}

  /** The first wish that can be fulfilled, or text. */
  static FederateFormat chosenFrom(@Nullable String accept) {
    NameEscape escape = NameEscape.UNDERSCORES;
    for (Wish wish : wishes(accept == null ? "" : accept)) {
      escape = NameEscape.named(wish.parameters().getOrDefault("escaping", ""), escape);
      boolean delimited =
          FAMILY.equals(wish.parameters().get("proto"))
              && "delimited".equals(wish.parameters().get("encoding"));
      if (wish.type().equals(PROTOBUF) && delimited) {
        return new FederateFormat(true, escape);
      }
      String version = wish.parameters().getOrDefault("version", "0.0.4");
      if (wish.type().equals("text/plain") && version.equals("0.0.4")) {
        return new FederateFormat(false, escape);
      }
    }
    return new FederateFormat(false, escape);
  }

  private static List<Wish> wishes(String accept) {
    List<Wish> wishes = new ArrayList<>();
    for (String clause : accept.split(",", -1)) {
      String[] parts = clause.split(";", -1);
      Map<String, String> parameters = new HashMap<>();
      for (int i = 1; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0) {
          parameters.put(
              parts[i].substring(0, equals).strip(), parts[i].substring(equals + 1).strip());
        }
      }
      wishes.add(
          new Wish(
              parts[0].strip().toLowerCase(Locale.ROOT),
              parameters,
              weight(parameters.getOrDefault("q", "1"))));
    }
    wishes.sort(Comparator.comparingDouble((Wish wish) -> wish.weight()).reversed());
    return wishes;
  }

  private static double weight(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /** The Content-Type of the answer. */
  String contentType() {
    String type =
        protobuf
            ? PROTOBUF + "; proto=" + FAMILY + "; encoding=delimited"
            : "text/plain; version=0.0.4; charset=utf-8";
    return type + "; escaping=" + escape.text();
  }
}
