package com.imageflowcanvas.it.openapi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

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
          "{}",
          "-0",
          "0x10",
          "\uff11\uff12",
          "\u007f\u0085",
          "a\u0000b",
          "\ufeffblur-faces",
          "2147483648",
          "*",
          ",");

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
          "\"\\udc00\\ud800\"",
          "-0",
          "-0.0",
          "1.0",
          "1e2",
          "1e-400",
          "2147483648",
          "-2147483649",
          "-9223372036854775809",
          "-Infinity",
          "[1,\"a\",null,{}]",
          "{\"a\":1,\"a\":2}",
          "[".repeat(70) + "]".repeat(70),
          "\"" + "x".repeat(20_000) + "\"");

  /** Bytes where a text is expected, with their quotation marks. */
  private static final List<byte[]> RAW =
      List.of(
          quoted(0xc0, 0xaf), // a slash, too long
          quoted(0xed, 0xa0, 0x80), // half a character
          quoted(0xf4, 0x90, 0x80, 0x80), // behind the last character
          quoted(0xff, 0xfe),
          quoted(0xc3), // cut
          quoted(0x00),
          quoted(0xef, 0xbb, 0xbf));

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

  static List<String> texts() {
    return TEXTS;
  }

  /** All that can stand where a JSON value is expected, and some that cannot. */
  static List<byte[]> jsonValues() {
    List<byte[]> all = new ArrayList<>(RAW);
    VALUES.forEach(value -> all.add(bytes(value)));
    TEXTS.stream()
        .filter(text -> !text.matches("[\\w.{}\\[\\]-]{1,40}")) // what is odd in a URL only
        .forEach(text -> all.add(ApiDescription.JSON.writeValueAsBytes(text)));
    return all;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** As a header's value: anything but an end of line, which would end it. */
  static String headerValue(String text) {
    return text.replaceAll("[\r\n\u0000]", "?");
  }

  /** Percent-encoded, so that it is one value of a query or one segment of a path. */
  String inUrl() {
    String text = one(TEXTS);
    return random.nextInt(4) == 0 && text.startsWith("%") ? text : encoded(text);
  }

  String inHeader() {
    return headerValue(one(TEXTS));
  }

  /** Names of files that try to be something else. */
  static List<String> filenames() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "../../../../tmp/evil.jpg",
                "..\\\\evil.jpg",
                "/etc/passwd",
                "C:\\\\evil.jpg",
                "CON",
                ".",
                "..",
                "-rf",
                "x".repeat(5000),
                "a\\\"; name=\\\"pipeline_id",
                "\u202egpj.exe",
                "a%0d%0aX-Injected: 1.jpg"));
    TEXTS.forEach(text -> all.add(text.replaceAll("[\r\n\"]", "_")));
    return all;
  }

  String filename() {
    return one(filenames());
  }

  String text() {
    return one(TEXTS);
  }

  /** The JSON with one place spoiled. */
  byte[] spoiled(JsonNode valid) {
    return switch (random.nextInt(valid.isEmpty() ? 4 : 12)) {
      case 0 -> bytes(valid.toString().substring(0, random.nextInt(valid.toString().length())));
      case 1 -> withAMemberTwice(valid);
      case 2 -> bytes(valid + one(List.of(",", "}", "{}", "x", "/* */")));
      case 3 -> one(wholeBodies());
      case 4 -> bytes(one(JsonPlaces.withoutEach(valid)).toString());
      default -> withOnePlaceReplaced(valid);
    };
  }

  private byte[] withOnePlaceReplaced(JsonNode valid) {
    List<JsonPlaces.Place> places = JsonPlaces.of(valid);
    return places.isEmpty() ? one(jsonValues()) : one(places).with(one(jsonValues()));
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

  private static byte[] quoted(int... bytes) {
    byte[] text = new byte[bytes.length + 2];
    text[0] = '"';
    for (int i = 0; i < bytes.length; i++) {
      text[i + 1] = (byte) bytes[i];
    }
    text[bytes.length + 1] = '"';
    return text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
