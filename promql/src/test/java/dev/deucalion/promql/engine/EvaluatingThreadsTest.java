package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluatingThreadsTest {
  private final EvaluatingThreads threads = new EvaluatingThreads();

  @Test
  void anEvaluationIsInterruptedUntilItEnds() {
    EvaluatingThreads.Evaluation evaluation = threads.begin();
    assertThat(evaluation.isCanceled()).isFalse();
    evaluation.cancel();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(evaluation.isCanceled()).isTrue();
    assertThat(evaluation.end()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whatHasEndedIsNotInterrupted() {
    EvaluatingThreads.Evaluation evaluation = threads.begin();
    assertThat(evaluation.end()).isFalse();
    evaluation.cancel();
    threads.close();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(evaluation.end()).isFalse();
  }

  @Test
  void anInterruptOfSomebodyElseIsLeft() {
    EvaluatingThreads.Evaluation evaluation = threads.begin();
    Thread.currentThread().interrupt();
    assertThat(evaluation.end()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theEndCancelsWhatRunsAndWhatBegins() {
    EvaluatingThreads.Evaluation running = threads.begin();
    threads.close();
    assertThat(running.end()).isTrue();
    EvaluatingThreads.Evaluation late = threads.begin();
    assertThat(late.isCanceled()).isTrue();
    assertThat(late.end()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
