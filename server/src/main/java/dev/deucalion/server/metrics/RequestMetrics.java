package dev.deucalion.server.metrics;

import dev.deucalion.http.HttpMetrics;
import dev.deucalion.http.HttpMetrics.HandlerSnapshot;
import dev.deucalion.http.otlp.OtlpCounters.Warning;
import dev.deucalion.server.metrics.Families.Histogram;
import dev.deucalion.server.metrics.Families.Label;
import java.util.List;

/** Metrics of HTTP requests. */
public final class RequestMetrics implements SelfMetrics.Area {
  private final HttpMetrics requests;

  public RequestMetrics(HttpMetrics requests) {
    this.requests = requests;
  }

  @Override
  public void accept(Families families) {
    List<HandlerSnapshot> handlers = requests.snapshot();
    families.counters(
        "prometheus_http_requests",
        "HTTP requests.",
        values -> {
          for (HandlerSnapshot handler : handlers) {
            handler
                .requestsByCode()
                .forEach((code, count) ->
                    values.add(count, "handler", handler.handler(), "code", String.valueOf(code)));
          }
        });
    families.counter(
        "prometheus_api_remote_write_invalid_labels_samples",
        "Samples of remote writes that were refused for their labels.",
        requests.received().samplesWithInvalidLabels());
    families.counter(
        "prometheus_api_remote_write_without_metadata_appended_samples",
        "Samples of remote writes that were taken although their metadata could not be.",
        requests.received().samplesWithoutMetadata());
    families.counter(
        "prometheus_web_federation_errors",
        "Federations that the store could not be read for.",
        requests.federated().errors());
    families.counter(
        "prometheus_web_federation_warnings",
        "Warnings while the store was read for federations.",
        requests.federated().warnings());
    families.counter(
        "prometheus_api_otlp_out_of_order_exemplars",
        "Exemplars received by OTLP that were refused as out of order.",
        requests.otlp().outOfOrderExemplars());
    families.counter(
        "prometheus_api_otlp_appended_samples_without_metadata",
        "Samples received by OTLP of metrics of which neither type nor unit nor help was told.",
        requests.otlp().samplesWithoutMetadata());
    families.counters(
        "prometheus_api_otlp_translation_warnings",
        "Warnings about metrics received by OTLP.",
        values -> {
          for (Warning warning : Warning.values()) {
            values.add(requests.otlp().warnings(warning), "category", warning.text());
          }
        });
    families.histograms(
        "prometheus_http_request_duration_seconds",
        "How long HTTP requests took.",
        handlers.stream()
            .map(handler ->
                new Histogram(
                    HttpMetrics.DURATION_BOUNDS,
                    handler.durations().counts(),
                    handler.durations().sum(),
                    new Label("handler", handler.handler())))
            .toList());
    families.histograms(
        "prometheus_http_response_size_bytes",
        "How large the bodies of HTTP responses were.",
        handlers.stream()
            .map(handler ->
                new Histogram(
                    HttpMetrics.SIZE_BOUNDS,
                    handler.sizes().counts(),
                    handler.sizes().sum(),
                    new Label("handler", handler.handler())))
            .toList());
  }
}
