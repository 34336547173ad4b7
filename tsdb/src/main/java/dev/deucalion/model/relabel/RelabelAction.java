package dev.deucalion.model.relabel;

import dev.deucalion.model.labels.GoQuote;
import java.util.Locale;

/** What a rule does. */
public enum RelabelAction {
  /** Sets a label from a template where the regular expression matches. */
  REPLACE,
  /** Drops label sets that do not match. */
  KEEP,
  /** Drops label sets that match. */
  DROP,
  /** Drops label sets whose source value differs from the target label. */
  KEEPEQUAL,
  /** Drops label sets whose source value is that of the target label. */
  DROPEQUAL,
  /** Sets a label to a hash of the source value, modulo the modulus. */
  HASHMOD,
  /** Copies labels with a matching name to the name the template gives. */
  LABELMAP,
  /** Removes labels with a matching name. */
  LABELDROP,
  /** Removes labels with another name. */
  LABELKEEP,
  /** Sets a label to the source value in lower case. */
  LOWERCASE,
  /** Sets a label to the source value in upper case. */
  UPPERCASE;

  /** As written in a configuration file. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The action of that name, in any case of letters.
   *
   * @throws IllegalArgumentException in Prometheus' wording, for any other name
   */
  public static RelabelAction parse(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (RelabelAction action : values()) {
      if (action.text().equals(lower)) {
        return action;
      }
    }
    throw new IllegalArgumentException("unknown relabel action " + GoQuote.quote(name));
  }
}
