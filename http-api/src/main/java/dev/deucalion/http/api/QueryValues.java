package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.promql.engine.QueryValue;
import java.io.IOException;

/** Values of queries as {@code resultType} and {@code result}. */
final class QueryValues {
  private QueryValues() {}

  static void write(JsonWriter out, QueryValue value) throws IOException {
    out.name("resultType");
    switch (value) {
      case QueryValue.Vector vector -> {
        out.string("vector");
        out.name("result");
        writeVector(out, vector);
      }
      case QueryValue.Matrix matrix -> {
        out.string("matrix");
        out.name("result");
        writeMatrix(out, matrix);
      }
      case QueryValue.Scalar scalar -> {
        out.string("scalar");
        out.name("result");
        out.scalar(scalar.timeMs(), scalar.value());
      }
      case QueryValue.Str str -> {
        out.string("string");
        out.name("result");
        out.beginArray();
        out.number(str.timeMs() / 1000.0);
        out.goString(str.value());
        out.endArray();
      }
    }
  }

  private static void writeVector(JsonWriter out, QueryValue.Vector vector) throws IOException {
    out.beginArray();
    for (QueryValue.Sample sample : vector.samples()) {
      out.beginObject();
      out.name("metric");
      out.labels(sample.labels());
      out.name("value");
      out.sample(sample.timeMs(), sample.value());
      out.endObject();
    }
    out.endArray();
  }

  private static void writeMatrix(JsonWriter out, QueryValue.Matrix matrix) throws IOException {
    out.beginArray();
    for (QueryValue.Series series : matrix.series()) {
      out.beginObject();
      out.name("metric");
      out.labels(series.labels());
      long[] timesMs = series.timesMs();
      double[] values = series.values();
      if (timesMs.length > 0) {
        out.name("values");
        out.beginArray();
        for (int i = 0; i < timesMs.length; i++) {
          out.sample(timesMs[i], values[i]);
        }
        out.endArray();
      }
      out.endObject();
    }
    out.endArray();
  }
}
