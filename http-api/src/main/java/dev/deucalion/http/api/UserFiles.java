package dev.deucalion.http.api;

import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Html;
import dev.deucalion.http.exchange.Redirects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code /user/*}: the files below a directory. A directory shows its {@code index.html}, or a list
 * of what it has. Symbolic links are followed; whoever may write there decides what is served.
 */
public final class UserFiles implements Handler {
  private static final String INDEX = "index.html";
  private static final String HTML = "text/html; charset=utf-8";

  /** Content types by the end of a name. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("gif", "image/gif"),
          Map.entry("htm", HTML),
          Map.entry("html", HTML),
          Map.entry("ico", "image/x-icon"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("png", "image/png"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("webp", "image/webp"),
          Map.entry("xml", "text/xml; charset=utf-8"));

  private final Path directory;
  private final String prefix;

  /**
   * @param prefix of the paths that are answered, with a slash at its end
   */
  public UserFiles(Path directory, String prefix) {
    this.directory = directory.toAbsolutePath().normalize();
    this.prefix = prefix;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String name = exchange.request().path().substring(prefix.length());
    Optional<Path> found = find(name);
    if (found.isEmpty()) {
      exchange.error(404, "404 page not found");
      return;
    }
    Path file = found.get();
    boolean asDirectory = name.isEmpty() || name.endsWith("/");
    if (!Files.isDirectory(file)) {
      if (asDirectory) {
        exchange.error(404, "404 page not found");
      } else {
        send(exchange, file, name);
      }
    } else if (!asDirectory) {
      String last = name.substring(name.lastIndexOf('/') + 1);
      Redirects.to(301, "./" + last + "/").handle(exchange);
    } else if (Files.isRegularFile(file.resolve(INDEX))) {
      send(exchange, file.resolve(INDEX), INDEX);
    } else {
      list(exchange, file);
    }
  }

  private Optional<Path> find(String name) {
    try {
      Path file = directory.resolve(name).normalize();
      return file.startsWith(directory) && Files.exists(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static void send(Exchange exchange, Path file, String name) throws IOException {
    InputStream opened;
    try {
      opened = Files.newInputStream(file);
    } catch (AccessDeniedException e) {
      exchange.error(403, "403 Forbidden");
      return;
    }
    try (InputStream in = opened) {
      exchange.allowCompression();
      PageSink out = exchange.begin(200, type(name));
      in.transferTo(out);
    }
  }

  private static String type(String name) {
    String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(end, "application/octet-stream");
  }

  private static void list(Exchange exchange, Path directory) throws IOException {
    StringBuilder page = new StringBuilder("<!doctype html>\n<pre>\n");
    List<Path> entries;
    try (Stream<Path> all = Files.list(directory)) {
      entries = all.sorted().toList();
    }
    for (Path entry : entries) {
      String name = entry.getFileName() + (Files.isDirectory(entry) ? "/" : "");
      page.append("<a href=\"").append(Html.escape(Redirects.encode("./" + name))).append("\">");
      page.append(Html.escape(name)).append("</a>\n");
    }
    page.append("</pre>\n");
    exchange.begin(200, HTML).write(page.toString().getBytes(StandardCharsets.UTF_8));
  }
}
