package com.imageflowcanvas.server.protocol.rest.files;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.responses.ApiResponses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What clients are told of both paths to the bytes of a file. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameters({
  @Parameter(
      name = "access",
      in = ParameterIn.QUERY,
      description = "of a link of POST /v1/files/{id}/link; instead of a token",
      schema = @Schema(type = "string")),
  @Parameter(
      name = "Range",
      in = ParameterIn.HEADER,
      description = "one range of bytes; several at once are answered with the whole file",
      schema = @Schema(type = "string", example = "bytes=0-1023")),
  @Parameter(
      name = "If-Range",
      in = ParameterIn.HEADER,
      description = "ETag or date; where the file is another, Range is not looked at",
      schema = @Schema(type = "string")),
  @Parameter(
      name = "If-None-Match",
      in = ParameterIn.HEADER,
      description = "ETags; 304 when one is the file's",
      schema = @Schema(type = "string")),
  @Parameter(
      name = "If-Modified-Since",
      in = ParameterIn.HEADER,
      description = "date; 304 when the file is not younger",
      schema = @Schema(type = "string")),
  @Parameter(
      name = "If-Match",
      in = ParameterIn.HEADER,
      description = "ETags; 412 when none is the file's",
      schema = @Schema(type = "string")),
  @Parameter(
      name = "If-Unmodified-Since",
      in = ParameterIn.HEADER,
      description = "date; 412 when the file is younger",
      schema = @Schema(type = "string"))
})
@ApiResponses({
  @ApiResponse(
      responseCode = "200",
      description = "the file",
      headers = {
        @Header(
            name = "ETag",
            description = "SHA-256 of the file, hex",
            schema = @Schema(type = "string")),
        @Header(name = "Last-Modified", schema = @Schema(type = "string")),
        @Header(name = "Accept-Ranges", schema = @Schema(type = "string", example = "bytes")),
        @Header(
            name = "Repr-Digest",
            description = "SHA-256 of the whole file (RFC 9530)",
            schema = @Schema(type = "string", example = "sha-256=:…:")),
        @Header(
            name = "Content-Disposition",
            schema = @Schema(type = "string", example = "attachment; filename=\"photo.jpg\""))
      },
      content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary"))),
  @ApiResponse(
      responseCode = "206",
      description = "the part that Range asks for",
      headers =
          @Header(
              name = "Content-Range",
              schema = @Schema(type = "string", example = "bytes 0-1023/146515")),
      content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary"))),
  @ApiResponse(responseCode = "304", description = "not modified")
})
@interface DownloadAnswers {}
