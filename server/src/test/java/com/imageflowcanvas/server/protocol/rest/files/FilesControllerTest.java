package com.imageflowcanvas.server.protocol.rest.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.Sha256;
import com.imageflowcanvas.server.running.Answer;
import com.imageflowcanvas.server.running.Part;
import com.imageflowcanvas.server.running.TestClient;
import com.imageflowcanvas.server.running.TestServer;
import com.imageflowcanvas.server.running.WithServer;
import com.imageflowcanvas.testkit.server.Images;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(WithServer.class)
class FilesControllerTest {
  private static final byte[] PHOTO = Images.jpeg(64, 48);

  private final TestServer server;
  private final TestClient operator;
  private final TestClient creator;
  private final TestClient viewer;
  private final TestClient anonymous;

  FilesControllerTest(TestServer server) {
    this.server = server;
    operator = server.as(Role.PIPELINE_OPERATOR);
    creator = server.as(Role.PIPELINE_CREATOR);
    viewer = server.as(Role.VIEWER);
    anonymous = server.anonymous();
  }

  @Test
  void uploadedFormIsDownloadedAsItCame() {
    Answer created = operator.form("/v1/files", List.of(Part.file("file", "猫 photo.png", PHOTO)));
    JsonNode file = created.json();
    String id = file.path("file_id").asString();
    Answer download = viewer.get("/v1/files/" + id);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).contains("/v1/files/" + id);
    assertThat(file.path("content_type").asString()).isEqualTo("image/jpeg");
    assertThat(file.path("kind").asString()).isEqualTo("upload");
    assertThat(file.path("sha256").asString()).isEqualTo(Sha256.of(PHOTO));
    assertThat(download.body()).isEqualTo(PHOTO);
    assertThat(download.header("Content-Type")).contains("image/jpeg");
    assertThat(download.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(download.header("ETag")).contains("\"" + Sha256.of(PHOTO) + "\"");
    assertThat(download.header("Content-Disposition").orElse(""))
        .startsWith("attachment")
        .contains("filename*=UTF-8''%E7%8C%AB%20photo.png");
    assertThat(viewer.get("/v1/files/" + id + "/metadata").json()).isEqualTo(file);
  }

  @Test
  void rawBodyIsAnUploadToo() {
    Answer byQuery =
        operator.postBytes("/v1/files?filename=a.jpg", PHOTO, "Content-Type", "image/jpeg");
    Answer byHeader =
        operator.postBytes(
            "/v1/files",
            PHOTO,
            "Content-Type",
            "application/octet-stream",
            "Content-Disposition",
            "attachment; filename=\"b.jpg\"");

    assertThat(byQuery.json().path("filename").asString()).isEqualTo("a.jpg");
    assertThat(byHeader.json().path("filename").asString()).isEqualTo("b.jpg");
    assertThat(operator.postBytes("/v1/files", PHOTO, "Content-Type", "text/plain").code())
        .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void whatIsNoImageOrTooLargeIsRefused() {
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);

    assertThat(operator.form("/v1/files", List.of(Part.file("file", "a.jpg", text))).code())
        .isEqualTo("IMAGE_NOT_RECOGNIZED");
    assertThat(
            operator.form("/v1/files", List.of(Part.file("file", "a", new byte[3 << 20]))).code())
        .isEqualTo("TOO_LARGE");
    assertThat(operator.form("/v1/files", List.of(Part.field("other", "x"))).pointers())
        .containsExactly("/other");
    assertThat(operator.form("/v1/files", List.of()).status()).isEqualTo(400);
    assertThat(viewer.form("/v1/files", List.of(Part.file("file", "a.jpg", PHOTO))).code())
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void dangerousNamesBecomeHarmless() {
    String id = upload("../../etc/pass\r\nwd<x>.jpg");
    Answer download = viewer.get("/v1/files/" + id);

    assertThat(download.status()).isEqualTo(200);
    assertThat(viewer.get("/v1/files/" + id + "/metadata").json().path("filename").asString())
        .doesNotContain("/", "\\", "\r", "\n", "<");
  }

  @Test
  void partsOfAFileCanBeAskedFor() {
    String path = "/v1/files/" + upload("range.jpg") + "/download";
    int size = PHOTO.length;

    Answer middle = viewer.get(path, "Range", "bytes=10-19");
    assertThat(middle.status()).isEqualTo(206);
    assertThat(middle.header("Content-Range")).contains("bytes 10-19/" + size);
    assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(PHOTO, 10, 20));
    assertThat(viewer.get(path, "Range", "bytes=100-").body())
        .isEqualTo(Arrays.copyOfRange(PHOTO, 100, size));
    assertThat(viewer.get(path, "Range", "bytes=-7").body())
        .isEqualTo(Arrays.copyOfRange(PHOTO, size - 7, size));
    Answer beyond = viewer.get(path, "Range", "bytes=" + size + "-");
    assertThat(beyond.code()).isEqualTo("RANGE_NOT_SATISFIABLE");
    assertThat(beyond.header("Content-Range")).contains("bytes */" + size);
    assertThat(viewer.get(path, "Range", "bytes=0-1,5-6").status()).isEqualTo(200);
    assertThat(viewer.get(path, "Range", "lines=1-2").body()).isEqualTo(PHOTO);
  }

  @Test
  void unchangedFileIsNotSentAgain() {
    String path = "/v1/files/" + upload("same.jpg");
    Answer first = viewer.get(path);
    String tag = first.header("ETag").orElseThrow();
    String modified = first.header("Last-Modified").orElseThrow();

    assertThat(viewer.get(path, "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(viewer.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    assertThat(viewer.get(path, "If-Modified-Since", modified).status()).isEqualTo(304);
    assertThat(viewer.get(path, "Range", "bytes=0-1", "If-Range", tag).status()).isEqualTo(206);
    assertThat(viewer.get(path, "Range", "bytes=0-1", "If-Range", modified).status())
        .isEqualTo(206);
    assertThat(viewer.get(path, "Range", "bytes=0-1", "If-Range", "\"other\"").status())
        .isEqualTo(200);
  }

  @Test
  void conditionsOfOtherKindsAreKeptToo() {
    String path = "/v1/files/" + upload("conditions.jpg");
    String tag = viewer.get(path).header("ETag").orElseThrow();
    String old = "Mon, 01 Jan 2001 00:00:00 GMT";

    assertThat(viewer.get(path, "If-Match", tag).status()).isEqualTo(200);
    assertThat(viewer.get(path, "If-Match", "*").status()).isEqualTo(200);
    Answer other = viewer.get(path, "If-Match", "\"other\"");
    assertThat(other.status()).isEqualTo(412);
    assertThat(other.code()).isEqualTo("VERSION_MISMATCH");
    assertThat(viewer.get(path, "If-Match", "W/" + tag).status()).isEqualTo(412);
    assertThat(viewer.get(path, "If-Unmodified-Since", old).code()).isEqualTo("VERSION_MISMATCH");
    assertThat(viewer.get(path, "If-None-Match", "*").status()).isEqualTo(304);
    assertThat(viewer.get(path, "If-None-Match", "\"other\", W/" + tag).status()).isEqualTo(304);
    assertThat(viewer.get(path, "If-None-Match", tag, "If-Modified-Since", old).status())
        .isEqualTo(304);
    assertThat(viewer.get(path, "If-Modified-Since", old).status()).isEqualTo(200);
    assertThat(viewer.get(path, "If-Modified-Since", "yesterday").status()).isEqualTo(200);
    assertThat(viewer.get(path, "Range", "bytes=0-1", "If-Range", "W/" + tag).status())
        .isEqualTo(200);
    assertThat(viewer.get(path, "Range", "bytes=0-1", "If-Range", "yesterday").status())
        .isEqualTo(200);
  }

  @Test
  void fileWithoutItsBytesIsNotFoundAndSaysNothingOfThem() {
    String id = upload("lost.jpg");
    server.bean(ObjectStore.class).delete(ObjectKey.of(new FileId(id)));

    Answer lost = viewer.get("/v1/files/" + id, "Range", "bytes=0-1");
    assertThat(lost.code()).isEqualTo("NOT_FOUND");
    for (String name : List.of("Content-Range", "Content-Disposition", "ETag", "Repr-Digest")) {
      assertThat(lost.header(name)).as(name).isEmpty();
    }
    assertThat(viewer.head("/v1/files/" + id).status()).isEqualTo(404);
  }

  @Test
  void headTellsWithoutSending() {
    String path = "/v1/files/" + upload("head.jpg");
    Answer head = viewer.head(path);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).contains(Integer.toString(PHOTO.length));
    assertThat(head.body()).isEmpty();
    Answer ranged = viewer.head(path, "Range", "bytes=0-1");
    assertThat(ranged.status()).isEqualTo(200);
    assertThat(ranged.header("Content-Length")).contains(Integer.toString(PHOTO.length));
  }

  @Test
  void signedLinkOpensThisOneFileWithoutAToken() {
    String id = upload("linked.jpg");
    String other = upload("other.jpg");
    Answer link = viewer.postBytes("/v1/files/" + id + "/link", new byte[0]);
    String url = link.json().path("url").asString();

    assertThat(link.status()).isEqualTo(200);
    Answer opened = anonymous.get(url);
    assertThat(opened.body()).isEqualTo(PHOTO);
    assertThat(opened.header("Content-Disposition").orElse("")).startsWith("inline");
    Answer refused = anonymous.get(url.replace(id, other));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("detail").asString()).startsWith("access: ");
    assertThat(anonymous.get("/v1/files/" + id).status()).isEqualTo(401);
    assertThat(anonymous.delete(url).status()).isEqualTo(401);
  }

  @Test
  void sameKeyMakesOneFile() {
    Part photo = Part.file("file", "a.jpg", PHOTO);
    Answer first = operator.form("/v1/files", List.of(photo), "Idempotency-Key", "f1");
    Answer again = operator.form("/v1/files", List.of(photo), "Idempotency-Key", "f1");
    Answer other =
        operator.form(
            "/v1/files",
            List.of(Part.file("file", "a.jpg", Images.jpeg(8, 8))),
            "Idempotency-Key",
            "f1");

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    assertThat(other.code()).isEqualTo("IDEMPOTENCY_MISMATCH");
  }

  @Test
  void onlyTheOwnerDeletes() {
    String id = upload("mine.jpg");

    assertThat(creator.delete("/v1/files/" + id).code()).isEqualTo("FORBIDDEN");
    assertThat(operator.delete("/v1/files/" + id).status()).isEqualTo(204);
    assertThat(operator.get("/v1/files/" + id).code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void listIsFilteredAndPaged() {
    String first = upload("listed-1.jpg");
    String second = upload("listed-2.jpg");
    JsonNode page = operator.get("/v1/files?kind=upload&created_by=me&limit=1").json();
    String cursor = page.path("next_cursor").asString();

    assertThat(page.path("items").findValuesAsString("file_id")).containsExactly(second);
    assertThat(
            operator
                .get("/v1/files?kind=upload&created_by=me&limit=1&cursor=" + cursor)
                .json()
                .path("items")
                .findValuesAsString("file_id"))
        .containsExactly(first);
    assertThat(operator.get("/v1/files?kind=photo").pointers()).containsExactly("/kind");
  }

  @Test
  void pathsLeadNowhereElse() {
    assertThat(viewer.get("/v1/files/..%2f..%2fetc%2fpasswd").status()).isBetween(400, 499);
    assertThat(viewer.get("/v1/files/%2e%2e").status()).isBetween(400, 499);
    assertThat(viewer.get("/v1/files/a.b").code()).isEqualTo("NOT_FOUND");
    assertThat(viewer.get("/v1/files/" + upload("x.jpg") + "?disposition=x").pointers())
        .containsExactly("/disposition");
  }

  @Test
  void nothingTemporaryIsLeftBehind() throws IOException {
    byte[] large = new byte[1_500_000];
    System.arraycopy(PHOTO, 0, large, 0, PHOTO.length);
    operator.form("/v1/files", List.of(Part.file("file", "large.jpg", large)));
    operator.form("/v1/files", List.of(Part.file("wrong", "large.jpg", large)));
    viewer.form("/v1/files", List.of(Part.file("file", "large.jpg", large)));
    // the server clears up after it has answered
    Path temporary = server.data().resolve("tmp");
    for (int i = 0; i < 20_000 && count(temporary) > 0; i++) {
      viewer.get("/v1/files?limit=1");
    }

    assertThat(count(temporary)).isZero();
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private String upload(String name) {
    return operator
        .postBytes(
            "/v1/files?filename=" + URLEncoder.encode(name, StandardCharsets.UTF_8),
            PHOTO,
            "Content-Type",
            "image/jpeg")
        .json()
        .path("file_id")
        .asString();
  }
}
