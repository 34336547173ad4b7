package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.model.labels.GoQuote;
import java.util.List;
import java.util.Locale;

/** {@code /rules}, {@code /alerts} and {@code /alertmanagers} of a program without rules. */
public final class RuleEndpoints {
  public RuleEndpoints() {}

  public ApiResult rules(Exchange exchange) {
    ApiParameters.requireReadable(exchange.request());
    String type = exchange.request().query().first("type").toLowerCase(Locale.ROOT);
    if (!type.isEmpty() && !type.equals("alert") && !type.equals("record")) {
      throw ApiException.badParameter("type", "not supported value " + GoQuote.quote(type));
    }
    return lists(List.of("groups"));
  }

  public ApiResult alerts(Exchange exchange) {
    return lists(List.of("alerts"));
  }

  public ApiResult alertmanagers(Exchange exchange) {
    return lists(List.of("activeAlertmanagers", "droppedAlertmanagers"));
  }

  private static ApiResult lists(List<String> names) {
    return ApiResult.of(out -> {
      out.beginObject();
      for (String name : names) {
        out.name(name);
        out.strings(List.of());
      }
      out.endObject();
    });
  }
}
