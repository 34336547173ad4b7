package dev.deucalion.rules.template;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.template.value.Value;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is written in a template, it gives a text or says what is wrong. */
class TemplateFuzzTest {
  private static final long SEED = 7;
  private static final int TEMPLATES = 100_000;
  private static final Value DOT =
      new Value.Items(
          Value.Items.QUERY_RESULT,
          List.of(
              new Value.Sample(Value.Table.of(Labels.of("a", "1")), new Value.Real(Double.NaN))));

  private static final String[] WORDS = {
    "{{",
    "}}",
    "{{- ",
    " -}}",
    "{{",
    "}}",
    " ",
    " ",
    "|",
    "(",
    ")",
    ".",
    "$",
    "$x",
    ":=",
    "=",
    ",",
    "if",
    "else",
    "end",
    "{{end}}",
    "range",
    "with",
    "define",
    "template",
    "block",
    "break",
    "continue",
    "nil",
    "true",
    "\"a\"",
    "\"%d %s %v %5.2f %q\"",
    "`b`",
    "'c'",
    "1",
    "-1.5",
    "1e400",
    "0x1p-2",
    "99999999999999999999",
    "3",
    "/*",
    "*/",
    ".Labels",
    ".Value",
    ".a",
    "query",
    "first",
    "value",
    "label",
    "args",
    "printf",
    "print",
    "index",
    "slice",
    "len",
    "html",
    "js",
    "and",
    "or",
    "not",
    "eq",
    "lt",
    "ge",
    "humanize",
    "humanizeDuration",
    "humanizeTimestamp",
    "toTime",
    "toDuration",
    ".Format",
    ".Add",
    "title",
    "reReplaceAll",
    "\"(a\"",
    "match",
    "stripDomain",
    "parseDuration",
    "sortByLabel",
    "now",
    "é",
    "\u0000",
    "\\",
    "\"",
    "\n"
  };

  @Test
  void nothingBreaksIt() {
    Random random = new Random(SEED);
    for (int i = 0; i < TEMPLATES; i++) {
      StringBuilder text = new StringBuilder("{{$x := .}}");
      int words = 1 + random.nextInt(25);
      boolean spaced = random.nextBoolean();
      for (int w = 0; w < words; w++) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(spaced ? " " : "");
      }
      assertThatCode(() -> Templates.filled(text.toString(), DOT))
          .as("seed %d, template %d: %s", SEED, i, text)
          .doesNotThrowAnyException();
    }
  }

  /** Such as make sense more often. */
  @Test
  void nothingBreaksItsFunctions() {
    Random random = new Random(SEED);
    for (int i = 0; i < TEMPLATES; i++) {
      StringBuilder text = new StringBuilder("{{");
      int words = 1 + random.nextInt(6);
      for (int w = 0; w < words; w++) {
        text.append(WORDS[28 + random.nextInt(WORDS.length - 28)]).append(' ');
      }
      text.append("}}");
      assertThatCode(() -> Templates.filled(text.toString(), DOT))
          .as("seed %d, template %d: %s", SEED, i, text)
          .doesNotThrowAnyException();
    }
  }
}
