package com.imageflowcanvas.server.protocol.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says problems as {@code google.rpc.Status} with details. */
final class GrpcErrors {
  private static final Logger log = LoggerFactory.getLogger(GrpcErrors.class);

  /** Details travel in a trailer, and all trailers of a call are held to 8 KB by most clients. */
  private static final int MAX_PLACES_BYTES = 2500;

  private static final int MAX_CHARACTERS = 300;

  private GrpcErrors() {}

  /** What the caller is told of a failure; what is not a problem is logged and told as INTERNAL. */
  static StatusRuntimeException of(Throwable failure) {
    if (failure instanceof ProblemException e) {
      return of(e.problem());
    }
    if (failure instanceof StatusRuntimeException status) {
      return status;
    }
    log.error("a gRPC call failed unexpectedly", failure);
    return of(Problem.of(ErrorCode.INTERNAL, "internal error; the server's log has more"));
  }

  static StatusRuntimeException of(Problem problem) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(problem.code().grpcStatus())
            .setMessage(cut(problem.detail()))
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(problem.code().name())
                        .setDomain("imageflowcanvas")
                        .build()));
    if (!problem.errors().isEmpty()) {
      status.addDetails(Any.pack(places(problem.errors())));
    }
    problem
        .retryAfter()
        .ifPresent(
            after ->
                status.addDetails(
                    Any.pack(
                        RetryInfo.newBuilder()
                            .setRetryDelay(
                                com.google.protobuf.Duration.newBuilder()
                                    .setSeconds(after.toSeconds())
                                    .setNanos(after.toNanosPart()))
                            .build())));
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /** As many places as there is room for, and how many there are besides. */
  private static BadRequest places(List<FieldError> errors) {
    BadRequest.Builder places = BadRequest.newBuilder();
    int bytes = 0;
    for (FieldError error : errors) {
      BadRequest.FieldViolation place = place(error.pointer(), cut(error.detail()));
      bytes += place.getSerializedSize() + 4;
      if (bytes > MAX_PLACES_BYTES) {
        int left = errors.size() - places.getFieldViolationsCount();
        return places.addFieldViolations(place("", "and " + left + " more")).build();
      }
      places.addFieldViolations(place);
    }
    return places.build();
  }

  private static BadRequest.FieldViolation place(String field, String description) {
    return BadRequest.FieldViolation.newBuilder()
        .setField(cut(field))
        .setDescription(description)
        .build();
  }

  private static String cut(String text) {
    return text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + "…" : text;
  }
}
