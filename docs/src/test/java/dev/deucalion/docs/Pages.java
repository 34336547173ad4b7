package dev.deucalion.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Markdown pages promise: links that lead somewhere, and types that exist. */
final class Pages {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern TYPE =
      Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.[a-z]\\w*)?(?:\\(\\))?`");

  private static final Pattern PAGE = Pattern.compile("docs/[\\w/.-]+\\.md");

  private Pages() {}

  /** Pages of the documentation that a comment names, from the project's root. */
  static List<String> pagesNamed(String source) {
    return PAGE.matcher(source).results().map(MatchResult::group).distinct().toList();
  }

  /** Relative links to files that are not there. */
  static List<String> brokenLinks(Path page, String text) {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      String target = link.group(1);
      Path directory = page.toAbsolutePath().getParent();
      if (!target.contains("://")
          && directory != null
          && Files.notExists(directory.resolve(target))) {
        broken.add(page.getFileName() + ": " + target);
      }
    }
    return broken;
  }

  /** Names in code spans that look like a type, such as {@code Querier.select}, but are none. */
  static List<String> unknownTypes(String text, Set<String> knownSimpleNames) {
    return TYPE.matcher(text)
        .results()
        .map(result -> result.group(1))
        .filter(name -> !knownSimpleNames.contains(name))
        .distinct()
        .toList();
  }
}
