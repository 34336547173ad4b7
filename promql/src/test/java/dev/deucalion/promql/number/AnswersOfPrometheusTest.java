package dev.deucalion.promql.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The bits of all functions whose last digits depend on how they are computed. */
class AnswersOfPrometheusTest {
  private static final Map<String, DoubleUnaryOperator> UNARY =
      Map.ofEntries(
          Map.entry("exp", GoExp::exp),
          Map.entry("ln", GoLog::log),
          Map.entry("log2", GoLog::log2),
          Map.entry("log10", GoLog::log10),
          Map.entry("sin", GoTrig::sin),
          Map.entry("cos", GoTrig::cos),
          Map.entry("tan", GoTrig::tan),
          Map.entry("asin", GoArc::asin),
          Map.entry("acos", GoArc::acos),
          Map.entry("atan", GoArc::atan),
          Map.entry("sinh", GoHyperbolic::sinh),
          Map.entry("cosh", GoHyperbolic::cosh),
          Map.entry("tanh", GoHyperbolic::tanh),
          Map.entry("asinh", GoHyperbolic::asinh),
          Map.entry("acosh", GoHyperbolic::acosh),
          Map.entry("atanh", GoHyperbolic::atanh));

  private static final Map<String, DoubleBinaryOperator> BINARY =
      Map.of("pow", GoMath::pow, "atan2", GoArc::atan2);

  @ParameterizedTest
  @CsvFileSource(resources = "answers.tsv", delimiter = '\t')
  void sameBits(String function, String arguments, double expected) {
    String[] numbers = arguments.split(",", -1);
    double first = Double.parseDouble(numbers[0]);
    DoubleUnaryOperator unary = UNARY.get(function);
    double actual =
        unary != null
            ? unary.applyAsDouble(first)
            : Objects.requireNonNull(BINARY.get(function))
                .applyAsDouble(first, Double.parseDouble(numbers[1]));
    assertThat(actual).isEqualTo(Double.valueOf(expected));
  }
}
