package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;

/**
 * What one group of an aggregation has come to at each step. Series are added in the order of the
 * input, which matters for the last bits of sums.
 */
interface GroupAccumulator {
  /**
   * Adds a stretch of a series: some words of its steps. The stretches of a series are added in
   * their order, before another series is.
   *
   * @param labels of the series, for texts
   * @param series stays the caller's
   * @param fromWord the first word
   * @param toWord the word behind the last one
   * @return how many samples more the group holds now
   */
  int add(Labels labels, Column series, int fromWord, int toWord);

  /**
   * Gives the result of a stretch at steps where the group had a value. Called once for each, in
   * their order, after all series.
   *
   * @param out has nothing at the steps of the stretch
   */
  void finish(Column out, int fromWord, int toWord);
}
