package com.imageflowcanvas.it.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All places of a JSON value at which something else can be put. */
final class JsonPlaces {
  private static final String HOLE = "\u0001hole\u0001";
  private static final String WRITTEN = "\"\\u0001hole\\u0001\"";

  private JsonPlaces() {}

  /** Every member and element at every depth, and one more of each. */
  static List<Place> of(JsonNode root) {
    List<Place> places = new ArrayList<>();
    collect(root, "", root, places);
    return places;
  }

  /** The value without one member, for every member at every depth. */
  static List<JsonNode> withoutEach(JsonNode root) {
    List<JsonNode> all = new ArrayList<>();
    of(root).stream()
        .map(Place::pointer)
        .filter(pointer -> !root.at(pointer).isMissingNode())
        .forEach(
            pointer -> {
              int slash = pointer.lastIndexOf('/');
              JsonNode copy = root.deepCopy();
              if (copy.at(pointer.substring(0, slash)) instanceof ObjectNode object) {
                object.remove(pointer.substring(slash + 1));
                all.add(copy);
              }
            });
    return all;
  }

  private static void collect(JsonNode root, String at, JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              member -> {
                String place = at + "/" + member.getKey();
                places.add(
                    place(root, at, place, it -> ((ObjectNode) it).put(member.getKey(), HOLE)));
                collect(root, place, member.getValue(), places);
              });
      String more = at + "/no_such_member";
      places.add(place(root, at, more, it -> ((ObjectNode) it).put("no_such_member", HOLE)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        String place = at + "/" + i;
        places.add(place(root, at, place, it -> ((ArrayNode) it).set(index, HOLE)));
        collect(root, place, array.get(i), places);
      }
      places.add(place(root, at, at + "/-", it -> ((ArrayNode) it).add(HOLE)));
    }
  }

  private static Place place(JsonNode root, String parent, String at, Consumer<JsonNode> hole) {
    JsonNode copy = root.deepCopy();
    hole.accept(copy.at(parent));
    return new Place(at, copy.toString());
  }

  /**
   * @param pointer to the place
   * @param text of the whole value, with a hole there
   */
  record Place(String pointer, String text) {
    byte[] with(byte[] value) {
      int hole = text.indexOf(WRITTEN);
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(text.substring(0, hole).getBytes(StandardCharsets.UTF_8));
      whole.writeBytes(value);
      whole.writeBytes(text.substring(hole + WRITTEN.length()).getBytes(StandardCharsets.UTF_8));
      return whole.toByteArray();
    }
  }
}
