package com.imageflowcanvas.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final Faults faults = new Faults();

  @Test
  void allPlacesAreToldInTheirOrder() {
    assertThat(faults.in(() -> 7)).contains(7);
    faults.inCheck(() -> wrong("/a"));
    assertThat(faults.in(FaultsTest::wrongText)).isEmpty();
    ProblemException told = catchThrowableOfType(ProblemException.class, faults::throwIfAny);
    assertThat(told.problem().code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(told.problem().errors()).extracting(FieldError::pointer).containsExactly("/a", "/b");
    assertThat(told.problem().detail()).endsWith("(and 1 more)");
  }

  @Test
  void nothingIsThrownWhereNothingIsWrong() {
    faults.in(() -> 7);
    faults.inCheck(() -> {});
    faults.throwIfAny();
  }

  @Test
  void whatIsNoWrongPlaceIsThrownOn() {
    ProblemException forbidden = new ProblemException(ErrorCode.FORBIDDEN, "not yours");
    assertThatThrownBy(
            () ->
                faults.inCheck(
                    () -> {
                      throw forbidden;
                    }))
        .isSameAs(forbidden);
  }

  private static String wrongText() {
    wrong("/b");
    return "never";
  }

  private static void wrong(String pointer) {
    throw Problem.of(
            ErrorCode.VALIDATION_FAILED, List.of(new FieldError(pointer, pointer + ": wrong")))
        .exception();
  }
}
