package com.imageflowcanvas.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.server.protocol.rest.BrokenBody;
import com.imageflowcanvas.server.protocol.rest.problem.ProblemMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RefusalTest {
  @Test
  void whoeverReadsTheBodyTellsWhyItWasRefused() {
    Refusal refusal = new Refusal(ErrorCode.TOO_LARGE, "body: too large (expected: at most 5)");
    Problem expected = Problem.of(ErrorCode.TOO_LARGE, "body: too large (expected: at most 5)");
    assertThat(refusal.getCode()).isEqualTo(413);
    assertThat(ProblemMapper.of(new IOException(refusal))).isEqualTo(expected);
    assertThat(BrokenBody.of(new IOException(refusal), "otherwise")).isEqualTo(expected);
  }
}
