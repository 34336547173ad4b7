package dev.deucalion.docs;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Classes whose static initializers need one another. Two threads that begin with different ones of
 * them may wait for each other for ever, once in a JVM and mostly not in a test.
 *
 * <p>What an initializer calls is followed into our classes, lambdas that it makes included, but
 * not from a method to those that override it.
 */
final class InitializationCycles {
  /** One method of a class; names are internal, with slashes. */
  private record Method(String owner, String name, String descriptor) {}

  private static final String INITIALIZER = "<clinit>";

  private final Map<String, ClassModel> classes = new HashMap<>();

  private InitializationCycles(Collection<byte[]> classFiles) {
    for (byte[] classFile : classFiles) {
      ClassModel model = ClassFile.of().parse(classFile);
      classes.put(model.thisClass().asInternalName(), model);
    }
  }

  /** Each group of classes that need one another, their names in order. */
  static List<String> of(Collection<byte[]> classFiles) {
    return new InitializationCycles(classFiles).cycles();
  }

  private List<String> cycles() {
    Map<String, Set<String>> needed = new TreeMap<>();
    for (String name : classes.keySet()) {
      if (find(new Method(name, INITIALIZER, "()V")) != null) {
        needed.put(name, neededBy(name));
      }
    }
    List<String> cycles = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : needed.keySet()) {
      Set<String> cycle = new TreeSet<>();
      for (String other : needed.getOrDefault(name, Set.of())) {
        if (needed.getOrDefault(other, Set.of()).contains(name)) {
          cycle.add(other);
        }
      }
      if (cycle.size() > 1 && seen.addAll(cycle)) {
        cycles.add(String.join(" <-> ", cycle));
      }
    }
    return cycles;
  }

  /** Every class with an initializer that may run within that of a class, itself included. */
  private Set<String> neededBy(String name) {
    Set<String> initialized = new HashSet<>();
    Set<Method> seen = new HashSet<>();
    Deque<Method> open = new ArrayDeque<>();
    initialize(name, initialized, open);
    while (!open.isEmpty()) {
      Method method = open.pop();
      MethodModel model = seen.add(method) ? find(method) : null;
      if (model != null) {
        model.code().ifPresent(code -> code.forEach(element -> follow(element, initialized, open)));
      }
    }
    return initialized;
  }

  private void initialize(String name, Set<String> initialized, Deque<Method> open) {
    ClassModel model = classes.get(name);
    if (model == null) {
      return;
    }
    Method initializer = new Method(name, INITIALIZER, "()V");
    if (find(initializer) != null && initialized.add(name)) {
      open.push(initializer);
    }
    model.superclass().ifPresent(above -> initialize(above.asInternalName(), initialized, open));
    if (!model.flags().has(AccessFlag.INTERFACE)) {
      initializeInterfaces(model, initialized, open);
    }
  }

  /**
   * With a class its interfaces are initialized that have methods with code.
   *
   * @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-5.html#jvms-5.5">JVMS
   *     5.5</a>
   */
  private void initializeInterfaces(ClassModel model, Set<String> initialized, Deque<Method> open) {
    for (ClassEntry above : model.interfaces()) {
      ClassModel type = classes.get(above.asInternalName());
      if (type != null) {
        if (type.methods().stream().anyMatch(InitializationCycles::isDefault)) {
          initialize(above.asInternalName(), initialized, open);
        }
        initializeInterfaces(type, initialized, open);
      }
    }
  }

  private static boolean isDefault(MethodModel method) {
    return !method.flags().has(AccessFlag.ABSTRACT) && !method.flags().has(AccessFlag.STATIC);
  }

  private void follow(CodeElement element, Set<String> initialized, Deque<Method> open) {
    switch (element) {
      case NewObjectInstruction made ->
          initialize(made.className().asInternalName(), initialized, open);
      case FieldInstruction field -> {
        if (field.opcode().name().endsWith("STATIC")) {
          initialize(field.owner().asInternalName(), initialized, open);
        }
      }
      case InvokeInstruction call -> {
        if (call.opcode().name().equals("INVOKESTATIC")) {
          initialize(call.owner().asInternalName(), initialized, open);
        }
        open.push(
            new Method(
                call.owner().asInternalName(),
                call.name().stringValue(),
                call.type().stringValue()));
      }
      case InvokeDynamicInstruction dynamic -> {
        for (ConstantDesc argument : dynamic.bootstrapArgs()) {
          if (argument instanceof DirectMethodHandleDesc handle) {
            String owner = internal(handle.owner());
            open.push(new Method(owner, handle.methodName(), handle.lookupDescriptor()));
          }
        }
      }
      default -> {}
    }
  }

  private static String internal(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1);
  }

  /** The method of the class, or that which it has from a class above. */
  private @Nullable MethodModel find(Method wanted) {
    ClassModel model = classes.get(wanted.owner);
    while (model != null) {
      for (MethodModel method : model.methods()) {
        if (method.methodName().equalsString(wanted.name)
            && method.methodType().equalsString(wanted.descriptor)) {
          return method;
        }
      }
      model =
          wanted.name.equals(INITIALIZER)
              ? null
              : classes.get(model.superclass().map(ClassEntry::asInternalName).orElse(""));
    }
    return null;
  }
}
