package dev.deucalion.http.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the network library, which take most of the time until a server listens. They are
 * loaded once in a process, so whether somebody does is known to all of it.
 */
final class NetworkLibrary {
  private static volatile @Nullable FutureTask<?> loading;

  private NetworkLibrary() {}

  /** What loads all that a server needs before its first connection, for another thread to run. */
  static Runnable loading() {
    FutureTask<?> task = new FutureTask<>(NetworkLibrary::registerOnce, null);
    loading = task;
    return task;
  }

  /**
   * Lets {@link #loading} end first where somebody has asked for it: two threads that initialize
   * classes which need one another could wait for each other for ever.
   */
  static void awaitLoaded() {
    FutureTask<?> task = loading;
    if (task == null) {
      return;
    }
    try {
      task.run(); // nothing, where another thread has begun
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // Whoever needs the library meets that too, and can say for what.
    }
  }

  /** Opens a socket as a server does, without an address. */
  private static void registerOnce() {
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
    try {
      ChannelInitializer<Channel> none =
          new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
              // Nobody can connect.
            }
          };
      new ServerBootstrap()
          .group(loops)
          .channelFactory(DirectServerSocket::new)
          .childHandler(none)
          .register()
          .syncUninterruptibly();
    } finally {
      Future<?> _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
