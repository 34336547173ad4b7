package dev.deucalion.http.api;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.source.MetricsSource;
import java.util.function.Predicate;

/** {@code /status/self_metrics}: what {@code /metrics} shows, as JSON. */
public final class SelfMetricsEndpoint {
  private final MetricsSource metrics;

  public SelfMetricsEndpoint(MetricsSource metrics) {
    this.metrics = metrics;
  }

  public ApiResult families(Exchange exchange) {
    String pattern = exchange.request().parameter("metric_name_pattern");
    Predicate<String> wanted = pattern.isEmpty() ? name -> true : matching(pattern);
    return ApiResult.of(out -> {
      out.beginArray();
      metrics.writeFamilies(out, wanted);
      out.endArray();
    });
  }

  private static Predicate<String> matching(String pattern) {
    try {
      Pattern whole = Pattern.compile("^(?:" + pattern + ")$");
      return name -> whole.matcher(name).find();
    } catch (PatternSyntaxException e) {
      throw ApiException.badData("invalid metric_name_pattern: " + e.getMessage());
    }
  }
}
