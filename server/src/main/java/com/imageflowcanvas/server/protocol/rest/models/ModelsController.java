package com.imageflowcanvas.server.protocol.rest.models;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Upload;
import com.imageflowcanvas.model.ModelInfo;
import com.imageflowcanvas.model.ModelName;
import com.imageflowcanvas.model.ModelService;
import com.imageflowcanvas.server.protocol.rest.MultipartForm;
import com.imageflowcanvas.server.protocol.rest.Page;
import com.imageflowcanvas.server.protocol.rest.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Models: listed by everybody; added, removed and named by admins. */
@RestController
@RequestMapping("/v1/models")
@Tag(name = "Models")
public final class ModelsController {
  private final ModelService models;

  ModelsController(ModelService models) {
    this.models = models;
  }

  @GetMapping
  @Operation(
      summary = "List the models that can be used",
      description = "Installed and built-in ones, with their aliases.",
      operationId = "listModels")
  Page<ModelJson> list() {
    return new Page<>(models.list().stream().map(this::told).toList(), null);
  }

  @GetMapping("/{name}")
  @Operation(
      summary = "Read a model, by its name or an alias",
      description = "What it can tell apart, and the size of its input.",
      operationId = "getModel")
  ModelJson get(@PathVariable String name) {
    return told(models.find(existing(name)));
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(
      summary = "Install a model",
      description =
          "An ONNX file in a form; or as JSON the URL of one. It is loaded and run once before it"
              + " is installed. Admins only.",
      operationId = "createModel",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = ModelForm.class))))
  @ApiResponse(responseCode = "201", headers = @Header(name = "Location"))
  ResponseEntity<ModelJson> add(Caller caller, HttpServletRequest request) throws IOException {
    caller.require(Role.ADMIN);
    MultipartForm form = MultipartForm.read(request, Set.of("file", "name", "sha256"));
    List<Upload> uploads = form.files("file");
    if (uploads.size() != 1) {
      throw PageRequest.wrong("file", uploads.size() + " files", "one");
    }
    Upload upload = uploads.getFirst();
    ModelName name = ModelRequest.name(form.text("name"), upload.filename());
    try (InputStream content = upload.content().open()) {
      return created(models.add(caller, name, content, ModelRequest.checksum(form.text("sha256"))));
    }
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(operationId = "createModel")
  @ApiResponse(responseCode = "201", headers = @Header(name = "Location"))
  ResponseEntity<ModelJson> fetch(Caller caller, @RequestBody ModelRequest request) {
    caller.require(Role.ADMIN);
    return created(models.fetch(caller, request.toName(), request.toUri(), request.checksum()));
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Remove a model and its aliases",
      description =
          "Refused while a pipeline names it, or an execution waits or runs with it. Admins only.",
      operationId = "deleteModel")
  void remove(Caller caller, @PathVariable String name) {
    models.remove(caller, existing(name));
  }

  @PutMapping("/aliases/{alias}")
  @Operation(
      summary = "Let a name stand for a model",
      description = "Admins only.",
      operationId = "putModelAlias")
  ModelJson putAlias(Caller caller, @PathVariable String alias, @RequestBody AliasRequest request) {
    if (!ModelName.isValid(alias)) {
      throw PageRequest.wrong("alias", alias, "letters, digits, '.', '_', '-', 1..100 of them");
    }
    ModelName name = new ModelName(alias);
    if (request.model() == null || !ModelName.isValid(request.model())) {
      throw PageRequest.wrong("model", String.valueOf(request.model()), "name of a model");
    }
    return told(models.putAlias(caller, name, new ModelName(request.model())));
  }

  @DeleteMapping("/aliases/{alias}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take a name away again",
      description =
          "Refused while a pipeline uses it, or an execution waits or runs with it. Admins only.",
      operationId = "deleteModelAlias")
  void removeAlias(Caller caller, @PathVariable String alias) {
    models.removeAlias(caller, existing(alias));
  }

  private static ModelName existing(String name) {
    if (!ModelName.isValid(name)) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "no such model");
    }
    return new ModelName(name);
  }

  private ResponseEntity<ModelJson> created(ModelInfo model) {
    return ResponseEntity.created(URI.create("/v1/models/" + model.name())).body(told(model));
  }

  private ModelJson told(ModelInfo model) {
    return ModelJson.of(model, models.aliasesOf(model.name()));
  }

  /** Which model a name is to stand for. */
  @Schema(name = "ModelAliasRequest")
  record AliasRequest(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              description = "name of a model, or another alias",
              pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}",
              example = "yolo11n")
          @Nullable String model) {}

  /** The multipart form of a model, as clients are told it. */
  @Schema(name = "ModelForm")
  record ModelForm(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              type = "string",
              format = "binary",
              description = "an ONNX file")
          byte[] file,
      @Schema(
              description = "that of the file where absent",
              pattern = "([A-Za-z0-9][A-Za-z0-9._-]{0,99})?",
              example = "yolo11n")
          @Nullable String name,
      @Schema(description = "what the file must hash to, hex", pattern = "([0-9a-fA-F]{64})?")
          @Nullable String sha256) {}
}
