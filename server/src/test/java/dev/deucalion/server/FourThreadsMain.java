package dev.deucalion.server;

import dev.deucalion.promql.engine.EngineOptions.Sharding;
import java.util.List;

/** The program with four threads for each query, also where it would not be worth it. */
public final class FourThreadsMain {
  private FourThreadsMain() {}

  public static void main(String[] args) {
    System.exit(Main.run(List.of(args), new Sharding(4, 0)));
  }
}
