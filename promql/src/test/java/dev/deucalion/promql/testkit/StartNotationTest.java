package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deucalion.model.labels.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartNotationTest {
  @Test
  void readsOffsetsAndGaps() {
    StartNotation starts =
        StartNotation.parse("m{a=\"b\"}@st _ -1m _x2 0 +30s-1m30sx2 1ms+2msx1 -5sx1");
    assertThat(starts.labels()).isEqualTo(Labels.of("__name__", "m", "a", "b"));
    assertThat(starts.offsetsMs())
        .containsExactly(0, -60_000, 0, 0, 0, 30_000, -60_000, -150_000, 1, 3, -5_000, -5_000);
    assertThat(starts.omitted())
        .containsExactly(
            true, false, true, true, false, false, false, false, false, false, false, false);
    assertThat(starts.startMs(1, 90_000)).isEqualTo(30_000);
    assertThat(starts.startMs(0, 90_000)).isZero();
  }

  @Test
  void isToldFromValuesByItsFirstWord() {
    assertThat(StartNotation.isOne(" m{a='b'}@st 1m")).isTrue();
    assertThat(StartNotation.isOne("m 1 @st")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m@st",
        "m 1m",
        "m@st 1",
        "m@st 1q",
        "m@st 1m+2m",
        "m@st x2",
        "m@st _x",
        "m{@st 1m"
      })
  void refusesWhatIsNone(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> StartNotation.parse(line));
  }
}
