package dev.deucalion.server.cli.tool;

import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.config.part.ConfigDefaults;
import dev.deucalion.server.config.part.HttpClientReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problem;
import dev.deucalion.server.config.yaml.YamlDocument;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.version.ProgramVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Calls servers. One call at a time. */
public final class ToolHttp implements AutoCloseable {
  private static final long MAX_BODY_BYTES = 1L << 30;

  private final HttpCaller caller;

  private ToolHttp(HttpCaller caller) {
    this.caller = caller;
  }

  /**
   * A client.
   *
   * @param configFile name of a file with its settings, empty for the defaults
   * @throws CommandException when the file cannot be used
   */
  public static ToolHttp open(String configFile, Console console) throws CommandException {
    HttpClientOptions options =
        configFile.isEmpty() ? HttpClientOptions.DEFAULTS : read(configFile);
    HttpResources resources =
        new HttpResources(
            MAX_BODY_BYTES,
            "promtool/" + ProgramVersion.load().version(),
            console.environment(),
            Resolver.SYSTEM);
    return new ToolHttp(new HttpCaller(new Connector(resources, options)));
  }

  private static HttpClientOptions read(String file) throws CommandException {
    Path path = Path.of(file);
    String text;
    try {
      text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandException(
          "Failed to load HTTP config file: open " + file + ": " + FileFailure.reason(e), e);
    }
    Path parent = path.getParent();
    Reading reading =
        new Reading(file, parent == null ? Path.of("") : parent, name -> null, ConfigDefaults.NONE);
    Optional<Node> root = YamlDocument.parse(text, file, reading.problems());
    MapReader in =
        new MapReader(
            root.orElseGet(MapReader::nothing), "config.HTTPClientConfig", reading.problems());
    HttpClientOptions options = new HttpClientReader(in, reading).read();
    in.finish();
    if (!reading.problems().all().isEmpty()) {
      throw new CommandException(
          "Failed to load HTTP config file: "
              + reading.problems().all().stream()
                  .map(Problem::toString)
                  .collect(Collectors.joining("\n")));
    }
    return options;
  }

  /**
   * Sends a request and waits for the answer, whatever its code.
   *
   * @param timeoutMs for the whole
   * @throws CommandException when there is none
   */
  public HttpResponse call(HttpRequest request, long timeoutMs) throws CommandException {
    try {
      return caller.call(request, timeoutMs);
    } catch (FetchException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  /** As {@link #call}, with further headers. */
  public HttpResponse call(HttpRequest request, Map<String, String> headers, long timeoutMs)
      throws CommandException {
    HttpRequest complete = request;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      complete = complete.withHeader(header.getKey(), header.getValue());
    }
    return call(complete, timeoutMs);
  }

  @Override
  public void close() {
    caller.close();
  }
}
