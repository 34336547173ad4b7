package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an endpoint.
 *
 * @param data writes one JSON value; null where there is nothing to say but that it went well
 * @param warnings texts for the user
 * @param infos as warnings, less grave
 */
public record ApiResult(@Nullable Data data, List<String> warnings, List<String> infos) {
  static final String TRUNCATED = "results truncated due to limit";

  static final ApiResult NOTHING = new ApiResult(null, List.of(), List.of());

  static ApiResult of(Data data) {
    return new ApiResult(data, List.of(), List.of());
  }

  static ApiResult of(Data data, boolean truncated) {
    return new ApiResult(data, truncated ? List.of(TRUNCATED) : List.of(), List.of());
  }

  /** Data that write themselves. */
  @FunctionalInterface
  interface Data {
    void write(JsonWriter out) throws IOException;
  }
}
