package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.histogram.BucketCursor;
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
    BucketCursor cursor = new BucketCursor();
    out.beginArray();
    for (QueryValue.Sample sample : vector.samples()) {
      out.beginObject();
      out.name("metric");
      out.labels(sample.labels());
      FloatHistogram histogram = sample.histogram();
      if (histogram == null) {
        out.name("value");
        out.sample(sample.timeMs(), sample.value());
      } else {
        out.name("histogram");
        writeHistogram(out, sample.timeMs(), histogram, cursor);
      }
      out.endObject();
    }
    out.endArray();
  }

  private static void writeMatrix(JsonWriter out, QueryValue.Matrix matrix) throws IOException {
    BucketCursor cursor = new BucketCursor();
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
          out.sample(i, timesMs[i], values[i]);
        }
        out.endArray();
      }
      if (series.histograms().length > 0) {
        out.name("histograms");
        out.beginArray();
        for (int i = 0; i < series.histograms().length; i++) {
          writeHistogram(out, series.histogramTimesMs()[i], series.histograms()[i], cursor);
        }
        out.endArray();
      }
      out.endObject();
    }
    out.endArray();
  }

  /** {@code [seconds,{"count":...,"sum":...,"buckets":[...]}]}, without buckets that are empty. */
  private static void writeHistogram(
      JsonWriter out, long timeMs, FloatHistogram histogram, BucketCursor cursor)
      throws IOException {
    out.beginArray();
    out.sampleTime(timeMs);
    out.beginObject();
    out.name("count");
    out.sampleValue(histogram.count());
    out.name("sum");
    out.sampleValue(histogram.sum());
    boolean begun = false;
    cursor.ascending(histogram);
    while (cursor.next()) {
      if (cursor.count() == 0) {
        continue;
      }
      if (!begun) {
        out.name("buckets");
        out.beginArray();
        begun = true;
      }
      out.beginArray();
      out.number(bounds(cursor));
      out.sampleValue(cursor.lower());
      out.sampleValue(cursor.upper());
      out.sampleValue(cursor.count());
      out.endArray();
    }
    if (begun) {
      out.endArray();
    }
    out.endObject();
    out.endArray();
  }

  /** Which bounds belong to the bucket: 0 the upper, 1 the lower, 2 none, 3 both. */
  private static long bounds(BucketCursor bucket) {
    if (bucket.lowerInclusive()) {
      return bucket.upperInclusive() ? 3 : 1;
    }
    return bucket.upperInclusive() ? 0 : 2;
  }
}
