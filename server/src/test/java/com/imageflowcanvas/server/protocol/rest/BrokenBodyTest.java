package com.imageflowcanvas.server.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.error.ErrorCode;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BrokenBodyTest {
  /** As the server tells of a sender that fell silent: it looks like what a full disk throws. */
  private static final IOException SILENT = new IOException(new TimeoutException("idle"));

  @Test
  void senderThatFallsSilentIsNoFullDisk() {
    assertThat(BrokenBody.of(SILENT, "cut").code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT);
    assertThat(BrokenBody.ofSender(SILENT, "cut").code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT);
  }

  @Test
  void onlyWhatIsPutAsideCanFillTheDisk() {
    IOException failure = new IOException("No space left on device");
    assertThat(BrokenBody.of(failure, "cut").code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    assertThat(BrokenBody.ofSender(failure, "cut").code()).isEqualTo(ErrorCode.INVALID_REQUEST);
  }
}
