package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.source.MetricsSource;
import dev.deucalion.http.source.StatusSource;
import java.io.IOException;

/** Endpoints for probes and scrapers: health, metrics, version. */
public final class PlainEndpoints {
  private static final String NAME = "Prometheus Server";

  private final MetricsSource metrics;
  private final StatusSource status;

  public PlainEndpoints(MetricsSource metrics, StatusSource status) {
    this.metrics = metrics;
    this.status = status;
  }

  public void healthy(Exchange exchange) throws IOException {
    exchange.text(200, NAME + " is Healthy.\n");
  }

  public void ready(Exchange exchange) throws IOException {
    exchange.text(200, NAME + " is Ready.\n");
  }

  /** For probes by HEAD. */
  public void empty(Exchange exchange) {
    exchange.begin(200, null);
  }

  public void metrics(Exchange exchange) throws IOException {
    MetricsSource.Exposition exposition = metrics.expose(exchange.request().header("Accept"));
    exchange.allowCompression();
    exposition.writeTo(exchange.begin(200, exposition.contentType()));
  }

  public void version(Exchange exchange) throws IOException {
    PageSink body = exchange.begin(200, "text/plain; charset=utf-8");
    StatusEndpoints.writeBuildInfo(new JsonWriter(body), status.buildInfo());
    body.write('\n');
  }
}
