package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Parameters;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.template.ConsoleTemplates;
import dev.deucalion.rules.template.ConsoleTemplates.Source;
import dev.deucalion.rules.template.TemplateException;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.storage.Queryable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /consoles/*}: pages that are made of templates, which may ask queries. They are read anew
 * for each request.
 */
public final class Consoles implements Handler {
  private final Place place;
  private final Clock clock;
  private final QueryEngine engine;
  private final Queryable storage;
  private final Supplier<Labels> externalLabels;
  private final Evaluations evaluations;

  /**
   * Where the consoles are.
   *
   * @param templates directory of the pages
   * @param libraries directory of what they share, in files that end in {@code .lib}
   * @param prefix of the paths that are answered, with a slash at its end
   * @param externalUrl under which clients reach the server, without a slash at the end
   */
  public record Place(Path templates, Path libraries, String prefix, URI externalUrl) {}

  public Consoles(
      Place place,
      Clock clock,
      QueryEngine engine,
      Queryable storage,
      Supplier<Labels> externalLabels,
      Evaluations evaluations) {
    this.place = place;
    this.clock = clock;
    this.engine = engine;
    this.storage = storage;
    this.externalLabels = externalLabels;
    this.evaluations = evaluations;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String name = exchange.request().path().substring(place.prefix().length());
    Optional<Path> file = find(name);
    if (file.isEmpty()) {
      exchange.error(404, "open " + place.templates() + "/" + name + ": no such file or directory");
      return;
    }
    Parameters parameters = exchange.request().query();
    if (parameters.error() != null) {
      exchange.error(400, parameters.error());
      return;
    }
    String page;
    try {
      String text = Files.readString(file.get());
      List<Source> libraries = libraries();
      page =
          evaluations.run(
              exchange,
              () ->
                  templates(exchange)
                      .expand(
                          new Source("/" + name, text),
                          libraries,
                          new ConsoleTemplates.Request(
                              values(parameters), name, externalLabels.get()),
                          clock.nowMs()));
    } catch (IOException e) {
      exchange.error(500, "read " + file.get() + ": " + e.getMessage());
      return;
    } catch (QueryException e) {
      exchange.error(500, String.valueOf(e.getMessage()));
      return;
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof TemplateException failure) {
        exchange.error(500, String.valueOf(failure.getMessage()));
        return;
      }
      throw e;
    }
    exchange.allowCompression();
    exchange.begin(200, "text/html; charset=utf-8").write(page.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Path> find(String name) {
    try {
      Path directory = place.templates().toAbsolutePath().normalize();
      Path file = directory.resolve(name).normalize();
      return file.startsWith(directory) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private List<Source> libraries() throws IOException {
    List<Source> libraries = new ArrayList<>();
    if (!Files.isDirectory(place.libraries())) {
      return libraries;
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(place.libraries(), "*.lib")) {
      found.forEach(files::add);
    }
    files.sort(Comparator.naturalOrder());
    for (Path file : files) {
      libraries.add(new Source(String.valueOf(file.getFileName()), Files.readString(file)));
    }
    return libraries;
  }

  private ConsoleTemplates templates(Exchange exchange) {
    QueryOrigin origin =
        QueryOrigin.http(
            exchange.clientIp(), exchange.request().method(), exchange.request().path());
    QueryOptions options = new QueryOptions(0, 0, origin, false, null);
    String path = place.externalUrl().getPath();
    return new ConsoleTemplates(
        new TemplateSurroundings(
            (query, timeMs) -> {
              QueryValue value =
                  engine.instant(storage, new InstantQuery(query, timeMs, options)).value();
              return RuleTemplates.samples(value);
            },
            place.externalUrl().toString(),
            path == null || path.equals("/") ? "" : path));
  }

  private static Map<String, List<String>> values(Parameters parameters) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    parameters.names().forEach(name -> values.put(name, parameters.all(name)));
    return values;
  }
}
