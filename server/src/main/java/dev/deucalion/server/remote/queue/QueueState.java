package dev.deucalion.server.remote.queue;

import java.util.concurrent.atomic.AtomicLong;

/** What the threads of a queue share. Safe for many threads. */
final class QueueState {
  /** Time between two looks at the number of shards. */
  static final long TICK_MS = 10_000;

  private static final double TICK_SECONDS = TICK_MS / 1e3;

  final QueueCounters counters = new QueueCounters();
  final EventRate out = new EventRate(TICK_SECONDS);
  final EventRate dropped = new EventRate(TICK_SECONDS);
  final EventRate busyNanos = new EventRate(TICK_SECONDS);

  /** No more of the log is read than there is now. */
  final StopSignal ending = new StopSignal();

  /** Nothing more is sent. */
  final StopSignal aborted = new StopSignal();

  /** When the last request was taken or refused for good. */
  final AtomicLong lastSendMs = new AtomicLong();

  /** The number of shards stays until then, since the other end asks to wait. */
  final AtomicLong shardsStayUntilMs = new AtomicLong();
}
