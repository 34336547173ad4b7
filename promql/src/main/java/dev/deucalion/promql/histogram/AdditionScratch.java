package dev.deucalion.promql.histogram;

/**
 * Arrays that additions work in; holds nothing between them. Totals that one thread computes may
 * share it.
 */
public final class AdditionScratch {
  final BucketRow positive = new BucketRow();
  final BucketRow negative = new BucketRow();
  final BucketRow mapped = new BucketRow();
  final ZeroBucket zero = new ZeroBucket();
}
