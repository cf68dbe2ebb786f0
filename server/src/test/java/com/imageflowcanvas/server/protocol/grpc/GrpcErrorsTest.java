package com.imageflowcanvas.server.protocol.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Status;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import io.grpc.protobuf.StatusProto;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrpcErrorsTest {
  private static final int MAX_BYTES = 4096;

  @Test
  void detailsOfManyPlacesFitATrailer() throws InvalidProtocolBufferException {
    Status status = statusOf(new FieldError("/parameters/熊", "熊".repeat(400)), 72_000);
    assertThat(status.getSerializedSize()).isLessThan(MAX_BYTES);
    BadRequest places = status.getDetails(1).unpack(BadRequest.class);
    assertThat(places.getFieldViolationsList().getLast().getDescription()).endsWith(" more");
  }

  @Test
  void fewPlacesAreAllNamed() throws InvalidProtocolBufferException {
    Status status = statusOf(new FieldError("/radius", "radius: 99 (expected: 1..64)"), 3);
    assertThat(status.getDetails(1).unpack(BadRequest.class).getFieldViolationsList())
        .hasSize(3)
        .allMatch(place -> place.getField().equals("/radius"));
  }

  private static Status statusOf(FieldError error, int count) {
    Problem problem = Problem.of(ErrorCode.VALIDATION_FAILED, Collections.nCopies(count, error));
    return Optional.ofNullable(StatusProto.fromThrowable(GrpcErrors.of(problem))).orElseThrow();
  }
}
