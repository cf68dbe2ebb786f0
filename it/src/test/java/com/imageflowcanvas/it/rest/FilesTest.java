package com.imageflowcanvas.it.rest;

import static com.imageflowcanvas.it.rest.ProblemAssert.assertProblem;
import static com.imageflowcanvas.it.rest.Requests.IMAGE;
import static com.imageflowcanvas.it.rest.Requests.upload;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.testkit.server.Api;
import com.imageflowcanvas.testkit.server.Images;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Files: contract 2.1 and 2.15. */
final class FilesTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer();

  private final Api api = SERVER.admin();

  @Test
  void uploadedFormIsTheSameWhenDownloaded() throws Exception {
    Api.Answer created =
        api.multipart("/v1/files", Map.of(), List.of(new Api.Part("file", "写真.png", IMAGE)));

    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    JsonNode file = created.json();
    String id = file.path("file_id").asString();
    assertThat(created.header("Location")).isEqualTo("/v1/files/" + id);
    assertThat(file.path("filename").asString()).isEqualTo("写真.png");
    // by content, not by name
    assertThat(file.path("content_type").asString()).isEqualTo("image/jpeg");
    assertThat(file.path("file_size").asInt()).isEqualTo(IMAGE.length);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(IMAGE);
    assertThat(file.path("sha256").asString()).isEqualTo(HexFormat.of().formatHex(hash));
    for (String path : List.of("/v1/files/" + id, "/api/v1/files/" + id, "/api/files/" + id)) {
      Api.Answer download = api.get(path);
      assertThat(download.body()).isEqualTo(IMAGE);
      assertThat(download.contentType()).isEqualTo("image/jpeg");
      assertThat(download.header("Content-Disposition"))
          .startsWith("attachment")
          .contains("%E5%86%99%E7%9C%9F.png");
    }
    assertThat(api.get("/v1/files/" + id + "/download?disposition=inline"))
        .satisfies(a -> assertThat(a.header("Content-Disposition")).startsWith("inline"));
  }

  @Test
  void bodyItselfCanBeTheFile() throws Exception {
    Api.Answer created =
        api.send(
            "POST", "/v1/files?filename=photo.jpg", Map.of("Content-Type", "image/jpeg"), IMAGE);

    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertThat(created.json().path("filename").asString()).isEqualTo("photo.jpg");
    assertThat(api.get(created.header("Location")).body()).isEqualTo(IMAGE);
  }

  @Test
  void partsOfAFileCanBeAskedFor() throws Exception {
    String path = "/v1/files/" + upload(api, IMAGE);
    int size = IMAGE.length;

    Api.Answer middle = ranged(path, "bytes=10-19");
    assertThat(middle.status()).isEqualTo(206);
    assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(IMAGE, 10, 20));
    assertThat(middle.header("Content-Range")).isEqualTo("bytes 10-19/" + size);
    assertThat(ranged(path, "bytes=100-").body()).isEqualTo(Arrays.copyOfRange(IMAGE, 100, size));
    assertThat(ranged(path, "bytes=-7").body())
        .isEqualTo(Arrays.copyOfRange(IMAGE, size - 7, size));
    assertThat(ranged(path, "bytes=0-999999999").body()).isEqualTo(IMAGE);
    assertThat(ranged(path, "bytes=5-2").status()).isEqualTo(200);
    assertThat(ranged(path, "lines=1-2").status()).isEqualTo(200);

    Api.Answer outside = ranged(path, "bytes=" + size + "-");
    assertProblem(outside, 416, "RANGE_NOT_SATISFIABLE");
    assertThat(outside.header("Content-Range")).isEqualTo("bytes */" + size);
  }

  @Test
  void unchangedFileIsNotSentAgain() throws Exception {
    String path = "/v1/files/" + upload(api, IMAGE);
    String tag = api.get(path).header("ETag");

    assertThat(with(path, "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(with(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    Api.Answer same =
        api.send("GET", path, Map.of("Range", "bytes=0-3", "If-Range", tag), new byte[0]);
    assertThat(same.status()).isEqualTo(206);
    Api.Answer other =
        api.send("GET", path, Map.of("Range", "bytes=0-3", "If-Range", "\"x\""), new byte[0]);
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void listIsFilteredAndDeletedFilesAreGone() throws Exception {
    SharedServer.User user = SERVER.user("pipeline_operator");
    String first = upload(user.api(), IMAGE);
    String second = upload(user.api(), Images.jpeg(20, 20));

    JsonNode listed = user.api().get("/v1/files?kind=upload&created_by=me").json();
    assertThat(Requests.texts(listed.path("items"), "file_id")).containsExactly(second, first);

    assertThat(user.api().delete("/v1/files/" + first).status()).isEqualTo(204);
    assertProblem(user.api().get("/v1/files/" + first), 404, "NOT_FOUND");
    assertProblem(user.api().get("/v1/files/" + first + "/download"), 404, "NOT_FOUND");
  }

  @Test
  void idsMatchExactly() throws Exception {
    String id = upload(api, IMAGE);

    for (String path :
        List.of(
            id.substring(0, 20),
            id.toUpperCase(Locale.ROOT) + "x",
            id + "%20",
            "..%2f" + id,
            "..%2f..%2fimageflow.db",
            id + "%00",
            "%2e%2e/%2e%2e/etc/passwd")) {
      Api.Answer answer = api.get("/v1/files/" + path);
      assertThat(answer.status()).as(path + " " + answer).isBetween(400, 499);
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  @Test
  void uploadThatIsNoImageIsRefused() throws Exception {
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);

    assertProblem(
        api.multipart("/v1/files", Map.of(), List.of(new Api.Part("file", "a.jpg", text))),
        415,
        "IMAGE_NOT_RECOGNIZED");
    assertProblem(
        api.send("POST", "/v1/files", Map.of("Content-Type", "text/plain"), text),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertThat(
            api.multipart(
                    "/v1/files",
                    Map.of(),
                    List.of(
                        new Api.Part("file", "a.jpg", IMAGE), new Api.Part("file", "b.jpg", IMAGE)))
                .status())
        .isEqualTo(400);
    assertThat(
            api.multipart("/v1/files", Map.of(), List.of(new Api.Part("photo", "a.jpg", IMAGE)))
                .status())
        .isEqualTo(400);
  }

  private Api.Answer ranged(String path, String range) throws Exception {
    return with(path, "Range", range);
  }

  private Api.Answer with(String path, String header, String value) throws Exception {
    return api.send("GET", path, Map.of(header, value), new byte[0]);
  }
}
