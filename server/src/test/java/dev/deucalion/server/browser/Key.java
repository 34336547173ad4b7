package dev.deucalion.server.browser;

/** Keys that type nothing, with the numbers that Chromium knows them by. */
enum Key {
  ENTER("Enter", 13, "\r"),
  ESCAPE("Escape", 27, ""),
  TAB("Tab", 9, ""),
  BACKSPACE("Backspace", 8, ""),
  LEFT("ArrowLeft", 37, ""),
  RIGHT("ArrowRight", 39, ""),
  DOWN("ArrowDown", 40, ""),
  UP("ArrowUp", 38, "");

  private final String name;
  private final int code;
  private final String text;

  Key(String name, int code, String text) {
    this.name = name;
    this.code = code;
    this.text = text;
  }

  /** The fields of an event, without braces. */
  String json() {
    return "\"key\":\"%s\",\"code\":\"%s\",\"windowsVirtualKeyCode\":%d,\"text\":%s"
        .formatted(name, name, code, DevTools.quoted(text));
  }
}
