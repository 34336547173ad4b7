package dev.deucalion.rules.template.function;

import dev.deucalion.model.relabel.SearchRegex;
import dev.deucalion.model.time.DurationText;
import dev.deucalion.rules.template.value.ExprLink;
import dev.deucalion.rules.template.value.Value;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions of texts. */
final class Texts {
  static final List<String> NAMES =
      List.of(
          "title",
          "toUpper",
          "toLower",
          "match",
          "reReplaceAll",
          "safeHtml",
          "urlQueryEscape",
          "graphLink",
          "tableLink",
          "stripPort",
          "stripDomain",
          "parseDuration");

  private Texts() {}

  /** The function of a name; null where there is none. Others are not even linked. */
  static @Nullable TemplateFunction find(String name) {
    return switch (name) {
      case "title" -> TemplateFunction.of(name, 1, a -> text(title(a.text(0))));
      case "toUpper" -> TemplateFunction.of(name, 1, a -> text(a.text(0).toUpperCase(Locale.ROOT)));
      case "toLower" -> TemplateFunction.of(name, 1, a -> text(a.text(0).toLowerCase(Locale.ROOT)));
      case "match" ->
          TemplateFunction.of(name, 2, a -> new Value.Flag(regex(a.text(0)).isIn(a.text(1))));
      case "reReplaceAll" ->
          TemplateFunction.of(
              name, 3, a -> text(regex(a.text(0)).replaceAll(a.text(2), a.text(1))));
      case "safeHtml" ->
          TemplateFunction.of(name, 1, a -> new Value.Text(a.text(0), Value.Markup.HTML));
      case "urlQueryEscape" ->
          TemplateFunction.of(name, 1, a -> text(ExprLink.queryEscape(a.text(0))));
      case "graphLink" -> TemplateFunction.of(name, 1, a -> text(ExprLink.graph(a.text(0))));
      case "tableLink" -> TemplateFunction.of(name, 1, a -> text(ExprLink.table(a.text(0))));
      case "stripPort" -> TemplateFunction.of(name, 1, a -> text(HostPort.stripPort(a.text(0))));
      case "stripDomain" ->
          TemplateFunction.of(name, 1, a -> text(HostPort.stripDomain(a.text(0))));
      case "parseDuration" -> TemplateFunction.of(name, 1, a -> duration(a.text(0)));
      default -> null;
    };
  }

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
