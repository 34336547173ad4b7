package dev.deucalion.http.ui;

/**
 * What the pages must know before they ask the API.
 *
 * @param title of the document
 * @param pathPrefix path of the external URL, without a slash at the end
 * @param consoles the first page of the operator's own, below that path and without a slash at the
 *     start; empty for none
 */
public record UiSettings(
    String title, String pathPrefix, Mode mode, Access admin, Access lifecycle, String consoles) {
  /** Which program it is. */
  public enum Mode {
    SERVER,
    AGENT
  }

  /** Whether endpoints work that the operator has to switch on. */
  public enum Access {
    ON,
    OFF;

    /** The access that a switch gives. */
    public static Access of(boolean isOn) {
      return isOn ? ON : OFF;
    }
  }
}
