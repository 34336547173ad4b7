package dev.deucalion.server.logging;

import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.logging.LogLine.Field;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/**
 * A logger that writes one line an event with its key-value pairs. What is thrown goes into {@code
 * err}; a fault of the program (an unchecked exception or an error) also shows its stack trace.
 */
final class StructuredLogger extends AbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;
  private static final String OWN_NAME = StructuredLogger.class.getName();
  private static final StackWalker STACK = StackWalker.getInstance();

  /** A key that is one of the line's own is renamed, so that no line has it twice. */
  private static final Set<String> RESERVED_KEYS = Set.of("time", "level", "source", "msg");

  /** The client of Kubernetes tells of each try that fails; discovery itself tells of it once. */
  private static final String REPEATING_LIBRARY = "io.fabric8.";

  private final Level least;

  StructuredLogger(String name) {
    this.name = name;
    this.least = name.startsWith(REPEATING_LIBRARY) ? Level.ERROR : Level.TRACE;
  }

  @Override
  public void log(LoggingEvent event) {
    if (event.getLevel().toInt() < least.toInt()) {
      return;
    }
    Object[] arguments = event.getArgumentArray();
    List<Field> fields = new ArrayList<>();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        fields.add(field(pair.key, pair.value));
      }
    }
    write(event.getLevel(), event.getMessage(), arguments, event.getThrowable(), fields);
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    if (level.toInt() >= least.toInt()) {
      write(level, pattern, arguments, throwable, new ArrayList<>());
    }
  }

  private static void write(
      Level level,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown,
      List<Field> fields) {
    LogSettings settings = LogSettings.current();
    if (level.toInt() < settings.level().toInt()) {
      return;
    }
    if (thrown != null) {
      fields.add(new Field("err", describe(thrown)));
      if (thrown instanceof RuntimeException || thrown instanceof Error) {
        fields.add(new Field("stack", stackTrace(thrown)));
      }
    }
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    settings.write(new LogLine(settings.time().get(), level.name(), caller(), message, fields));
  }

  private static Field field(String key, @Nullable Object value) {
    String ownKey = RESERVED_KEYS.contains(key) ? "logged_" + key : key;
    return new Field(ownKey, value == null ? "null" : value);
  }

  private static String caller() {
    return STACK.walk(frames ->
        frames
            .filter(frame -> !frame.getClassName().equals(OWN_NAME))
            .filter(frame -> !frame.getClassName().startsWith("org.slf4j."))
            .findFirst()
            .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("unknown"));
  }

  private static String describe(Throwable thrown) {
    if (thrown instanceof IOException failure) {
      return FileFailure.describe(failure);
    }
    String message = thrown.getMessage();
    return message == null ? thrown.toString() : message;
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter out = new StringWriter();
    thrown.printStackTrace(new PrintWriter(out));
    return out.toString();
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return OWN_NAME;
  }

  private static boolean isEnabled(Level level) {
    return level.toInt() >= LogSettings.current().level().toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return isEnabled(Level.ERROR);
  }
}
