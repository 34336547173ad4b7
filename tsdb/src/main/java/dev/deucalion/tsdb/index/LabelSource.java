package dev.deucalion.tsdb.index;

import org.roaringbitmap.RoaringBitmap;

/** The series that have one label, by its values. Values have numbers of the source's own. */
public interface LabelSource {
  /** For a number of a value: the series does not have the label. */
  int NO_VALUE = -1;

  /** Number of distinct values. */
  int valueCount();

  /** Series that have the label; not to be changed. */
  RoaringBitmap present();

  /** Series that have a value, none where nobody has it; not to be changed. */
  RoaringBitmap of(String value);

  /** Adds the series that have a value. */
  void addTo(RoaringBitmap target, String value);

  /** Adds the series of all values that a filter accepts, or of all that it refuses. */
  void addTo(RoaringBitmap target, ValueFilter filter, boolean accepted);

  /** The number of the value that a series has, or {@link #NO_VALUE}. */
  int valueOf(int id);

  /** The value of a number. */
  String value(int number);
}
