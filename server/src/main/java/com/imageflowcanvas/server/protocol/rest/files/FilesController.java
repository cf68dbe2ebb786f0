package com.imageflowcanvas.server.protocol.rest.files;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.FileId;
import com.imageflowcanvas.file.FileService;
import com.imageflowcanvas.file.FileStore;
import com.imageflowcanvas.file.StoredFile;
import com.imageflowcanvas.file.Upload;
import com.imageflowcanvas.server.config.DataFolder;
import com.imageflowcanvas.server.json.OutputFileJson;
import com.imageflowcanvas.server.protocol.rest.MultipartForm;
import com.imageflowcanvas.server.protocol.rest.Page;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import com.imageflowcanvas.server.security.SignedLinks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files: uploaded, listed, downloaded, deleted. */
@RestController
@RequestMapping("/v1/files")
@Tag(name = "Files")
public final class FilesController {
  private final FileService files;
  private final FileDownload download;
  private final SignedLinks links;
  private final Path temporary;
  private final Clock clock;

  FilesController(FileService files, SignedLinks links, DataFolder data, Clock clock) {
    this.files = files;
    this.temporary = data.temporary();
    this.links = links;
    this.clock = clock;
    this.download = new FileDownload(files);
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(
      summary = "Upload an image",
      description =
          "As a form, or as the body itself with its content type. What it is goes by its content.",
      operationId = "createFile",
      parameters = {
        @Parameter(
            name = "filename",
            in = ParameterIn.QUERY,
            description = "name of a body; else that of its Content-Disposition",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "sha256",
            in = ParameterIn.QUERY,
            description =
                "what a body must hash to, hex; Content-Digest: sha-256=:…: says the same",
            schema = @Schema(type = "string"))
      },
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                    schema = @Schema(implementation = FileForm.class)),
                @Content(
                    mediaType = "image/*",
                    schema = @Schema(type = "string", format = "binary")),
                @Content(
                    mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @ApiResponse(
      responseCode = "201",
      headers = {
        @Header(name = "Location", schema = @Schema(type = "string")),
        @Header(
            name = "Idempotency-Replayed",
            description = "true where this is the answer to an earlier request of the same key",
            schema = @Schema(type = "string"))
      })
  ResponseEntity<FileJson> uploadForm(
      Caller caller,
      HttpServletRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
    caller.require(Role.PIPELINE_OPERATOR);
    MultipartForm form = MultipartForm.read(request, Set.of("file", "sha256"));
    List<Upload> uploads = form.files("file");
    if (uploads.size() != 1) {
      throw PageRequest.wrong("file", uploads.size() + " files", "one");
    }
    Optional<String> sha256 = ClientChecksum.ofField(form.text("sha256"));
    Upload file = uploads.getFirst();
    return keep(
        caller,
        new Upload(file.filename(), file.sizeBytes(), sha256, file.content()),
        idempotencyKey);
  }

  @PostMapping(consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
  @Operation(hidden = true)
  ResponseEntity<FileJson> uploadBody(
      Caller caller,
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String filename,
      @RequestParam(required = false) @Nullable String sha256,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
    caller.require(Role.PIPELINE_OPERATOR);
    String name = filename == null ? filename(request) : filename;
    Optional<String> checksum = ClientChecksum.ofBody(request, Optional.ofNullable(sha256));
    long limit = files.imageLimits().bytes();
    try (ReceivedBody body = ReceivedBody.of(request, limit, temporary)) {
      return keep(caller, new Upload(name, body.size(), checksum, body::open), idempotencyKey);
    }
  }

  @GetMapping
  @Operation(
      summary = "List files, newest first",
      description = "Uploads, images of executions, and results.",
      operationId = "listFiles")
  Page<FileJson> list(
      Caller caller,
      @Parameter(schema = @Schema(allowableValues = {"upload", "input", "output"}))
          @RequestParam(required = false)
          @Nullable String kind,
      @RequestParam(name = "created_by", required = false) @Nullable String createdBy,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    FileStore.FilePage found =
        files.list(
            new FileStore.FileQuery(
                Optional.ofNullable(createdBy)
                    .map(user -> user.equals("me") ? caller.id() : new UserId(user)),
                Optional.ofNullable(kind).map(FilesController::kind),
                page.cursor(),
                page.limit()));
    return Page.of(found.files(), FileJson::of, found.next());
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "Download a file",
      description = "The same as /v1/files/{id}/download.",
      operationId = "getFile")
  @DownloadAnswers
  void get(
      @PathVariable String id,
      @Parameter(schema = @Schema(allowableValues = {"attachment", "inline"}))
          @RequestParam(required = false, defaultValue = "attachment")
          String disposition,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    download(id, disposition, request, response);
  }

  @GetMapping("/{id}/download")
  @Operation(
      summary = "Download a file",
      description =
          "Understands Range, If-Range and conditional requests. A link of POST"
              + " /v1/files/{id}/link needs no token.",
      operationId = "downloadFile")
  @DownloadAnswers
  void download(
      @PathVariable String id,
      @Parameter(schema = @Schema(allowableValues = {"attachment", "inline"}))
          @RequestParam(required = false, defaultValue = "attachment")
          String disposition,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!disposition.equals("attachment") && !disposition.equals("inline")) {
      throw PageRequest.wrong("disposition", disposition, "attachment, inline");
    }
    download.send(find(id), disposition.equals("inline"), request, response);
  }

  @GetMapping("/{id}/metadata")
  @Operation(
      summary = "Read what is known of a file",
      description = "Type, size, digest, and for a result how it came to be.",
      operationId = "getFileMetadata")
  FileJson metadata(@PathVariable String id) {
    return FileJson.of(find(id));
  }

  @PostMapping("/{id}/link")
  @Operation(
      summary = "Make a link that opens without a token",
      description = "For img elements and new tabs: this one file, for five minutes.",
      operationId = "createFileLink")
  LinkJson link(Caller caller, @PathVariable String id) {
    caller.require(Role.VIEWER);
    FileId file = find(id).id();
    // read before signing, so that the link never ends before we say so
    Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(SignedLinks.LIFETIME);
    String url = OutputFileJson.downloadUrl(file) + "?disposition=inline&access=";
    return new LinkJson(url + links.sign(file), end);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Delete a file",
      description = "Refused while an execution that has not ended reads it.",
      operationId = "deleteFile")
  void delete(Caller caller, @PathVariable String id) {
    files.delete(caller, find(id).id());
  }

  private ResponseEntity<FileJson> keep(
      Caller caller, Upload upload, @Nullable String idempotencyKey) {
    FileService.Kept kept = files.keep(caller, upload, Optional.ofNullable(idempotencyKey));
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.created(URI.create("/v1/files/" + kept.file().id()));
    if (kept.repeated()) {
      answer.header("Idempotency-Replayed", "true");
    }
    return answer.body(FileJson.of(kept.file()));
  }

  private StoredFile find(String id) {
    if (!FileId.isValid(id)) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "no such file");
    }
    return files.find(new FileId(id));
  }

  private static StoredFile.Kind kind(String name) {
    return switch (name) {
      case "upload" -> StoredFile.Kind.UPLOAD;
      case "input" -> StoredFile.Kind.INPUT;
      case "output" -> StoredFile.Kind.OUTPUT;
      default -> throw PageRequest.wrong("kind", name, "upload, input, output");
    };
  }

  /** What a raw body calls itself. */
  private static String filename(HttpServletRequest request) {
    @Nullable String header = request.getHeader(HttpHeaders.CONTENT_DISPOSITION);
    try {
      @Nullable String name =
          header == null ? null : ContentDisposition.parse(header).getFilename();
      return name == null ? "" : name;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** A link that opens without a token. */
  @Schema(name = "FileLink")
  record LinkJson(
      @Schema(example = "/v1/files/{file_id}/download?disposition=inline&access=…") String url,
      @Schema(description = "when it stops to open") Instant expiresAt) {}

  /** The multipart form of an upload, as clients are told it. */
  @Schema(name = "FileForm")
  record FileForm(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              type = "string",
              format = "binary",
              description = "the image")
          byte[] file,
      @Schema(description = "what the image must hash to, hex") @Nullable String sha256) {}
}
