package dev.deucalion.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Handles signals of the operating system. The JDK's class for it is found by its name, since the
 * compiler warns of any mention of it.
 */
final class Signals {
  private Signals() {}

  /**
   * Calls the action on each signal, on a thread of its own.
   *
   * @param name without SIG, as in {@code TERM}
   * @return false where this runtime or system does not have the signal
   */
  @SuppressWarnings("ReferenceEquality") // equals of a proxy is called through the proxy
  static boolean handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, args) ->
              switch (method.getName()) {
                case "handle" -> {
                  action.run();
                  yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> args != null && proxy == args[0];
                default -> name;
              };
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
