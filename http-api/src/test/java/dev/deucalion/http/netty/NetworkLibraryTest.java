package dev.deucalion.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkLibraryTest {
  private static final NettyOptions OPTIONS =
      new NettyOptions(10, 1_000, 8_192, new BodyLimits(path -> 1_000, 10_000), 1);

  @Test
  void aServerStartsWhileAnotherThreadLoadsTheLibrary() throws Exception {
    Thread loading = Thread.ofPlatform().start(NettyServer.preparation());
    startOne();
    loading.join();
  }

  @Test
  void aServerStartsWhereNobodyHasBegunToLoad() throws Exception {
    Runnable loading = NettyServer.preparation();
    startOne();
    loading.run();
  }

  private static void startOne() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (NettyServer server =
        NettyServer.start(List.of(anyPort), OPTIONS, Clock.SYSTEM, exchange -> {}, null)) {
      assertThat(server.boundAddresses()).hasSize(1);
    }
  }

  @Test
  void leavesNoThreadBehind() throws InterruptedException {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    NettyServer.preparation().run();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("http-")) {
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }
}
