package dev.deucalion.server.config;

import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.part.TlsReader;
import dev.deucalion.server.config.remote.Headers;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads and checks {@code tracing}, which no server starts on yet. */
final class TracingReader {
  private static final String KEY = "tracing";

  private final Reading reading;

  TracingReader(Reading reading) {
    this.reading = reading;
  }

  void read(MapReader parent) {
    Node place = parent.keyNode(KEY);
    Node node = parent.take(KEY);
    if (node == null) {
      return;
    }
    MapReader in = new MapReader(node, "config.plain", reading.problems());
    String client = in.text("client_type", "grpc");
    String endpoint = in.text("endpoint", "");
    in.number("sampling_fraction");
    in.flag("insecure", false);
    new TlsReader(reading).read(in);
    Headers.read(in, "custom authorization header configuration is not yet supported");
    String compression = in.text("compression", "");
    in.durationMs("timeout", 0);
    in.finish();
    parent.print(KEY, in.printed());
    require(
        node,
        Set.of("grpc", "http").contains(client),
        "expected tracing client type to be to be http or grpc, but got " + client);
    require(node, !endpoint.isEmpty(), "tracing endpoint must be set");
    require(
        node,
        compression.isEmpty() || compression.equals("gzip"),
        "invalid compression type " + compression + " provided, valid options: gzip");
    reading.unsupported(place, KEY);
  }

  private void require(Node place, boolean holds, String problem) {
    if (!holds) {
      reading.problems().at(place, problem);
    }
  }
}
