package dev.deucalion.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a compiled class refers to, as its constant pool tells. Names are binary names with dots.
 *
 * @param module the module it was compiled in
 * @param name its name, such as {@code dev.deucalion.storage.Querier}
 * @param references classes it names: in code, in signatures, in annotations
 * @param members members it uses, such as {@code java.lang.System.nanoTime}
 */
record CompiledClass(String module, String name, Set<String> references, Set<String> members) {
  /** A class name within a descriptor or a generic signature. */
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

  static CompiledClass read(String module, Path file) {
    try {
      return of(module, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CompiledClass of(String module, byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    Set<String> references = new TreeSet<>();
    Set<String> members = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry reference -> addClass(reference.asInternalName(), references);
        case MemberRefEntry member ->
            members.add(
                dotted(member.owner().asInternalName()) + "." + member.name().stringValue());
        case Utf8Entry text -> addDescriptor(text.stringValue(), references);
        default -> {}
      }
    }
    String name = dotted(model.thisClass().asInternalName());
    references.remove(name);
    return new CompiledClass(module, name, references, members);
  }

  String packageName() {
    return packageOf(name);
  }

  /** The class that stands in a file of its own. */
  String topLevelName() {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  private static void addClass(String internalName, Set<String> references) {
    if (internalName.startsWith("[")) {
      addDescriptor(internalName, references);
    } else {
      references.add(dotted(internalName));
    }
  }

  private static void addDescriptor(String text, Set<String> references) {
    Matcher matcher = IN_DESCRIPTOR.matcher(text);
    while (matcher.find()) {
      references.add(dotted(matcher.group(1)));
    }
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
