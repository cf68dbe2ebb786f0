package com.imageflowcanvas.it.openapi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes good input bad. Repeats itself with the same seed. */
final class Nasty {
  /** Texts in places where a text, a number or an id is expected. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "null",
          "NaN",
          "-Infinity",
          "-1",
          "0",
          "1e400",
          "9223372036854775808",
          "99999999999999999999999999999999",
          "a".repeat(300),
          "a".repeat(5000),
          "../../../../etc/passwd",
          "..\\..\\windows",
          "%2e%2e%2f%2e%2e%2f",
          "%00",
          "a%0d%0aX-Injected:1",
          "'; DROP TABLE executions; --",
          "${jndi:ldap://127.0.0.1:1/x}",
          "<script>alert(1)</script>",
          "\u0000",
          "\r\nX-Injected: 1",
          "\u202e\u200b\ufeff",
          "e\u0301\u0327\u0489",
          "\ud83d\ude00\ud83c\udff3\ufe0f\u200d\ud83c\udf08",
          "\uffff",
          "日本語のとても長い名前".repeat(30),
          "00000000-0000-0000-0000-000000000000",
          "true",
          "[]",
          "{}");

  /** JSON values as they stand in a body. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1",
          "0.5",
          "1e308",
          "1e400",
          "-1e400",
          "1E-999999999",
          "9223372036854775807",
          "9223372036854775808",
          "123456789012345678901234567890",
          "NaN",
          "Infinity",
          "[]",
          "{}",
          "[null]",
          "[[[[[[[[[[]]]]]]]]]]",
          "{\"a\":{\"b\":{\"c\":[1,2,{}]}}}",
          "\"\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"" + "x".repeat(20_000) + "\"");

  private static final String HOLE = "\u0001hole\u0001";

  private final Random random;

  Nasty(long seed) {
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Percent-encoded, so that it is one value of a query or one segment of a path. */
  String inUrl() {
    String text = one(TEXTS);
    return random.nextInt(4) == 0 && text.startsWith("%")
        ? text
        : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A header's value with anything but an end of line in it. */
  String inHeader() {
    return one(TEXTS).replaceAll("[\r\n\u0000]", "?");
  }

  String text() {
    return one(TEXTS);
  }

  /** The JSON with one place spoiled. */
  byte[] spoiled(JsonNode valid) {
    return switch (random.nextInt(12)) {
      case 0 -> bytes(valid.toString().substring(0, random.nextInt(valid.toString().length())));
      case 1 -> withAMemberTwice(valid);
      case 2 -> bytes(valid + one(List.of(",", "}", "{}", "x", "/* */")));
      case 3 -> one(wholeBodies());
      default -> withOnePlaceReplaced(valid);
    };
  }

  private byte[] withOnePlaceReplaced(JsonNode valid) {
    JsonNode copy = valid.deepCopy();
    List<Runnable> places = new ArrayList<>();
    collect(copy, places);
    if (places.isEmpty()) {
      return bytes(one(VALUES));
    }
    one(places).run();
    String hole = '"' + HOLE.replace("\u0001", "\\u0001") + '"';
    String value =
        random.nextInt(3) == 0 ? ApiDescription.JSON.writeValueAsString(one(TEXTS)) : one(VALUES);
    return bytes(copy.toString().replace(hole, value));
  }

  /** Everything that can be replaced, removed or added. */
  private static void collect(JsonNode node, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        places.add(() -> object.put(name, HOLE));
        places.add(() -> object.remove(name));
        collect(object.path(name), places);
      }
      places.add(() -> object.put("no_such_member", HOLE));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(() -> array.set(index, HOLE));
        collect(array.get(i), places);
      }
      places.add(() -> array.add(HOLE));
    }
  }

  private byte[] withAMemberTwice(JsonNode valid) {
    String text = valid.toString();
    int brace = text.indexOf('{');
    return brace < 0
        ? bytes(text + text)
        : bytes(
            text.substring(0, brace + 1)
                + "\"name\":1,\"name\":2"
                + (text.startsWith("}", brace + 1) ? "" : ",")
                + text.substring(brace + 1));
  }

  private static List<byte[]> wholeBodies() {
    return List.of(
        new byte[0],
        bytes("null"),
        bytes("[]"),
        bytes("\"text\""),
        bytes("["),
        bytes("[".repeat(50_000)),
        bytes("{\"a\":".repeat(20_000)),
        bytes("\ufeff{}"),
        "{}".getBytes(StandardCharsets.UTF_16),
        new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'},
        new byte[] {0, 0, 0, 0},
        bytes("{'a':1}"),
        bytes("{\"a\":01}"),
        bytes("{\"" + "n".repeat(5_000) + "\":1}"),
        bytes("{\"a\":" + "9".repeat(5_000) + "}"),
        bytes(" ".repeat(1_100_000) + "{}"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
