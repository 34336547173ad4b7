package dev.deucalion.http.exchange;

import dev.deucalion.model.labels.GoQuote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a URL or a form, {@code a=1&b=2}, in the order in which they came. Pairs that
 * cannot be read are left out and remembered as an error, which most endpoints overlook.
 */
public final class Parameters {
  /** No parameters. */
  public static final Parameters NONE = new Parameters(List.of(), List.of(), null);

  private final List<String> names;
  private final List<String> values;
  private final @Nullable String error;

  private Parameters(List<String> names, List<String> values, @Nullable String error) {
    this.names = names;
    this.values = values;
    this.error = error;
  }

  /** Collects parameters that were read elsewhere. */
  static final class Builder {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    void add(String name, String value) {
      names.add(name);
      values.add(value);
    }

    Parameters build() {
      return names.isEmpty() ? NONE : new Parameters(names, values, null);
    }
  }

  /** Reads parameters in the form of HTML forms. */
  public static Parameters parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    String error = null;
    for (int start = 0; start <= text.length(); ) {
      int end = text.indexOf('&', start);
      end = end < 0 ? text.length() : end;
      String pair = text.substring(start, end);
      start = end + 1;
      if (pair.isEmpty()) {
        continue;
      }
      try {
        if (pair.indexOf(';') >= 0) {
          throw new BadEscapeException("invalid semicolon separator in query");
        }
        int equals = pair.indexOf('=');
        String name = PercentCodec.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
        String value = PercentCodec.decodeForm(equals < 0 ? "" : pair.substring(equals + 1));
        names.add(name);
        values.add(value);
      } catch (BadEscapeException e) {
        error = error == null ? String.valueOf(e.getMessage()) : error;
      }
    }
    return new Parameters(names, values, error);
  }

  /** These parameters before those. */
  public Parameters followedBy(Parameters rest) {
    if (this == NONE) {
      return rest;
    }
    List<String> allNames = new ArrayList<>(names);
    List<String> allValues = new ArrayList<>(values);
    allNames.addAll(rest.names);
    allValues.addAll(rest.values);
    return new Parameters(allNames, allValues, error != null ? error : rest.error);
  }

  /** The names that there are, each once, in order. */
  public List<String> names() {
    return names.stream().distinct().toList();
  }

  /** The first value of a name, or empty. */
  public String first(String name) {
    int i = names.indexOf(name);
    return i < 0 ? "" : values.get(i);
  }

  /** All values of a name, in order. */
  public List<String> all(String name) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  /** Why a pair could not be read, or null when all could. */
  public @Nullable String error() {
    return error;
  }

  /** Says what is wrong with an escape. */
  static BadEscapeException badEscape(String escape) {
    return new BadEscapeException("invalid URL escape " + GoQuote.quote(escape));
  }
}
