package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonAnswerTest {
  private static ScriptAnswer.Value value(String data) throws IOException {
    ScriptAnswer answer = JsonAnswer.read("{\"status\":\"success\",\"data\":" + data + "}");
    assertThat(answer).isInstanceOf(ScriptAnswer.Success.class);
    return ((ScriptAnswer.Success) answer).value();
  }

  @Test
  void readsNumbersAndTexts() throws IOException {
    assertThat(value("{\"resultType\":\"scalar\",\"result\":[1.5,\"-Inf\"]}"))
        .isEqualTo(new ScriptAnswer.Value.Scalar(Double.NEGATIVE_INFINITY));
    assertThat(value("{\"result\":[-1,\"a\"],\"resultType\":\"string\"}"))
        .isEqualTo(new ScriptAnswer.Value.Text("a"));
  }

  @Test
  void readsVectors() throws IOException {
    assertThat(
            value(
                "{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"x\":\"1\"},\"value\":[0.001,\"2\"]},"
                    + "{\"metric\":{},\"histogram\":[3,{\"count\":\"2\",\"sum\":\"0.5\",\"buckets\":[[1,\"-2\",\"-1\",\"2\"],[3,\"-1\",\"1\",\"0\"]]}]}]}"))
        .isEqualTo(
            new ScriptAnswer.Value.Vector(
                List.of(
                    new ScriptAnswer.Series(
                        Labels.of("x", "1"), List.of(new ScriptAnswer.Point(1, 2, null))),
                    new ScriptAnswer.Series(
                        Labels.EMPTY,
                        List.of(
                            new ScriptAnswer.Point(
                                3_000,
                                0,
                                new AnswerHistogram.Shown(
                                    2, 0.5, List.of(new AnswerHistogram.Bucket(-2, -1, 2)))))))));
  }

  @Test
  void readsMatricesInTheOrderOfTime() throws IOException {
    assertThat(
            value(
                "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[1,\"1\"],[3,\"3\"]],"
                    + "\"histograms\":[[2,{\"count\":\"0\",\"sum\":\"0\"}]]}]}"))
        .isEqualTo(
            new ScriptAnswer.Value.Matrix(
                List.of(
                    new ScriptAnswer.Series(
                        Labels.EMPTY,
                        List.of(
                            new ScriptAnswer.Point(1_000, 1, null),
                            new ScriptAnswer.Point(
                                2_000, 0, new AnswerHistogram.Shown(0, 0, List.of())),
                            new ScriptAnswer.Point(3_000, 3, null))))));
  }

  @Test
  void readsErrorsAndAnnotations() throws IOException {
    assertThat(
            JsonAnswer.read(
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter"
                    + " \\\"query\\\": 1:1: parse error: x\"}"))
        .isEqualTo(new ScriptAnswer.Failure("1:1: parse error: x"));
    assertThat(
            JsonAnswer.read(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"warnings\":[\"w\"],\"infos\":[\"i\",\"j\"]}"))
        .isEqualTo(
            new ScriptAnswer.Success(
                new ScriptAnswer.Value.Vector(List.of()), List.of("w"), List.of("i", "j")));
  }

  @Test
  void refusesOtherBodies() {
    assertThatThrownBy(() -> JsonAnswer.read("no")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> JsonAnswer.read("[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> JsonAnswer.read("{\"status\":\"success\",\"data\":{}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unknown type");
  }
}
