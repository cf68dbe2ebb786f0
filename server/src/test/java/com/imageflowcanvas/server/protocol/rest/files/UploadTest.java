package com.imageflowcanvas.server.protocol.rest.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server does with uploads that are not as they should be. */
@ExtendWith(WithServer.class)
class UploadTest {
  private static final byte[] PHOTO = Images.jpeg(64, 48);

  /**
   * More than is held in memory of a body, or of a form whose length is not known; less than the
   * limit.
   */
  private static final byte[] LARGE = Arrays.copyOf(PHOTO, 1_500_000);

  private final TestServer server;
  private final TestClient operator;
  private final Path temporary;

  UploadTest(TestServer server) {
    this.server = server;
    operator = server.as(Role.PIPELINE_OPERATOR);
    temporary = server.data().resolve("tmp");
  }

  @Test
  void checksumThatTheSenderGivesIsChecked() {
    String right = Sha256.of(PHOTO);
    String wrong = "0".repeat(64);
    Part photo = Part.file("file", "a.jpg", PHOTO);

    assertThat(operator.form("/v1/files", List.of(photo, Part.field("sha256", right))).status())
        .isEqualTo(201);
    assertThat(operator.form("/v1/files", List.of(photo, Part.field("sha256", wrong))).pointers())
        .containsExactly("/sha256");
    assertThat(operator.form("/v1/files", List.of(photo, Part.field("sha256", "x"))).pointers())
        .containsExactly("/sha256");
    assertThat(body(PHOTO, "?sha256=" + right).status()).isEqualTo(201);
    assertThat(body(PHOTO, "?sha256=" + wrong).pointers()).containsExactly("/sha256");
    assertThat(body(PHOTO, "", "Content-Digest", digest(right)).status()).isEqualTo(201);
    assertThat(body(PHOTO, "", "Repr-Digest", "sha-512=:AA==:, " + digest(right)).status())
        .isEqualTo(201);
    assertThat(body(PHOTO, "", "Content-Digest", digest(wrong)).pointers())
        .containsExactly("/sha256");
    assertThat(body(PHOTO, "?sha256=" + right, "Content-Digest", digest(wrong)).pointers())
        .containsExactly("/sha256");
    assertThat(body(PHOTO, "", "Content-Digest", "sha-256=abc").pointers())
        .containsExactly("/Content-Digest");
    assertThat(body(PHOTO, "", "Content-Digest", "sha-256=:AA==:").pointers())
        .containsExactly("/Content-Digest");
  }

  @Test
  void largeBodyPassesThroughTheDiskAndLeavesNothingThere() throws IOException {
    Answer kept = body(LARGE, "");

    assertThat(kept.status()).isEqualTo(201);
    assertThat(kept.json().path("sha256").asString()).isEqualTo(Sha256.of(LARGE));
    assertThat(operator.get(kept.header("Location").orElseThrow()).body()).isEqualTo(LARGE);
    assertThat(body(new byte[3 << 20], "").code()).isEqualTo("TOO_LARGE");
    assertThat(body(new byte[1_500_000], "").code()).isEqualTo("IMAGE_NOT_RECOGNIZED");
    assertThat(leftInTemporary()).isEmpty();
  }

  @Test
  void uploadThatBreaksOffLeavesNothing() throws IOException {
    Set<String> before = objects();
    for (String type : List.of("image/jpeg", "multipart/form-data; boundary=q")) {
      breakOff(type);
    }

    assertThat(leftInTemporary()).isEmpty();
    assertThat(objects()).isEqualTo(before);
  }

  @Test
  void uploadThatCannotBePutAsideAsksToComeBackLater() throws IOException {
    Set<String> before = objects();
    withoutTemporaryFolder(
        () -> {
          for (Answer answer :
              List.of(
                  body(LARGE, ""),
                  operator.chunkedForm("/v1/files", List.of(Part.file("file", "a.jpg", LARGE))),
                  operator.chunkedForm(
                      "/v1/executions",
                      List.of(
                          Part.field("pipeline_id", "edges"),
                          Part.file("input_files", "a.jpg", LARGE))),
                  server
                      .as(Role.ADMIN)
                      .chunkedForm("/v1/models", List.of(Part.file("file", "a.onnx", LARGE))))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("STORAGE_UNAVAILABLE");
            assertThat(answer.header("Retry-After")).contains("5");
          }
        });
    assertThat(objects()).isEqualTo(before);
    assertThat(body(LARGE, "").status()).isEqualTo(201);
  }

  @Test
  void formOfAPhotoIsNotPutAside() throws IOException {
    List<Part> form = List.of(Part.file("file", "a.jpg", LARGE));
    withoutTemporaryFolder(
        () -> assertThat(operator.form("/v1/files", form).status()).isEqualTo(201));
  }

  private void withoutTemporaryFolder(Runnable test) throws IOException {
    assertThat(leftInTemporary()).isEmpty();
    Files.delete(temporary);
    Files.writeString(temporary, "a file in the folder's place takes in nothing");
    try {
      test.run();
    } finally {
      Files.delete(temporary);
      Files.createDirectory(temporary);
    }
  }

  @Test
  void formThatIsBrokenIsTheSendersFault() {
    for (String form :
        List.of(
            "",
            "nothing of a form",
            "--q\r\n",
            "--q--\r\n",
            "--q\r\n\r\nabc\r\n--q--\r\n",
            "--q\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--q--\r\n",
            "--q\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nabc",
            "--q\r\nno header\r\n\r\nabc\r\n--q--\r\n")) {
      Answer answer =
          operator.postBytes(
              "/v1/files",
              form.getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              "multipart/form-data; boundary=q");
      assertThat(answer.status()).as(form + answer).isEqualTo(400);
    }
  }

  private void breakOff(String type) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", operator.port())) {
      String head =
          "POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + operator.token()
              + "\r\nContent-Type: "
              + type
              + "\r\nContent-Length: 1600000\r\n\r\n"
              + (type.startsWith("image/")
                  ? ""
                  : "--q\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(LARGE);
      socket.getOutputStream().flush();
    }
  }

  private Answer body(byte[] file, String query, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "image/jpeg";
    return operator.postBytes("/v1/files" + query, file, all);
  }

  private static String digest(String hex) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)) + ":";
  }

  /** The server clears up after it has answered, so it is given the time of some requests. */
  private List<Path> leftInTemporary() throws IOException {
    List<Path> left = List.of();
    for (int i = 0; i < 20_000; i++) {
      try (Stream<Path> files = Files.list(temporary)) {
        left = files.toList();
      }
      if (left.isEmpty()) {
        break;
      }
      operator.get("/v1/files?limit=1");
    }
    return left;
  }

  private Set<String> objects() {
    Set<String> keys = new TreeSet<>();
    server.bean(ObjectStore.class).forEach(object -> keys.add(object.key().value()));
    return keys;
  }
}
