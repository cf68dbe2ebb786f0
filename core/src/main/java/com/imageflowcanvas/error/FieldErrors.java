package com.imageflowcanvas.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gathers the wrong places of a request: keeps the first fifty and counts the others, so that a
 * request that is nothing but mistakes costs no more to answer than one with some. Not thread-safe.
 */
public final class FieldErrors implements Iterable<FieldError> {
  /** How many are kept, and told. */
  public static final int KEPT = 50;

  private final List<FieldError> kept = new ArrayList<>();
  private int count;

  /** All of them. */
  public static FieldErrors of(Collection<FieldError> errors) {
    return of(errors, errors.size());
  }

  /**
   * @param count how many there are, those that are not in the list included
   */
  public static FieldErrors of(Collection<FieldError> first, int count) {
    FieldErrors errors = new FieldErrors();
    first.stream().limit(KEPT).forEach(errors.kept::add);
    errors.count = count;
    return errors;
  }

  public void add(FieldError error) {
    if (count < KEPT) {
      kept.add(error);
    }
    count++;
  }

  /** Adds one that is put into words only if it is kept. */
  public void add(Supplier<FieldError> error) {
    if (count < KEPT) {
      kept.add(error.get());
    }
    count++;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The first of them. */
  public List<FieldError> kept() {
    return Collections.unmodifiableList(kept);
  }

  /** Over those that are kept. */
  @Override
  public Iterator<FieldError> iterator() {
    return kept().iterator();
  }
}
