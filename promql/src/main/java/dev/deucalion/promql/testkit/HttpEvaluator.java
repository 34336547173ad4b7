package dev.deucalion.promql.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;

/** Evaluates by a server that has the HTTP API of Prometheus. */
public final class HttpEvaluator implements ScriptEvaluator {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final HttpClient client;
  private final String base;

  /**
   * Asks a server.
   *
   * @param base what stands before {@code /api/v1/query}
   */
  public HttpEvaluator(HttpClient client, URI base) {
    this.client = client;
    this.base = base.toString().replaceFirst("/$", "");
  }

  @Override
  public ScriptAnswer instant(String expr, long timeMs) {
    return post("/api/v1/query", "query", expr, "time", seconds(timeMs));
  }

  @Override
  public ScriptAnswer range(String expr, EvalTime.Range range) {
    return post(
        "/api/v1/query_range",
        "query",
        expr,
        "start",
        seconds(range.startMs()),
        "end",
        seconds(range.endMs()),
        "step",
        seconds(range.stepMs()));
  }

  private static String seconds(long timeMs) {
    return timeMs / 1_000.0 + "";
  }

  private ScriptAnswer post(String path, String... parameters) {
    StringJoiner form = new StringJoiner("&");
    for (int i = 0; i < parameters.length; i += 2) {
      form.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString()))
            .build();
    try {
      return JsonAnswer.read(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
