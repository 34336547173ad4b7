package dev.deucalion.promql.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.promql.parser.PromqlParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the HTTP API answers to a query, once from its begin to its end. Members that say
 * nothing of the value are left out.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>
 */
final class JsonAnswer {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** What the API puts before an error of parsing. */
  private static final String INVALID_QUERY = "invalid parameter \"query\": ";

  private final JsonParser json;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> infos = new ArrayList<>();
  private String status = "";
  private String error = "";
  private String type = "";
  private String text = "";
  private final List<ScriptAnswer.Series> series = new ArrayList<>();

  private JsonAnswer(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a body.
   *
   * @throws IOException when it is none of the API
   */
  static ScriptAnswer read(String body) throws IOException {
    try (JsonParser json = FACTORY.createParser(body)) {
      JsonAnswer answer = new JsonAnswer(json);
      answer.expect(json.nextToken(), JsonToken.START_OBJECT);
      answer.readAnswer();
      return answer.answer();
    }
  }

  private ScriptAnswer answer() throws IOException {
    if (status.equals("error")) {
      return new ScriptAnswer.Failure(
          error.startsWith(INVALID_QUERY) ? error.substring(INVALID_QUERY.length()) : error);
    }
    ScriptAnswer.Value value =
        switch (type) {
          case "scalar" -> new ScriptAnswer.Value.Scalar(number(text));
          case "string" -> new ScriptAnswer.Value.Text(text);
          case "vector" -> new ScriptAnswer.Value.Vector(series);
          case "matrix" -> new ScriptAnswer.Value.Matrix(series);
          default -> throw new IOException("result of unknown type \"" + type + "\"");
        };
    return new ScriptAnswer.Success(value, warnings, infos);
  }

  private void readAnswer() throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "status" -> status = json.getText();
        case "error" -> error = json.getText();
        case "warnings" -> readTexts(warnings);
        case "infos" -> readTexts(infos);
        case "data" -> readData();
        default -> json.skipChildren();
      }
    }
  }

  private void readTexts(List<String> texts) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(json.getText());
    }
  }

  private void readData() throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "resultType" -> type = json.getText();
        case "result" -> readResult();
        default -> json.skipChildren();
      }
    }
  }

  /** A time and a text, or objects; the type may come later. */
  private void readResult() throws IOException {
    JsonToken token = json.nextToken();
    if (token != null && token.isNumeric()) {
      json.nextToken();
      text = json.getText();
      expect(json.nextToken(), JsonToken.END_ARRAY);
      return;
    }
    while (token == JsonToken.START_OBJECT) {
      series.add(readSeries());
      token = json.nextToken();
    }
    expect(token, JsonToken.END_ARRAY);
  }

  private ScriptAnswer.Series readSeries() throws IOException {
    Labels labels = Labels.EMPTY;
    List<ScriptAnswer.Point> points = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "metric" -> labels = readLabels();
        case "value", "histogram" -> points.add(readPoint());
        case "values", "histograms" -> {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            points.add(readPoint());
          }
        }
        default -> json.skipChildren();
      }
    }
    points.sort(Comparator.comparingLong(ScriptAnswer.Point::timeMs));
    return new ScriptAnswer.Series(labels, points);
  }

  private Labels readLabels() throws IOException {
    LabelsBuilder labels = Labels.EMPTY.toBuilder();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      labels.set(json.currentName(), json.nextTextValue());
    }
    return labels.build();
  }

  private ScriptAnswer.Point readPoint() throws IOException {
    json.nextToken();
    long timeMs = json.getDecimalValue().movePointRight(3).longValueExact();
    ScriptAnswer.Point point =
        json.nextToken() == JsonToken.START_OBJECT
            ? new ScriptAnswer.Point(timeMs, 0, readHistogram())
            : new ScriptAnswer.Point(timeMs, number(json.getText()), null);
    expect(json.nextToken(), JsonToken.END_ARRAY);
    return point;
  }

  private AnswerHistogram readHistogram() throws IOException {
    double count = 0;
    double sum = 0;
    List<AnswerHistogram.Bucket> buckets = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "count" -> count = number(json.getText());
        case "sum" -> sum = number(json.getText());
        case "buckets" -> {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            buckets.add(readBucket());
          }
        }
        default -> json.skipChildren();
      }
    }
    return new AnswerHistogram.Shown(count, sum, buckets);
  }

  /** Which bounds are in the bucket, the bounds, and the count. */
  private AnswerHistogram.Bucket readBucket() throws IOException {
    json.nextToken();
    double lower = number(json.nextTextValue());
    double upper = number(json.nextTextValue());
    double count = number(json.nextTextValue());
    expect(json.nextToken(), JsonToken.END_ARRAY);
    return new AnswerHistogram.Bucket(lower, upper, count);
  }

  private static double number(String text) {
    return PromqlParser.parseNumber(text);
  }

  private void expect(@Nullable JsonToken found, JsonToken expected) throws IOException {
    if (found != expected) {
      throw new IOException(
          "%s instead of %s at %s".formatted(found, expected, json.currentLocation()));
    }
  }
}
