package dev.deucalion.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.time.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NetworkLibraryTest {
  private static final NettyOptions OPTIONS =
      new NettyOptions(10, 1_000, 8_192, new BodyLimits(path -> 1_000, 10_000), 1);

  @Test
  void aServerStartsWhileAnotherThreadLoadsTheLibrary() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Thread loading =
        Thread.ofPlatform()
            .start(() -> {
              begun.countDown();
              NettyServer.prepare();
            });
    begun.await();
    try (NettyServer server =
        NettyServer.start(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            OPTIONS,
            Clock.SYSTEM,
            exchange -> {},
            null)) {
      assertThat(server.boundAddresses()).hasSize(1);
    }
    loading.join();
  }

  @Test
  void leavesNoThreadBehind() throws InterruptedException {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    NetworkLibrary.load();
    NetworkLibrary.awaitLoad();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("http-")) {
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }
}
