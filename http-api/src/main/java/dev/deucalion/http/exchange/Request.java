package dev.deucalion.http.exchange;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that has arrived in full.
 *
 * @param method in capitals
 * @param path decoded, starts with a slash
 * @param rawQuery what follows the question mark as it came, or empty
 * @param query parameters of the URL
 * @param form parameters of the body, where it is a form, before those of the URL
 * @param pathParameters parts of the path that the route names
 * @param body as it came, empty where there is none
 * @param headers finds the first header field of a name, in any case, or null
 */
public record Request(
    String method,
    String path,
    String rawQuery,
    Parameters query,
    Parameters form,
    Map<String, String> pathParameters,
    Body body,
    Function<String, @Nullable String> headers) {

  /** The first header field of this name, or null. */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /** The first parameter of this name, those of the body first; empty when there is none. */
  public String parameter(String name) {
    return form.first(name);
  }

  /** A part of the path that the route names. */
  public String pathParameter(String name) {
    return pathParameters.getOrDefault(name, "");
  }

  Request withPathParameters(Map<String, String> parameters) {
    return new Request(method, path, rawQuery, query, form, parameters, body, headers);
  }
}
