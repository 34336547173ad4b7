package dev.deucalion.rules.template.value;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Formats with verbs, as {@code Sprintf} of Go's package {@code fmt}: flags, width, precision and
 * numbers of operands, and the texts in the place of what does not fit, such as {@code
 * %!d(string=x)}.
 *
 * @see <a href="https://pkg.go.dev/fmt">package fmt</a>
 */
public final class Printf {
  private static final int MAX_SIZE = 10_000;

  private final String format;
  private final List<Value> operands;
  private final StringBuilder out = new StringBuilder();
  private int at;

  /** Index of the next operand. */
  private int operand;

  /** Whether the format has numbers of operands. */
  private boolean numbered;

  /** Whether the verb at hand has a number of an operand that is none, or at a wrong place. */
  private boolean badNumber;

  private Printf(String format, List<Value> operands) {
    this.format = format;
    this.operands = operands;
  }

  /** The operands in the format. */
  public static String format(String format, List<Value> operands) {
    Printf printf = new Printf(format, operands);
    printf.run();
    return printf.out.toString();
  }

  private void run() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        appendVerb();
      } else {
        out.append(c);
      }
    }
    if (!numbered && operand < operands.size()) {
      out.append(
          operands.subList(operand, operands.size()).stream()
              .map(value -> VerbText.told(value, NumberFormat.DEFAULT))
              .collect(Collectors.joining(", ", "%!(EXTRA ", ")")));
    }
  }

  private boolean isAt(char c) {
    return at < format.length() && format.charAt(at) == c;
  }

  private boolean skip(char c) {
    boolean found = isAt(c);
    if (found) {
      at++;
    }
    return found;
  }

  private void appendVerb() {
    badNumber = false;
    NumberFormat numbers = NumberFormat.DEFAULT;
    while (at < format.length() && NumberFormat.FLAGS.indexOf(format.charAt(at)) >= 0) {
      numbers = numbers.with(format.charAt(at++));
    }
    boolean atNumber = readNumber();
    if (skip('*')) {
      numbers = givenWidth(numbers);
      atNumber = false;
    } else {
      numbers = numbers.withWidth(readSize());
      badNumber |= atNumber && numbers.width() != NumberFormat.NONE;
    }
    if (skip('.')) {
      badNumber |= atNumber;
      atNumber = readNumber();
      if (skip('*')) {
        numbers = givenPrecision(numbers);
        atNumber = false;
      } else {
        numbers = numbers.withPrecision(Math.max(0, readSize()));
      }
    }
    if (!atNumber) {
      readNumber();
    }
    if (at == format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    appendOperand(verb, numbers);
  }

  private void appendOperand(int verb, NumberFormat numbers) {
    if (verb == '%') {
      out.append('%');
    } else if (badNumber) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (operand >= operands.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      // With this verb, a plus asks for the names of fields and not for signs.
      NumberFormat given = verb == 'v' ? numbers.without('+') : numbers;
      out.append(VerbText.of(operands.get(operand++), verb, given));
    }
  }

  /** Goes to the operand of a number such as {@code [2]}; true where one stands here. */
  private boolean readNumber() {
    if (!isAt('[')) {
      return false;
    }
    numbered = true;
    int end = format.indexOf(']', at);
    if (end < 0) {
      badNumber = true;
      at++;
      return false;
    }
    at++;
    int number = readSize();
    boolean whole = number != NumberFormat.NONE && at == end;
    at = end + 1;
    if (whole && number >= 1 && number <= operands.size()) {
      operand = number - 1;
    } else {
      badNumber = true;
    }
    return whole;
  }

  private NumberFormat givenWidth(NumberFormat numbers) {
    if (nextOperand() instanceof Value.Whole size) {
      int width = Math.clamp(size.value(), -MAX_SIZE, MAX_SIZE);
      return (width < 0 ? numbers.with('-') : numbers).withWidth(Math.abs(width));
    }
    out.append("%!(BADWIDTH)");
    return numbers;
  }

  private NumberFormat givenPrecision(NumberFormat numbers) {
    if (nextOperand() instanceof Value.Whole size && size.value() >= 0) {
      return numbers.withPrecision((int) Math.min(size.value(), MAX_SIZE));
    }
    out.append("%!(BADPREC)");
    return numbers;
  }

  private Value nextOperand() {
    return operand < operands.size() ? operands.get(operand++) : Value.NOTHING;
  }

  /** A number; {@link NumberFormat#NONE} where there is none. */
  private int readSize() {
    int size = NumberFormat.NONE;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      size = Math.min(MAX_SIZE, Math.max(0, size) * 10 + (format.charAt(at++) - '0'));
    }
    return size;
  }
}
