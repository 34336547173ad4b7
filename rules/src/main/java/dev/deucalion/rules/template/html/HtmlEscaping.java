package dev.deucalion.rules.template.html;

import dev.deucalion.rules.template.run.Escaping;
import dev.deucalion.rules.template.value.Value;
import dev.deucalion.rules.template.value.ValueText;

/**
 * Escapes what actions give by its place in the page. Where a page is whole, so are its tags,
 * scripts and addresses, whatever the values are. Comments of the page are left out.
 *
 * @see <a href="https://pkg.go.dev/html/template">the rules that it goes by</a>
 */
public final class HtmlEscaping implements Escaping {
  private final PageReader page = new PageReader();

  @Override
  public Escaping anew() {
    return new HtmlEscaping();
  }

  @Override
  public String literal(String text) {
    return page.read(text);
  }

  @Override
  public String value(Value value) {
    String written = escaped(value);
    page.readValue();
    return written;
  }

  private String escaped(Value value) {
    String text = value instanceof Value.Nothing ? "" : ValueText.written(value);
    return switch (page.place()) {
      case TEXT -> isHtml(value) ? text : HtmlTexts.escaped(text);
      case RAW_TEXT -> isHtml(value) ? HtmlTexts.normalized(text) : HtmlTexts.escaped(text);
      case SCRIPT -> script(value, text);
      case STYLE -> HtmlTexts.style(text);
      case TAG -> HtmlTexts.name(text);
      case ATTRIBUTE -> attribute(value, text);
      case COMMENT -> "";
    };
  }

  private static boolean isHtml(Value value) {
    return value instanceof Value.Text text && text.markup() == Value.Markup.HTML;
  }

  private String script(Value value, String text) {
    return switch (page.scriptPlace()) {
      case CODE -> ScriptTexts.value(value);
      case QUOTED -> ScriptTexts.within(text);
      case COMMENT -> "";
    };
  }

  private String attribute(Value value, String text) {
    return switch (page.kind()) {
      case PLAIN -> isHtml(value) && page.isQuoted() ? HtmlTexts.withoutTags(text) : quoted(text);
      case URL -> quoted(url(text));
      case SCRIPT -> quoted(script(value, text));
      case STYLE -> quoted(HtmlTexts.style(text));
    };
  }

  private String quoted(String text) {
    return page.isQuoted() ? HtmlTexts.escaped(text) : HtmlTexts.unquoted(text);
  }

  private String url(String text) {
    return switch (page.urlPart()) {
      case BEGINNING -> UrlTexts.beginning(text);
      case PATH -> UrlTexts.path(text);
      case QUERY -> UrlTexts.query(text);
    };
  }
}
