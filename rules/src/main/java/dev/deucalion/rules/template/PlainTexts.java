package dev.deucalion.rules.template;

/** Takes texts as they are; one with something to fill in is refused. */
public final class PlainTexts implements TemplateExpander {
  private static final String ACTION = "{{";

  @Override
  public Template parse(String alert, String text) throws TemplateException {
    if (text.contains(ACTION)) {
      throw new TemplateException("templates are not supported yet");
    }
    return (data, timeMs) -> text;
  }
}
