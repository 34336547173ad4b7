package dev.deucalion.scrape.discovery.http;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.GroupJson;
import dev.deucalion.scrape.discovery.Refresh;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Asks a server for a list of target groups in JSON. */
final class HttpRefresh implements Refresh {
  private static final String URL_LABEL = "__meta_url";
  private static final int OK = 200;
  private static final Pattern JSON =
      Pattern.compile("(?i)application/json(;\\s*charset=(\"utf-8\"|utf-8))?");

  private final HttpDiscoveryOptions options;
  private final HttpCaller caller;
  private final HttpRequest request;
  private final LongAdder failures;

  HttpRefresh(HttpDiscoveryOptions options, DiscoveryContext context) {
    this.options = options;
    this.caller = new HttpCaller(context.http(), options.http());
    this.failures = failures(context.metrics());
    String seconds =
        BigDecimal.valueOf(options.refreshIntervalMs(), 3).stripTrailingZeros().toPlainString();
    this.request =
        HttpRequest.get(options.url())
            .withHeader("Accept", "application/json")
            .withHeader("X-Prometheus-Refresh-Interval-Seconds", seconds);
  }

  static LongAdder failures(DiscoveryMetrics metrics) {
    return metrics.counter(
        "prometheus_sd_http_failures", "Questions to servers of targets without an answer.");
  }

  @Override
  public List<TargetGroup> groups() throws DiscoveryException {
    try {
      return ask();
    } catch (DiscoveryException e) {
      failures.increment();
      throw e;
    } catch (FetchException e) {
      failures.increment();
      throw new DiscoveryException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<TargetGroup> ask() throws DiscoveryException, FetchException {
    HttpResponse answer = caller.call(request, options.refreshIntervalMs());
    if (answer.code() != OK) {
      throw new DiscoveryException("server returned HTTP status " + answer.status());
    }
    if (!JSON.matcher(answer.contentType().strip()).matches()) {
      throw new DiscoveryException(
          "unsupported content type " + GoQuote.quote(answer.contentType()));
    }
    List<TargetGroup> groups = new ArrayList<>();
    for (TargetGroup group : GroupJson.parse(answer.body())) {
      groups.add(group.from(options.url() + ":" + groups.size(), URL_LABEL, options.url()));
    }
    return groups;
  }
}
