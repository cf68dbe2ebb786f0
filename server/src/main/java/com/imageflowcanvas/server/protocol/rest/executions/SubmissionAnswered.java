package com.imageflowcanvas.server.protocol.rest.executions;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What clients are told of the answers to a submission, in whatever form it comes. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = "Prefer",
    in = ParameterIn.HEADER,
    description =
        "wait=N (RFC 7240): answer with the ended execution if it ends within N seconds, 0..60;"
            + " without N, 30. Accept: image/* waits 30 s by itself; respond-async does not",
    schema = @Schema(type = "string", example = "wait=30"))
@ApiResponse(
    responseCode = "200",
    description = "it has ended: the execution; or, with Accept: image/*, the picture that it made",
    headers = {
      @Header(name = PatientCalls.APPLIED),
      @Header(name = "Content-Location"),
      @Header(name = SubmissionAnswers.EXECUTION_ID)
    },
    content = {
      @Content(
          mediaType = "application/json",
          schema = @Schema(implementation = ExecutionJson.class)),
      @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary"))
    })
@ApiResponse(
    responseCode = "202",
    description = "accepted; Location tells how it goes on",
    headers = @Header(name = "Location"),
    content =
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = AcceptedJson.class)))
@interface SubmissionAnswered {}
