package com.imageflowcanvas.server.protocol.rest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-, 0, 99",
    "bytes=5-9, 5, 9",
    "bytes=5-500, 5, 99",
    "bytes=-1, 99, 99",
    "bytes=-500, 0, 99",
    "bytes = 1-2, 1, 2",
    "BYTES=1-2, 1, 2",
    "bytes=5-99999999999999999999, 5, 99",
    "bytes=-99999999999999999999, 0, 99",
    "bytes=000000000000000000000005-6, 5, 6"
  })
  void readsOneRange(String header, long first, long last) throws Exception {
    assertThat(ByteRange.of(header, 100)).contains(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=-", "bytes=9-5", "bytes=0-1,3-4", "bytes=a-b", "items=0-1", "", "bytes"})
  void anythingElseIsTheWholeFile(String header) throws Exception {
    assertThat(ByteRange.of(header, 100)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
  void rangeOutsideOfTheFileCannotBeSatisfied(String header) {
    assertThatThrownBy(() -> ByteRange.of(header, 100))
        .isInstanceOf(ByteRange.UnsatisfiableException.class);
  }

  @Test
  void absentHeaderIsTheWholeFile() throws Exception {
    assertThat(ByteRange.of(null, 100)).isEmpty();
  }
}
