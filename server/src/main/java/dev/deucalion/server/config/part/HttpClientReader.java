package dev.deucalion.server.config.part;

import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.server.config.yaml.MapReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the HTTP settings that stand between the other keys of a section. Used once. */
public final class HttpClientReader {
  /** Headers that the program sets itself. */
  private static final Set<String> RESERVED_HEADERS = reservedHeaders();

  private final MapReader in;
  private final Reading reading;
  private boolean http2ByDefault = true;

  /** A reader of the settings among the keys of this section. */
  public HttpClientReader(MapReader in, Reading reading) {
    this.in = in;
    this.reading = reading;
  }

  /** Makes HTTP/2 off unless it is asked for. */
  public HttpClientReader withoutHttp2() {
    http2ByDefault = false;
    return this;
  }

  /** The settings; what is wrong with them is among the problems. */
  public HttpClientOptions read() {
    HttpAuth auth = new HttpAuthReader(in, reading).read();
    TlsOptions tls = new TlsReader(reading).read(in);
    boolean followRedirects = in.flagAlwaysPrinted("follow_redirects", true);
    boolean http2 = in.flagAlwaysPrinted("enable_http2", http2ByDefault);
    ProxyOptions proxy = new ProxyReader(in, reading).read();
    return new HttpClientOptions(auth, followRedirects, http2, tls, proxy, readHeaders());
  }

  private Map<String, List<Secret>> readHeaders() {
    Map<String, Object> printed = new LinkedHashMap<>();
    Map<String, List<Secret>> headers =
        in.entries(
            "http_headers",
            "map[string]config.Header",
            (name, node) -> readHeader(name, node, printed));
    in.print("http_headers", printed);
    return headers;
  }

  private List<Secret> readHeader(String name, Node node, Map<String, Object> printed) {
    if (RESERVED_HEADERS.contains(name)) {
      reading
          .problems()
          .at(node, "setting header " + MapReader.quote(canonical(name)) + " is not allowed");
    }
    MapReader header = new MapReader(node, "config.Header", reading.problems());
    List<Secret> secrets = new ArrayList<>();
    header.texts("values").forEach(text -> secrets.add(Secret.of(text)));
    List<String> hidden =
        header.elements("secrets", "config.Secret").stream().map(header::textOf).toList();
    hidden.forEach(text -> secrets.add(Secret.of(text)));
    header.print("secrets", Collections.nCopies(hidden.size(), "<secret>"));
    List<String> files = header.texts("files").stream().map(reading::resolve).toList();
    files.forEach(file -> secrets.add(Secret.inFile(Path.of(file))));
    header.print("files", files);
    header.finish();
    printed.put(name, header.printed());
    return secrets;
  }

  private static String canonical(String name) {
    StringBuilder out = new StringBuilder();
    for (String part : name.toLowerCase(Locale.ROOT).split("-", -1)) {
      out.append(out.isEmpty() ? "" : "-");
      out.append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT));
      out.append(part.isEmpty() ? "" : part.substring(1));
    }
    return out.toString();
  }

  private static Set<String> reservedHeaders() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(
        Arrays.asList(
            "Authorization",
            "Host",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "User-Agent",
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Www-Authenticate",
            "Accept-Encoding",
            "X-Prometheus-Remote-Write-Version",
            "X-Prometheus-Remote-Read-Version",
            "X-Prometheus-Scrape-Timeout-Seconds",
            "X-Amz-Date",
            "X-Amz-Security-Token",
            "X-Amz-Content-Sha256"));
    return names;
  }
}
