package com.imageflowcanvas.server.protocol.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says problems as {@code google.rpc.Status} with details. */
final class GrpcErrors {
  private static final Logger log = LoggerFactory.getLogger(GrpcErrors.class);

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
            .setMessage(problem.detail())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(problem.code().name())
                        .setDomain("imageflowcanvas")
                        .build()));
    if (!problem.errors().isEmpty()) {
      BadRequest.Builder places = BadRequest.newBuilder();
      problem
          .errors()
          .forEach(
              error ->
                  places
                      .addFieldViolationsBuilder()
                      .setField(error.pointer())
                      .setDescription(error.detail()));
      status.addDetails(Any.pack(places.build()));
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
}
