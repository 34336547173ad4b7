package dev.deucalion.http.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handler of a request by path and method. Built by one thread; after that, any number of
 * threads may use it. What it answers itself (404, 405, redirects) is what Prometheus answers.
 */
public final class Router {
  private final Map<String, Route> fixed = new HashMap<>();
  private final Map<String, Route> patterns = new TreeMap<>();

  /** Adds an endpoint; methods are separated by spaces. */
  public Router add(String methods, String pattern, String label, Handler handler) {
    boolean isPattern = pattern.contains("/:") || pattern.contains("/*");
    Route route = (isPattern ? patterns : fixed).computeIfAbsent(pattern, p -> new Route(p, label));
    for (String method : methods.split(" ", -1)) {
      route.handlers().put(method, handler);
    }
    return this;
  }

  /** Labels of all routes, each once. */
  public List<String> labels() {
    List<String> labels = new ArrayList<>();
    fixed.values().forEach(route -> labels.add(route.label()));
    patterns.values().forEach(route -> labels.add(route.label()));
    return labels.stream().distinct().sorted().toList();
  }

  /** Finds what answers this request; never null. */
  public Match find(Request request) {
    String clean = Paths.clean(request.path());
    if (!clean.equals(request.path())) {
      return redirect(request, clean);
    }
    Route exact = fixed.get(clean);
    if (exact != null && exact.handlers().containsKey(request.method())) {
      return match(exact, request, Map.of());
    }
    Route other = exact;
    for (Route route : patterns.values()) {
      Map<String, String> parts = Paths.match(route.pattern(), clean);
      if (parts != null) {
        if (route.handlers().containsKey(request.method())) {
          return match(route, request, parts);
        }
        other = other == null && !route.isForOptionsOnly() ? route : other;
      }
    }
    if (other != null) {
      return new Match(null, request, methodNotAllowed(other));
    }
    if (clean.length() > 1 && clean.endsWith("/")) {
      String without = clean.substring(0, clean.length() - 1);
      if (fixed.containsKey(without)) {
        return redirect(request, without);
      }
    }
    return new Match(null, request, exchange -> exchange.error(404, "404 page not found"));
  }

  private static Match match(Route route, Request request, Map<String, String> parts) {
    Handler handler = route.handlers().get(request.method());
    if (handler == null) {
      throw new IllegalStateException(route.pattern());
    }
    return new Match(route.label(), request.withPathParameters(parts), handler);
  }

  private static Match redirect(Request request, String path) {
    int status = request.method().equals("GET") ? 301 : 308;
    return new Match(null, request, Redirects.to(status, path));
  }

  private static Handler methodNotAllowed(Route route) {
    return new Handler() {
      @Override
      public void handle(Exchange exchange) throws IOException {
        exchange.header("Allow", route.allowed());
        if (exchange.request().method().equals("OPTIONS")) {
          exchange.begin(200, null);
        } else {
          exchange.error(405, "Method Not Allowed");
        }
      }
    };
  }

  /**
   * What answers a request.
   *
   * @param label how metrics name it; null where they do not count it
   * @param request the request with the parts of its path
   */
  public record Match(@Nullable String label, Request request, Handler handler) {}
}
