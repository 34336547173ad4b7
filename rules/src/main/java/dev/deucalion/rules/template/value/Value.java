package dev.deucalion.rules.template.value;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A value of a template. Immutable. */
public sealed interface Value {
  /** Nothing, which is printed as {@code <no value>}. */
  Value NOTHING = new Nothing();

  /** Name of the type in Go, for messages. */
  String type();

  /** Whether {@code if} takes it for true: everything but what is empty or 0. */
  boolean isTrue();

  /** Nothing. */
  record Nothing() implements Value {
    @Override
    public String type() {
      return "nil";
    }

    @Override
    public boolean isTrue() {
      return false;
    }
  }

  /** What the characters of a text mean. */
  enum Markup {
    /** Themselves. */
    PLAIN,
    /** HTML, which is not escaped where HTML may stand. */
    HTML
  }

  /** A text. */
  record Text(String text, Markup markup) implements Value {
    /** A plain text. */
    public Text(String text) {
      this(text, Markup.PLAIN);
    }

    @Override
    public String type() {
      return markup == Markup.HTML ? "template.HTML" : "string";
    }

    @Override
    public boolean isTrue() {
      return !text.isEmpty();
    }
  }

  /** A truth value. */
  record Flag(boolean value) implements Value {
    @Override
    public String type() {
      return "bool";
    }

    @Override
    public boolean isTrue() {
      return value;
    }
  }

  /** A whole number. */
  record Whole(long value) implements Value {
    @Override
    public String type() {
      return "int";
    }

    @Override
    public boolean isTrue() {
      return value != 0;
    }
  }

  /** Any other number. */
  record Real(double value) implements Value {
    @Override
    public String type() {
      return "float64";
    }

    @Override
    public boolean isTrue() {
      return value != 0;
    }
  }

  /**
   * Values by names that are not known beforehand.
   *
   * @param type name of the type in Go
   * @param missing stands for names that are not there
   */
  record Table(String type, SortedMap<String, Value> entries, Value missing) implements Value {
    /** Copies the map. */
    public Table {
      entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Labels; one that is not there is empty. */
    public static Table of(Labels labels) {
      SortedMap<String, Value> entries = new TreeMap<>();
      labels.forEach((name, value) -> entries.put(name, new Text(value)));
      return new Table("map[string]string", entries, new Text(""));
    }

    /** What is under a name. */
    public Value get(String name) {
      return entries.getOrDefault(name, missing);
    }

    @Override
    public boolean isTrue() {
      return !entries.isEmpty();
    }
  }

  /** Values by fixed names. */
  record Structure(String type, Map<String, Value> fields) implements Value {
    /** Copies the map. */
    public Structure {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public boolean isTrue() {
      return true;
    }
  }

  /** A series with its value, as queries give it. */
  record Sample(Table labels, Value value) implements Value {
    @Override
    public String type() {
      return "*template.sample";
    }

    @Override
    public boolean isTrue() {
      return true;
    }
  }

  /** Values in order. */
  record Items(String type, List<Value> values) implements Value {
    /** Type of what queries give. */
    public static final String QUERY_RESULT = "template.queryResult";

    /** Copies the list. */
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public boolean isTrue() {
      return !values.isEmpty();
    }
  }

  /** A time in milliseconds since the epoch. */
  record Moment(long timeMs) implements Value {
    @Override
    public String type() {
      return "*time.Time";
    }

    @Override
    public boolean isTrue() {
      return true;
    }
  }

  /** A stretch of time. */
  record Span(long nanos) implements Value {
    @Override
    public String type() {
      return "*time.Duration";
    }

    @Override
    public boolean isTrue() {
      return true;
    }
  }

  /** A native histogram. */
  record Distribution(FloatHistogram histogram) implements Value {
    @Override
    public String type() {
      return "*histogram.FloatHistogram";
    }

    @Override
    public boolean isTrue() {
      return true;
    }
  }
}
