package dev.deucalion.rules.template.function;

import dev.deucalion.model.relabel.SearchRegex;
import dev.deucalion.model.time.DurationText;
import dev.deucalion.rules.template.value.ExprLink;
import dev.deucalion.rules.template.value.Value;
import java.util.List;
import java.util.Locale;

/** Functions of texts. */
final class Texts {
  static final List<TemplateFunction> ALL =
      List.of(
          TemplateFunction.of("title", 1, a -> text(title(a.text(0)))),
          TemplateFunction.of("toUpper", 1, a -> text(a.text(0).toUpperCase(Locale.ROOT))),
          TemplateFunction.of("toLower", 1, a -> text(a.text(0).toLowerCase(Locale.ROOT))),
          TemplateFunction.of("match", 2, a -> new Value.Flag(regex(a.text(0)).isIn(a.text(1)))),
          TemplateFunction.of(
              "reReplaceAll", 3, a -> text(regex(a.text(0)).replaceAll(a.text(2), a.text(1)))),
          TemplateFunction.of("safeHtml", 1, a -> new Value.Text(a.text(0), Value.Markup.HTML)),
          TemplateFunction.of("urlQueryEscape", 1, a -> text(ExprLink.queryEscape(a.text(0)))),
          TemplateFunction.of("graphLink", 1, a -> text(ExprLink.graph(a.text(0)))),
          TemplateFunction.of("tableLink", 1, a -> text(ExprLink.table(a.text(0)))),
          TemplateFunction.of("stripPort", 1, a -> text(HostPort.stripPort(a.text(0)))),
          TemplateFunction.of("stripDomain", 1, a -> text(HostPort.stripDomain(a.text(0)))),
          TemplateFunction.of("parseDuration", 1, a -> duration(a.text(0))));

  private Texts() {}

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static SearchRegex regex(String source) throws FunctionException {
    try {
      return SearchRegex.compile(source);
    } catch (IllegalArgumentException e) {
      throw FunctionException.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Capital letters at the beginnings of words; the others stay as they are. */
  private static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      out.appendCodePoint(inWord ? c : Character.toTitleCase(c));
      boolean joins = "'’.:".indexOf(c) >= 0 && i < text.length();
      inWord =
          Character.isLetterOrDigit(c)
              || c == '_'
              || inWord && joins && Character.isLetter(text.codePointAt(i));
    }
    return out.toString();
  }

  private static Value duration(String text) throws FunctionException {
    boolean negative = text.startsWith("-");
    try {
      double seconds = DurationText.parseMs(negative ? text.substring(1) : text) / 1e3;
      return new Value.Real(negative ? -seconds : seconds);
    } catch (IllegalArgumentException e) {
      throw FunctionException.failed(String.valueOf(e.getMessage()));
    }
  }
}
