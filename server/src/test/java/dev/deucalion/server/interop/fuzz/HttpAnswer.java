package dev.deucalion.server.interop.fuzz;

import dev.deucalion.server.interop.Api;
import dev.deucalion.server.interop.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a server answers to a query.
 *
 * @param status of HTTP
 * @param body the JSON
 */
record HttpAnswer(int status, Object body) {
  /** What Prometheus 2.42 answers. */
  static HttpAnswer ofPrometheus(Api api, FuzzQuery query) {
    return of(api, query.withOldNames());
  }

  static HttpAnswer of(Api api, FuzzQuery query) {
    Api.Response response =
        query.isInstant()
            ? api.response("query", "query", query.expr(), "time", Api.seconds(query.startMs()))
            : api.response(
                "query_range",
                "query",
                query.expr(),
                "start",
                Api.seconds(query.startMs()),
                "end",
                Api.seconds(query.endMs()),
                "step",
                Api.seconds(query.stepMs()));
    return new HttpAnswer(response.status(), Json.parse(response.body()));
  }

  boolean isSuccess() {
    return member("status").equals("success");
  }

  /** A text of the answer, or the empty one where it has none. */
  String member(String name) {
    return body instanceof Map<?, ?> map && map.get(name) instanceof String text ? text : "";
  }

  /** Warnings and infos, each with its position. */
  List<String> annotations() {
    List<String> all = new ArrayList<>();
    for (String kind : List.of("warnings", "infos")) {
      if (body instanceof Map<?, ?> map && map.get(kind) instanceof List<?> texts) {
        texts.forEach(text -> all.add(text.toString()));
      }
    }
    return all;
  }

  String resultType() {
    return Json.at(body, "data", "resultType").toString();
  }

  /** The series of the result; a scalar or string as the value of one without labels. */
  List<?> series() {
    Object result = Json.at(body, "data", "result");
    if (resultType().equals("scalar") || resultType().equals("string")) {
      return List.of(Map.of("metric", Map.of(), "value", result));
    }
    return Json.list(result);
  }
}
