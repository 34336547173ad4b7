package dev.deucalion.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Dockerfile.
 *
 * @param stages in their order; the last one is the image
 */
record ImageRecipe(List<Stage> stages) {
  private static final Set<String> KNOWN =
      Set.of(
          "FROM",
          "ADD",
          "COPY",
          "RUN",
          "ENV",
          "WORKDIR",
          "USER",
          "EXPOSE",
          "VOLUME",
          "ENTRYPOINT",
          "CMD");

  private static final Pattern INSTRUCTION = Pattern.compile("([A-Z]+) +(\\S.*)");
  private static final Pattern FROM = Pattern.compile("(\\S+)(?: AS (\\S+))?");
  private static final Pattern INSTALL = Pattern.compile("apt-get install ([^&|;]*)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]*)\"");

  /**
   * One line, with those that continue it.
   *
   * @param keyword as {@code RUN}
   * @param text what follows
   */
  record Instruction(String keyword, String text) {
    /** The words of an array of JSON. */
    List<String> words() {
      if (!text.startsWith("[") || !text.endsWith("]")) {
        throw new IllegalArgumentException(keyword + " is not an array: " + text);
      }
      List<String> words = new ArrayList<>();
      Matcher matcher = QUOTED.matcher(text);
      while (matcher.find()) {
        words.add(matcher.group(1));
      }
      return words;
    }
  }

  /**
   * What makes one file system.
   *
   * @param base the image that it begins with
   * @param name empty where it has none
   */
  record Stage(String base, String name, List<Instruction> instructions) {
    Stage {
      instructions = List.copyOf(instructions);
    }

    Stage with(Instruction next) {
      List<Instruction> all = new ArrayList<>(instructions);
      all.add(next);
      return new Stage(base, name, all);
    }

    /** The only instruction with this keyword. */
    Instruction only(String keyword) {
      List<Instruction> found =
          instructions.stream().filter(each -> each.keyword().equals(keyword)).toList();
      if (found.size() != 1) {
        throw new IllegalArgumentException(found.size() + " times " + keyword);
      }
      return found.getFirst();
    }

    /** The packages that it installs from the distribution. */
    List<String> packages() {
      List<String> packages = new ArrayList<>();
      for (Instruction each : instructions) {
        Matcher install = INSTALL.matcher(each.text());
        while (each.keyword().equals("RUN") && install.find()) {
          Stream.of(install.group(1).strip().split(" +"))
              .filter(word -> !word.startsWith("-"))
              .forEach(packages::add);
        }
      }
      return packages;
    }
  }

  static ImageRecipe read(Path file) throws IOException {
    List<Stage> stages = new ArrayList<>();
    String text = Files.readString(file).replaceAll("(?m)^#.*\n", "").replace("\\\n", " ");
    for (String line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
      Matcher instruction = INSTRUCTION.matcher(line);
      if (!instruction.matches() || !KNOWN.contains(instruction.group(1))) {
        throw new IllegalArgumentException("not an instruction: " + line);
      }
      if (instruction.group(1).equals("FROM")) {
        Matcher from = FROM.matcher(instruction.group(2));
        if (!from.matches()) {
          throw new IllegalArgumentException(line);
        }
        String name = from.group(2) == null ? "" : from.group(2);
        stages.add(new Stage(from.group(1), name, List.of()));
      } else if (stages.isEmpty()) {
        throw new IllegalArgumentException("before FROM: " + line);
      } else {
        Instruction next = new Instruction(instruction.group(1), instruction.group(2));
        stages.add(stages.removeLast().with(next));
      }
    }
    return new ImageRecipe(List.copyOf(stages));
  }

  /** What runs. */
  Stage image() {
    return stages.getLast();
  }
}
