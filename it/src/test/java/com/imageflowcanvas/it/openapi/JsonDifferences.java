package com.imageflowcanvas.it.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Where two JSON values differ: large ones are not shown whole. */
final class JsonDifferences {
  private static final int SHOWN = 100;

  private JsonDifferences() {}

  /** A line for each smallest place; none when they are equal. */
  static List<String> between(JsonNode expected, JsonNode actual) {
    List<String> found = new ArrayList<>();
    collect("", expected, actual, found);
    return found;
  }

  private static void collect(String at, JsonNode expected, JsonNode actual, List<String> found) {
    if (expected.isObject() && actual.isObject()) {
      Set<String> names = new TreeSet<>(expected.propertyNames());
      names.addAll(actual.propertyNames());
      for (String name : names) {
        collect(at + "/" + name, expected.path(name), actual.path(name), found);
      }
    } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        collect(at + "/" + i, expected.get(i), actual.get(i), found);
      }
    } else if (!expected.equals(actual)) {
      found.add(at + ": " + shortened(actual) + " (expected: " + shortened(expected) + ")");
    }
  }

  private static String shortened(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
