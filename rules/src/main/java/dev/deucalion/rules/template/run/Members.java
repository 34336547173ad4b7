package dev.deucalion.rules.template.run;

import dev.deucalion.rules.template.function.Parameter;
import dev.deucalion.rules.template.value.GoTimes;
import dev.deucalion.rules.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of values, and methods of times and durations. */
final class Members {
  private Members() {}

  /** A field; null where the value has none of that name. */
  static @Nullable Value get(Value of, String name) {
    return switch (of) {
      case Value.Table table -> table.get(name);
      case Value.Structure structure -> structure.fields().get(name);
      case Value.Sample sample ->
          switch (name) {
            case "Labels" -> sample.labels();
            case "Value" -> sample.value();
            default -> null;
          };
      case Value.Distribution histogram ->
          switch (name) {
            case "Count" -> new Value.Real(histogram.histogram().count());
            case "Sum" -> new Value.Real(histogram.histogram().sum());
            case "ZeroCount" -> new Value.Real(histogram.histogram().zeroCount());
            default -> null;
          };
      case Value.Nothing _ -> Value.NOTHING;
      case Value.Text _,
          Value.Flag _,
          Value.Whole _,
          Value.Real _,
          Value.Items _,
          Value.Moment _,
          Value.Span _ ->
          null;
    };
  }

  /** Whether a field may hold a value of any type, whose own type messages do not tell. */
  static boolean holdsAny(Value of, String name) {
    return of instanceof Value.Table table && table.type().endsWith(Parameter.ANY.type())
        || (of instanceof Value.Structure || of instanceof Value.Sample) && name.equals("Value");
  }

  /** What a method takes; null where the value has none of that name. */
  static @Nullable List<Parameter> parameters(Value of, String name) {
    if (of instanceof Value.Moment) {
      switch (name) {
        case "Format" -> {
          return List.of(Parameter.TEXT);
        }
        case "Add" -> {
          return List.of(Parameter.SPAN);
        }
        default -> {
          // Those that take nothing are told apart by what they give.
        }
      }
    }
    return of instanceof Value.Moment moment && withoutArguments(moment, name) != null
            || of instanceof Value.Span span && withoutArguments(span, name) != null
        ? List.of()
        : null;
  }

  /** The result of a method that takes these arguments. */
  static Value call(Value of, String name, List<Value> arguments) {
    Value result =
        switch (of) {
          case Value.Moment moment when arguments.isEmpty() -> withoutArguments(moment, name);
          case Value.Moment moment ->
              switch (arguments.getFirst()) {
                case Value.Text layout ->
                    new Value.Text(GoTimes.format(moment.timeMs(), layout.text()));
                case Value.Span span ->
                    new Value.Moment(moment.timeMs() + span.nanos() / 1_000_000);
                case Value _ -> null;
              };
          case Value.Span span -> withoutArguments(span, name);
          case Value _ -> null;
        };
    if (result == null) {
      throw new IllegalArgumentException("no method " + name + " of " + of.type());
    }
    return result;
  }

  private static @Nullable Value withoutArguments(Value.Moment moment, String name) {
    long timeMs = moment.timeMs();
    return switch (name) {
      case "String" -> new Value.Text(GoTimes.text(timeMs));
      case "Unix" -> new Value.Whole(Math.floorDiv(timeMs, 1_000L));
      case "UnixMilli" -> new Value.Whole(timeMs);
      case "UnixMicro" -> new Value.Whole(timeMs * 1_000);
      case "UnixNano" -> new Value.Whole(timeMs * 1_000_000);
      case "UTC", "Local" -> moment;
      case "Year" -> number(timeMs, "2006");
      case "Month" -> new Value.Text(GoTimes.format(timeMs, "January"));
      case "Weekday" -> new Value.Text(GoTimes.format(timeMs, "Monday"));
      case "Day" -> number(timeMs, "2");
      case "YearDay" -> number(timeMs, "002");
      case "Hour" -> number(timeMs, "15");
      case "Minute" -> number(timeMs, "4");
      case "Second" -> number(timeMs, "5");
      default -> null;
    };
  }

  private static Value number(long timeMs, String layout) {
    return new Value.Whole(Long.parseLong(GoTimes.format(timeMs, layout)));
  }

  private static @Nullable Value withoutArguments(Value.Span span, String name) {
    long nanos = span.nanos();
    return switch (name) {
      case "String" -> new Value.Text(GoTimes.duration(nanos));
      case "Nanoseconds" -> new Value.Whole(nanos);
      case "Microseconds" -> new Value.Whole(nanos / 1_000);
      case "Milliseconds" -> new Value.Whole(nanos / 1_000_000);
      case "Seconds" -> new Value.Real(nanos / 1e9);
      case "Minutes" -> new Value.Real(nanos / 60e9);
      case "Hours" -> new Value.Real(nanos / 3_600e9);
      default -> null;
    };
  }
}
