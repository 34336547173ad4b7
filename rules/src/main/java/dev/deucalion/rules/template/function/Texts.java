package dev.deucalion.rules.template.function;

import dev.deucalion.model.relabel.SearchRegex;
import dev.deucalion.model.time.DurationText;
import dev.deucalion.rules.template.value.ExprLink;
import dev.deucalion.rules.template.value.Value;
import java.util.List;
import java.util.function.IntUnaryOperator;
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
      case "title" ->
          TemplateFunction.of(name, List.of(Parameter.TEXT), a -> text(title(a.text(0))));
      case "toUpper" ->
          TemplateFunction.of(
              name, List.of(Parameter.TEXT), a -> text(mapped(a.text(0), Character::toUpperCase)));
      case "toLower" ->
          TemplateFunction.of(
              name, List.of(Parameter.TEXT), a -> text(mapped(a.text(0), Character::toLowerCase)));
      case "match" ->
          TemplateFunction.of(
              name,
              List.of(Parameter.TEXT, Parameter.TEXT),
              a -> new Value.Flag(regex(a.text(0)).isIn(a.text(1))));
      case "reReplaceAll" ->
          TemplateFunction.of(
              name,
              List.of(Parameter.TEXT, Parameter.TEXT, Parameter.TEXT),
              a -> text(regex(a.text(0)).replaceAll(a.text(2), a.text(1))));
      case "safeHtml" ->
          TemplateFunction.of(
              name, List.of(Parameter.TEXT), a -> new Value.Text(a.text(0), Value.Markup.HTML));
      case "urlQueryEscape" ->
          TemplateFunction.of(
              name, List.of(Parameter.TEXT), a -> text(ExprLink.queryEscape(a.text(0))));
      case "graphLink" ->
          TemplateFunction.of(name, List.of(Parameter.TEXT), a -> text(ExprLink.graph(a.text(0))));
      case "tableLink" ->
          TemplateFunction.of(name, List.of(Parameter.TEXT), a -> text(ExprLink.table(a.text(0))));
      case "stripPort" ->
          TemplateFunction.of(
              name, List.of(Parameter.TEXT), a -> text(HostPort.stripPort(a.text(0))));
      case "stripDomain" ->
          TemplateFunction.of(
              name, List.of(Parameter.TEXT), a -> text(HostPort.stripDomain(a.text(0))));
      case "parseDuration" ->
          TemplateFunction.of(name, List.of(Parameter.TEXT), a -> duration(a.text(0)));
      default -> null;
    };
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  /** One character for each: what has no counterpart of its own stays as it is. */
  private static String mapped(String text, IntUnaryOperator mapping) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(mapping).forEach(out::appendCodePoint);
    return out.toString();
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
