package dev.deucalion.server.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;

/**
 * A client of the HTTP API of one server.
 *
 * @param base scheme, host and port
 */
public record Api(URI base) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** The status of a GET, or 0 when nobody answers. */
  int status(String path) {
    try {
      return send(request(path).build()).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  /** The body of a GET, whatever its status. */
  String get(String path) {
    return send(request(path).build()).body();
  }

  /**
   * The {@code data} of an endpoint of the API.
   *
   * @param endpoint such as {@code query}
   * @param parameters names and values in turn
   */
  public Object data(String endpoint, String... parameters) {
    String path = path(endpoint, parameters);
    return data(path, get(path));
  }

  /** An answer, whatever its status. */
  public record Response(int status, String body) {}

  /** What an endpoint answers; otherwise as for {@link #data}. */
  public Response response(String endpoint, String... parameters) {
    HttpResponse<String> response = send(request(path(endpoint, parameters)).build());
    return new Response(response.statusCode(), response.body());
  }

  private static String path(String endpoint, String... parameters) {
    StringJoiner query = new StringJoiner("&", "/api/v1/" + endpoint + "?", "");
    for (int i = 0; i < parameters.length; i += 2) {
      query.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  /** The {@code data} that an endpoint answers to a POST without a body. */
  Object post(String endpoint) {
    String path = "/api/v1/" + endpoint;
    HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.noBody());
    return data(path, send(request.build()).body());
  }

  private Object data(String path, String body) {
    Object answer = Json.parse(body);
    if (!"success".equals(Json.at(answer, "status"))) {
      throw new IllegalStateException(base + path + ": " + body);
    }
    return Json.at(answer, "data");
  }

  /** Evaluates at one time, given in milliseconds. */
  public Object query(String expression, long timeMs) {
    return data("query", "query", expression, "time", seconds(timeMs));
  }

  /** Evaluates over a range, given in milliseconds. */
  Object queryRange(String expression, long startMs, long endMs, long stepMs) {
    return data(
        "query_range",
        "query",
        expression,
        "start",
        seconds(startMs),
        "end",
        seconds(endMs),
        "step",
        seconds(stepMs));
  }

  public static String seconds(long timeMs) {
    return "%d.%03d".formatted(timeMs / 1000, timeMs % 1000);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
