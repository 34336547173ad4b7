package dev.deucalion.rules.template.run;

import dev.deucalion.rules.template.value.Value;
import dev.deucalion.rules.template.value.ValueText;

/**
 * What becomes of the parts of a template on their way out. Told of them in the order in which they
 * are written. Not thread-safe.
 */
public interface Escaping {
  /** Writes everything as it is. */
  Escaping NONE =
      new Escaping() {
        @Override
        public String literal(String text) {
          return text;
        }

        @Override
        public String value(Value value) {
          return ValueText.written(value);
        }

        @Override
        public Escaping anew() {
          return this;
        }
      };

  /** The text of the template itself. */
  String literal(String text);

  /** What an action gives. */
  String value(Value value);

  /** One of the same kind that has not been told of anything. */
  Escaping anew();
}
