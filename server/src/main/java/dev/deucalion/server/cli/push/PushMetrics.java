package dev.deucalion.server.cli.push;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.server.cli.families.TextFormatException;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.cli.tool.ToolHttp;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import dev.deucalion.server.remote.message.MetadataRequest;
import dev.deucalion.server.remote.message.RequestEncoder;
import dev.deucalion.server.remote.options.WriteProtocol;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.xerial.snappy.Snappy;

/** {@code push metrics}: sends metrics of the text format by remote write. */
public final class PushMetrics {
  private static final Argument<URI> URL =
      Argument.required(
          "remote-write-url", ValueTypes.URL, "Prometheus remote write url to push metrics.");
  private static final Argument<List<String>> FILES =
      Argument.optional(
          "metric-files",
          ValueTypes.EXISTING_FILES,
          "The metric files to push, default is read from standard input.");
  private static final Option<SequencedMap<String, String>> LABEL =
      Option.of(
              "label",
              ValueTypes.PAIRS,
              "Label to attach to metrics. Can be specified multiple times.")
          .byDefault("job=promtool");
  private static final Option<Long> TIMEOUT =
      Option.of("timeout", FlagType.GO_DURATION, "The time to wait for pushing metrics.")
          .byDefault("30s");
  private static final Option<SequencedMap<String, String>> HEADER =
      Option.of("header", ValueTypes.PAIRS, "Prometheus remote write header.");
  private static final Option<String> MESSAGE =
      Option.of(
              "protobuf_message",
              FlagType.TEXT,
              "Protobuf message to use when writing (prometheus.WriteRequest or"
                  + " io.prometheus.write.v2.Request).")
          .byDefault("prometheus.WriteRequest");
  private static final Option<String> PATH =
      Option.of("remote-write.path", FlagType.TEXT, "Override the default remote write API path.")
          .byDefault("/api/v1/write");

  private final Console console;

  private PushMetrics(Console console) {
    this.console = console;
  }

  /** Where metrics go. */
  private record Target(
      ToolHttp http,
      String url,
      WriteProtocol protocol,
      Map<String, String> headers,
      Map<String, String> labels,
      long timeoutMs) {}

  /** The commands {@code push}. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.group(
        "push",
        "Push to a Prometheus server.",
        List.of(ToolFlags.HTTP_CONFIG),
        CommandSpec.command(
            "metrics",
            "Push metrics to a prometheus remote write (for testing purpose only).",
            List.of(LABEL, TIMEOUT, HEADER, MESSAGE, PATH),
            List.of(URL, FILES),
            new PushMetrics(console)::run));
  }

  private int run(Invocation line) throws CommandException {
    String message = line.get(MESSAGE);
    WriteProtocol protocol =
        WriteProtocol.ofMessage(message)
            .orElseThrow(() ->
                new CommandException(
                    "  FAILED: invalid protobuf message "
                        + GoQuote.quote(message)
                        + ", must be prometheus.WriteRequest or io.prometheus.write.v2.Request"));
    try (ToolHttp http = ToolHttp.open(line.get(ToolFlags.HTTP_CONFIG), console)) {
      Target target =
          new Target(
              http,
              url(line.get(URL), line.get(PATH)),
              protocol,
              line.get(HEADER),
              line.get(LABEL),
              TimeUnit.NANOSECONDS.toMillis(line.get(TIMEOUT)));
      if (line.get(FILES).isEmpty()) {
        return pushInput(target) ? ExitCode.OK : ExitCode.FAILED;
      }
      boolean failed = false;
      for (String file : line.get(FILES)) {
        failed |= !pushFile(file, target);
      }
      return failed ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  /** The URL with the path behind it, unless it has a path of its own that ends so. */
  private static String url(URI server, String path) {
    String base = server.toString();
    String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return trimmed.endsWith(path) ? trimmed : trimmed + path;
  }

  private boolean pushInput(Target target) {
    console.out().println("Parsing standard input");
    try {
      push(console.in().readAllBytes(), target);
      console.out().println("  SUCCESS: metrics pushed to remote write.");
      return true;
    } catch (IOException | CommandException e) {
      return failed(e);
    }
  }

  private boolean pushFile(String file, Target target) {
    byte[] body;
    try {
      body = Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      return failed(e);
    }
    console.out().println("Parsing metrics file " + file);
    try {
      push(body, target);
      console.out().println("  SUCCESS: metrics file " + file + " pushed to remote write.");
      return true;
    } catch (IOException | CommandException e) {
      return failed(e);
    }
  }

  private boolean failed(Exception e) {
    String reason =
        e instanceof IOException failure ? FileFailure.describe(failure) : e.getMessage();
    console.err().println("  FAILED: " + reason);
    return false;
  }

  private void push(byte[] body, Target target) throws IOException, CommandException {
    PushedMetrics metrics;
    try {
      metrics = PushedMetrics.read(body, target.labels, console.clock().nowMs());
    } catch (TextFormatException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
    send(RequestEncoder.of(target.protocol).encode(metrics.samples(), Long.MIN_VALUE), target);
    if (target.protocol == WriteProtocol.V1 && !metrics.metadata().isEmpty()) {
      send(MetadataRequest.encode(metrics.metadata()), target);
    }
  }

  private static void send(WireWriter message, Target target) throws IOException, CommandException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Encoding", "snappy");
    headers.put("Content-Type", target.protocol.contentType());
    headers.put("X-Prometheus-Remote-Write-Version", target.protocol.version());
    headers.putAll(target.headers);
    byte[] compressed = Snappy.rawCompress(message.array(), message.size());
    HttpResponse answer =
        target.http.call(
            new HttpRequest("POST", target.url, headers, compressed), target.timeoutMs);
    if (!answer.isSuccess()) {
      throw new CommandException(
          "server returned HTTP status " + answer.status() + ": " + answer.text().strip());
    }
  }
}
