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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a server over its API. One question at a time. */
public final class ApiClient implements AutoCloseable {
  private static final long TIMEOUT_MS = 120_000;
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Answers of servers that take no bodies; these are asked again without one. */
  private static final Set<Integer> NO_POST = Set.of(405, 501);

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
        name, timeMs / 1_000 + "." + "%03d".formatted(Math.floorMod(timeMs, 1_000)));
  }

  /**
   * Asks with the parameters in the body.
   *
   * @return the whole answer
   * @throws CommandException when the server cannot answer
   */
  public JsonValue ask(String path, List<Parameter> parameters) throws CommandException {
    String form = form(parameters);
    HttpResponse answer = http.call(HttpRequest.post(base + path, FORM, form), headers, TIMEOUT_MS);
    return NO_POST.contains(answer.code()) ? get(path, parameters) : read(answer);
  }

  /** As {@link #ask}, with the parameters in the URL. */
  public JsonValue get(String path, List<Parameter> parameters) throws CommandException {
    String url = base + path + "?" + form(parameters);
    return read(http.call(HttpRequest.get(url), headers, TIMEOUT_MS));
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
    JsonValue json;
    try {
      json = JsonValue.parse(answer.body());
    } catch (DiscoveryException e) {
      String kind = answer.code() >= 500 ? "server" : answer.code() >= 400 ? "client" : "bad";
      String detail = answer.text().strip();
      throw new CommandException(
          kind.equals("bad")
              ? "query error: bad_response: " + e.getMessage()
              : "query error: "
                  + kind
                  + "_error: "
                  + kind
                  + " error: "
                  + answer.code()
                  + (detail.isEmpty() ? "" : " (detail: " + detail + ")"),
          e);
    }
    if (!json.text("status").equals("success")) {
      throw new CommandException(
          "query error: " + json.text("errorType") + ": " + json.text("error"));
    }
    return json;
  }

  @Override
  public void close() {
    http.close();
  }
}
