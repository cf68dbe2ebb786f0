package com.imageflowcanvas.it.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** A multipart/form-data body, well made or not. */
final class Form {
  static final String BOUNDARY = "boundary0123456789";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final List<Part> parts = new ArrayList<>();

  /**
   * @param disposition what follows {@code form-data; }
   */
  private record Part(String disposition, byte[] content) {}

  Form field(String name, String value) {
    return raw("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  Form file(String name, String filename, byte[] content) {
    return raw("name=\"" + name + "\"; filename=\"" + filename + "\"", content);
  }

  private Form raw(String disposition, byte[] content) {
    parts.add(new Part(disposition, content));
    return this;
  }

  int size() {
    return parts.size();
  }

  /** The same form with other content in one part. */
  Form withContent(int part, byte[] content) {
    Form copy = copy();
    copy.parts.set(part, new Part(parts.get(part).disposition, content));
    return copy;
  }

  /** The same form with its files called otherwise. */
  Form withFilenames(String name) {
    return copy()
        .changed(
            part ->
                part.disposition.contains("filename=")
                    ? new Part(
                        part.disposition.replaceAll("filename=.*", "") + "filename=\"" + name + '"',
                        part.content)
                    : part);
  }

  private Form copy() {
    Form copy = new Form();
    copy.parts.addAll(parts);
    return copy;
  }

  byte[] body() {
    return body(BOUNDARY, "\r\n", true);
  }

  private byte[] body(String boundary, String end, boolean closed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Part part : parts) {
      write(
          out,
          "--"
              + boundary
              + end
              + "Content-Disposition: form-data; "
              + part.disposition
              + end
              + end);
      out.writeBytes(part.content);
      write(out, end);
    }
    write(out, closed ? "--" + boundary + "--" + end : "");
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(utf8(text));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A request with this form after something was done to it. */
  HttpRequestParts spoiled(HttpRequestParts request, Nasty nasty) {
    Form copy = copy();
    return switch (nasty.random().nextInt(16)) {
      case 0 -> request.withBody(TYPE, body("other", "\r\n", true));
      case 1 -> request.withBody(TYPE, body(BOUNDARY, "\r\n", false));
      case 2 -> request.withBody(TYPE, body(BOUNDARY, "\n", true));
      case 3 -> request.withBody("multipart/form-data", body());
      case 4 -> request.withBody("multipart/form-data; boundary=" + "b".repeat(300), body());
      case 5 -> request.withBody("multipart/form-data; boundary=\"\"", body());
      case 6 -> request.withBody("multipart/mixed; boundary=" + BOUNDARY, body());
      case 7 -> request.withBody(TYPE, new byte[0]);
      case 8 -> request.withBody(TYPE, cut(body(), nasty));
      case 9 -> request.withBody(TYPE, copy.field(nasty.text(), nasty.text()).body());
      case 10 -> request.withBody(TYPE, withFilenames(nasty.filename()).body());
      case 11 -> request.withBody(TYPE, copy.doubled(nasty).body());
      case 12 -> request.withBody(TYPE, copy.without(nasty).body());
      case 13 -> request.withBody(TYPE, copy.many().body());
      case 14 ->
          request.withBody(
              TYPE, withContent(nasty.random().nextInt(size()), utf8(nasty.text())).body());
      default -> request.withBody(TYPE, copy.odd(nasty).body());
    };
  }

  private static byte[] cut(byte[] body, Nasty nasty) {
    return Arrays.copyOf(body, nasty.random().nextInt(body.length));
  }

  private Form odd(Nasty nasty) {
    String odd =
        nasty.one(
            List.of(
                "",
                "name=",
                "name=\"",
                "name=x; name=y",
                "filename*=UTF-8''%E2%82%AC.jpg; name=\"input_files\"",
                "filename*=bad''%zz; name=\"file\"",
                "name=\"" + "n".repeat(5000) + "\"",
                "name=\"a\"\r\nContent-Transfer-Encoding: base64",
                "name=\"a\"\r\nContent-Type: multipart/mixed; boundary=x",
                "name=\"a\"\r\nX-Header: " + "h".repeat(20_000)));
    return raw(odd, nasty.text().getBytes(StandardCharsets.UTF_8));
  }

  private Form doubled(Nasty nasty) {
    parts.add(nasty.one(parts));
    return this;
  }

  private Form without(Nasty nasty) {
    parts.remove(nasty.random().nextInt(parts.size()));
    return this;
  }

  private Form many() {
    parts.addAll(Collections.nCopies(3_000, new Part("name=\"priority\"", new byte[0])));
    return this;
  }

  private Form changed(UnaryOperator<Part> change) {
    parts.replaceAll(change);
    return this;
  }
}
