package com.imageflowcanvas.access;

/** Id of a user: a UUID as text. */
public record UserId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
