package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.AlertmanagerSource;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.http.source.RuleSource;
import dev.deucalion.rules.alert.ActiveAlert;
import dev.deucalion.rules.notify.Alertmanagers;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code /rules}, {@code /alerts} and {@code /alertmanagers}. */
public final class RuleEndpoints {
  private final RuleSource rules;
  private final AlertmanagerSource alertmanagers;
  private final QueryLanguage language;

  public RuleEndpoints(RuleSource rules, AlertmanagerSource alertmanagers, QueryLanguage language) {
    this.rules = rules;
    this.alertmanagers = alertmanagers;
    this.language = language;
  }

  public ApiResult rules(Exchange exchange) {
    Request request = exchange.request();
    ApiParameters.requireReadable(request);
    RuleFilter filter = RuleFilter.of(request, language);
    boolean withAlerts = !excludeAlerts(request);
    RulePage page = RulePage.of(rules.groups(), filter, RulePage.Request.of(request.query()));
    return ApiResult.of(out -> {
      RuleJson json = new RuleJson(out, withAlerts);
      out.beginObject();
      out.name("groups");
      out.beginArray();
      for (RulePage.Group group : page.groups()) {
        json.write(group.group(), group.rules());
      }
      out.endArray();
      if (!page.nextToken().isEmpty()) {
        out.name("groupNextToken");
        out.string(page.nextToken());
      }
      out.endObject();
    });
  }

  private static boolean excludeAlerts(Request request) {
    String text = request.query().first("exclude_alerts").toLowerCase(Locale.ROOT);
    try {
      return !text.isEmpty() && GoNumbers.parseBool(text);
    } catch (NumberFormatException e) {
      throw ApiException.badParameter(
          "exclude_alerts", "error converting exclude_alerts: " + e.getMessage());
    }
  }

  public ApiResult alerts(Exchange exchange) {
    List<ActiveAlert> active =
        rules.groups().stream()
            .flatMap(group -> group.rules().stream())
            .flatMap(rule -> rule.alerts().active().stream())
            .toList();
    return ApiResult.of(out -> {
      out.beginObject();
      out.name("alerts");
      new RuleJson(out, true).writeAlerts(active);
      out.endObject();
    });
  }

  public ApiResult alertmanagers(Exchange exchange) {
    Alertmanagers known = alertmanagers.alertmanagers();
    return ApiResult.of(out -> {
      out.beginObject();
      out.name("activeAlertmanagers");
      writeUrls(out, known.active());
      out.name("droppedAlertmanagers");
      writeUrls(out, known.dropped());
      out.endObject();
    });
  }

  private static void writeUrls(JsonWriter out, List<String> urls) throws IOException {
    out.beginArray();
    for (String url : urls) {
      out.beginObject();
      out.name("url");
      out.string(url);
      out.endObject();
    }
    out.endArray();
  }
}
