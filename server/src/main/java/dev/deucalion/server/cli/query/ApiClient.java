package dev.deucalion.server.cli.query;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.cli.tool.ToolHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a server over its API. One question at a time. */
public final class ApiClient implements AutoCloseable {
  private static final long TIMEOUT_MS = 120_000;
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Answers of servers that take no bodies; these are asked again without one. */
  private static final Set<Integer> NO_POST = Set.of(403, 405, 501);

  /** Codes with which the API tells of errors; what comes with others need not be of the API. */
  private static final Set<Integer> API_ERRORS = Set.of(400, 422);

  private final ToolHttp http;
  private final String base;
  private final Map<String, String> headers;

  private ApiClient(ToolHttp http, String base, Map<String, String> headers) {
    this.http = http;
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  /**
   * A client.
   *
   * @param line says by which file servers are called
   * @param headers sent with each question
   */
  public static ApiClient open(
      Invocation line, URI server, Map<String, String> headers, Console console)
      throws CommandException {
    String base = server.toString();
    return new ApiClient(
        ToolHttp.open(line.get(ToolFlags.HTTP_CONFIG), console),
        base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
        headers);
  }

  /** A name with a value. */
  public record Parameter(String name, String value) {}

  /** A parameter with a time. */
  public static Parameter time(String name, long timeMs) {
    return new Parameter(
        name,
        timeMs / 1_000 + "." + String.format(Locale.ROOT, "%03d", Math.floorMod(timeMs, 1_000)));
  }

  /**
   * Asks with the parameters in the body.
   *
   * @return the whole answer
   * @throws CommandException when the server cannot answer
   */
  public JsonValue ask(String path, List<Parameter> parameters) throws CommandException {
    String form = form(parameters);
    HttpResponse answer = call(HttpRequest.post(base + path, FORM, form));
    return NO_POST.contains(answer.code()) ? get(path, parameters) : read(answer);
  }

  /** As {@link #ask}, with the parameters in the URL. */
  public JsonValue get(String path, List<Parameter> parameters) throws CommandException {
    String url = base + path + "?" + form(parameters);
    return read(call(HttpRequest.get(url)));
  }

  private HttpResponse call(HttpRequest request) throws CommandException {
    try {
      return http.call(request, headers, TIMEOUT_MS);
    } catch (CommandException e) {
      throw failure(String.valueOf(e.getMessage()));
    }
  }

  private static CommandException failure(String reason) {
    return new CommandException("query error: " + reason);
  }

  /** A number as the API writes it. */
  public static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String form(List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> escape(parameter.name()) + "=" + escape(parameter.value()))
        .collect(Collectors.joining("&"));
  }

  /** A text as it stands in forms and paths. */
  static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonValue read(HttpResponse answer) throws CommandException {
    boolean apiError = API_ERRORS.contains(answer.code());
    if (!answer.isSuccess() && !apiError) {
      String detail = answer.text().strip();
      throw failure(kind(answer.code()) + (detail.isEmpty() ? "" : " (detail: " + detail + ")"));
    }
    JsonValue json;
    try {
      json = JsonValue.parse(answer.body());
    } catch (DiscoveryException e) {
      throw failure("bad_response: " + e.getMessage());
    }
    if (json.text("status").equals("error")) {
      throw failure(json.text("errorType") + ": " + json.text("error"));
    }
    if (apiError || !json.text("status").equals("success")) {
      throw failure("bad_response: inconsistent body for response code");
    }
    return json;
  }

  private static String kind(int code) {
    return switch (code / 100) {
      case 4 -> "client_error: client error: " + code;
      case 5 -> "server_error: server error: " + code;
      default -> "bad_response: bad response code " + code;
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
