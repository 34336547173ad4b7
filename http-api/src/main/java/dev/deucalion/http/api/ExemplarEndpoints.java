package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.ExemplarQueryable;
import dev.deucalion.storage.ExemplarQueryable.SeriesExemplars;
import java.io.IOException;
import java.util.List;

/** {@code /query_exemplars}. */
public final class ExemplarEndpoints {
  private final ExemplarQueryable exemplars;
  private final QueryLanguage language;

  public ExemplarEndpoints(ExemplarQueryable exemplars, QueryLanguage language) {
    this.exemplars = exemplars;
    this.language = language;
  }

  /** Exemplars of all series that the query's selectors find. */
  public ApiResult query(Exchange exchange) {
    Request request = exchange.request();
    long startMs = ApiParameters.timeMs(request, "start", TimeText.MIN_MS);
    long endMs = ApiParameters.timeMs(request, "end", TimeText.MAX_MS);
    if (endMs < startMs) {
      throw ApiException.badData("end timestamp must not be before start timestamp");
    }
    List<List<Matcher>> selectors;
    try {
      selectors = language.selectors(request.parameter("query"));
    } catch (ParseException e) {
      throw ApiException.badData(String.valueOf(e.getMessage()));
    }
    if (selectors.isEmpty()) {
      return ApiResult.NOTHING;
    }
    List<SeriesExemplars> found = exemplars.exemplars(startMs, endMs, selectors);
    return ApiResult.of(out -> {
      out.beginArray();
      for (SeriesExemplars series : found) {
        write(out, series);
      }
      out.endArray();
    });
  }

  private static void write(JsonWriter out, SeriesExemplars series) throws IOException {
    out.beginObject();
    out.name("seriesLabels");
    out.labels(series.series());
    out.name("exemplars");
    out.beginArray();
    for (Exemplar exemplar : series.exemplars()) {
      out.beginObject();
      out.name("labels");
      out.labels(exemplar.labels());
      out.name("value");
      out.sampleValue(exemplar.value());
      out.name("timestamp");
      out.sampleTime(exemplar.timeMs());
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }
}
