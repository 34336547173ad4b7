package dev.deucalion.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionCatalogueTest {
  @Test
  void holdsAllFunctions() {
    assertThat(FunctionCatalogue.all()).hasSize(90);
    assertThat(FunctionCatalogue.all().stream().filter(FunctionSignature::experimental))
        .hasSize(17);
  }

  @Test
  void findsByExactName() {
    assertThat(FunctionCatalogue.find("rate"))
        .isEqualTo(
            new FunctionSignature("rate", List.of(ValueType.MATRIX), 0, ValueType.VECTOR, false));
    assertThat(FunctionCatalogue.find("Rate")).isNull();
    assertThat(FunctionCatalogue.find("nothing")).isNull();
  }

  @Test
  void knowsWhichArgumentsMayBeLeftOutOrRepeated() {
    assertThat(variadic("year")).isEqualTo(1);
    assertThat(variadic("label_join")).isEqualTo(-1);
    assertThat(variadic("histogram_quantiles")).isEqualTo(9);
    assertThat(variadic("clamp")).isZero();
  }

  private static int variadic(String name) {
    FunctionSignature found = FunctionCatalogue.find(name);
    assertThat(found).isNotNull();
    return found.variadic();
  }
}
