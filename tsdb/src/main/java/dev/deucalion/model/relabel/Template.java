package dev.deucalion.model.relabel;

/**
 * Replacement templates in the syntax of Go's {@code regexp.Expand}: {@code $name} takes the
 * longest run of letters, digits and underscores, <code>${name}</code> says where the name ends,
 * {@code $$} is a dollar. A name of digits is a group's number. Unknown groups are empty; a dollar
 * that starts none of these stands for itself.
 *
 * @see <a href="https://pkg.go.dev/regexp#Regexp.Expand">Regexp.Expand</a>
 */
final class Template {
  /** Go takes no longer number for a number. */
  private static final int MAX_GROUP = 100_000_000;

  private Template() {}

  /** Whether the template may refer to a group. */
  static boolean hasVariable(String template) {
    return template.indexOf('$') >= 0;
  }

  static String expand(String template, Groups groups) {
    if (!hasVariable(template)) {
      return template;
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      int dollar = template.indexOf('$', i);
      if (dollar < 0) {
        break;
      }
      out.append(template, i, dollar);
      i = dollar + 1;
      if (template.startsWith("$", i)) {
        out.append('$');
        i++;
        continue;
      }
      boolean braced = template.startsWith("{", i);
      int nameStart = braced ? i + 1 : i;
      int nameEnd = nameEnd(template, nameStart);
      if (nameEnd == nameStart || braced && !template.startsWith("}", nameEnd)) {
        out.append('$');
        continue;
      }
      out.append(group(template.substring(nameStart, nameEnd), groups));
      i = braced ? nameEnd + 1 : nameEnd;
    }
    return out.append(template, i, template.length()).toString();
  }

  private static int nameEnd(String template, int from) {
    int i = from;
    while (i < template.length()) {
      int c = template.codePointAt(i);
      if (c != '_' && !Character.isLetter(c) && !Character.isDigit(c)) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  private static String group(String name, Groups groups) {
    int number = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9' || number >= MAX_GROUP) {
        return groups.group(name);
      }
      number = number * 10 + c - '0';
    }
    boolean leadingZero = name.length() > 1 && name.charAt(0) == '0';
    return leadingZero ? groups.group(name) : groups.group(number);
  }
}
