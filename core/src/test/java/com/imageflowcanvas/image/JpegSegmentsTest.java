package com.imageflowcanvas.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JpegSegmentsTest {
  @Test
  void markersAreFoundAsByLookingAtEveryByte() {
    Random random = new Random(7);
    byte[] interesting = {0, 1, (byte) 0x7F, (byte) 0x80, (byte) 0xD7, (byte) 0xD8, (byte) 0xFF};
    for (int round = 0; round < 20_000; round++) {
      byte[] data = new byte[random.nextInt(40)];
      for (int i = 0; i < data.length; i++) {
        data[i] =
            random.nextInt(3) == 0
                ? interesting[random.nextInt(interesting.length)]
                : (byte) random.nextInt(256);
      }
      int from = random.nextInt(data.length + 1);
      int end = from + random.nextInt(data.length - from + 1);
      assertThat(JpegSegments.nextMarker(data, from, end))
          .as("round %s", round)
          .isEqualTo(byteByByte(data, from, end));
    }
  }

  private static int byteByByte(byte[] data, int from, int end) {
    for (int i = from; i + 1 < end; i++) {
      int code = data[i + 1] & 0xFF;
      boolean inEntropyCodedData = code == 0 || code == 0xFF || (code >= 0xD0 && code <= 0xD7);
      if (data[i] == (byte) 0xFF && !inEntropyCodedData) {
        return i + 1;
      }
    }
    return -1;
  }
}
