package dev.deucalion.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.FunctionSignature;
import org.junit.jupiter.api.Test;

class FunctionHelpTest {
  @Test
  void everyFunctionHasASentenceAndNamesItsParameters() {
    for (FunctionSignature function : FunctionCatalogue.all()) {
      FunctionHelp help = FunctionHelp.of(function.name());
      assertThat(help.sentence()).as(function.name()).endsWith(".");
      String parameters = help.parameters();
      int named = parameters.isEmpty() ? 0 : parameters.split(", ", -1).length;
      assertThat(named).as(function.name()).isEqualTo(function.argTypes().size());
    }
  }

  @Test
  void everyAggregationHasASentenceAndNamesItsParameters() {
    for (AggregateOp op : AggregateOp.values()) {
      FunctionHelp help = FunctionHelp.of(op.symbol());
      assertThat(help.sentence()).as(op.symbol()).endsWith(".");
      assertThat(help.parameters().split(", ", -1))
          .as(op.symbol())
          .hasSize(op.parameterType() == null ? 1 : 2);
    }
  }

  @Test
  void whatIsUnknownHasNoText() {
    assertThat(FunctionHelp.of("nonsense").sentence()).isEmpty();
  }
}
