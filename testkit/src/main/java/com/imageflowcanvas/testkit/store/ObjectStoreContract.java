package com.imageflowcanvas.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.imageflowcanvas.file.ObjectAttributes;
import com.imageflowcanvas.file.ObjectKey;
import com.imageflowcanvas.file.ObjectStore;
import com.imageflowcanvas.file.ObjectStore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the bytes of files are kept. */
public abstract class ObjectStoreContract {
  private static final ObjectKey KEY = new ObjectKey("0190a000-resize-step-0-output.a2");
  private static final ObjectAttributes ATTRIBUTES =
      new ObjectAttributes("image/jpeg", "写真 \"1\".jpg");

  private ObjectStore objects;

  /** An empty store; called once per test. */
  protected abstract ObjectStore store();

  @BeforeEach
  final void open() {
    objects = store();
  }

  @Test
  void objectIsReadAsWritten() {
    byte[] content = random(300_000);
    put(KEY, content);

    assertThat(objects.get(KEY)).hasValueSatisfying(read -> assertThat(read).isEqualTo(content));
  }

  @Test
  void emptyObjectIsAnObject() throws IOException {
    put(KEY, new byte[0]);

    assertThat(objects.get(KEY)).hasValueSatisfying(read -> assertThat(read).isEmpty());
    assertThat(part(KEY, 0, 10)).isEmpty();
  }

  @Test
  void unknownObjectIsAbsent() {
    ObjectKey other = new ObjectKey(KEY.value() + "x");
    put(KEY, random(10));

    assertThat(objects.get(other)).isEmpty();
    assertThat(objects.open(other, 0, 1)).isEmpty();
    assertThat(objects.delete(other)).isFalse();
  }

  @Test
  void laterObjectReplacesTheEarlier() {
    put(KEY, random(1_000));
    put(KEY, "later".getBytes(UTF_8));

    assertThat(objects.get(KEY))
        .hasValueSatisfying(read -> assertThat(read).asString(UTF_8).isEqualTo("later"));
    assertThat(all()).hasSize(1);
  }

  @Test
  void partIsReadAlone() throws IOException {
    byte[] content = random(100_000);
    put(KEY, content);

    assertThat(part(KEY, 0, 5)).isEqualTo(Arrays.copyOf(content, 5));
    assertThat(part(KEY, 70_000, 20_000)).isEqualTo(Arrays.copyOfRange(content, 70_000, 90_000));
    assertThat(part(KEY, 99_990, 500)).isEqualTo(Arrays.copyOfRange(content, 99_990, 100_000));
    assertThat(part(KEY, 100_000, 1)).isEmpty();
    assertThat(part(KEY, 5, 0)).isEmpty();
  }

  @Test
  void partIsReadByteByByteAndSkipped() throws IOException {
    put(KEY, "0123456789".getBytes(UTF_8));
    try (InputStream in = objects.open(KEY, 2, 5).orElseThrow()) {
      assertThat(in.read()).isEqualTo('2');
      assertThat(in.skip(2)).isEqualTo(2);
      assertThat(in.read()).isEqualTo('5');
      assertThat(in.read(new byte[10])).isEqualTo(1);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void openObjectIsReadToItsEndThoughReplaced() throws IOException {
    byte[] old = random(200_000);
    put(KEY, old);
    try (InputStream in = objects.open(KEY, 0, old.length).orElseThrow()) {
      byte[] head = in.readNBytes(10);
      put(KEY, random(50));
      byte[] rest = in.readAllBytes();

      assertThat(head).isEqualTo(Arrays.copyOf(old, 10));
      assertThat(rest).isEqualTo(Arrays.copyOfRange(old, 10, old.length));
    }
  }

  @Test
  void deletedObjectIsGone() {
    put(KEY, random(10));

    assertThat(objects.delete(KEY)).isTrue();
    assertThat(objects.get(KEY)).isEmpty();
    assertThat(objects.delete(KEY)).isFalse();
    assertThat(all()).isEmpty();
  }

  @Test
  void walkSeesEveryObjectOnce() {
    for (int i = 0; i < 60; i++) {
      put(new ObjectKey("object-" + i), new byte[i]);
    }

    List<StoredObject> seen = all();

    assertThat(seen).extracting(StoredObject::key).hasSize(60).doesNotHaveDuplicates();
    assertThat(seen)
        .allSatisfy(
            object -> assertThat(object.key().value()).isEqualTo("object-" + object.sizeBytes()));
  }

  @Test
  void walkMayDeleteWhatItSees() {
    put(KEY, random(10));
    put(new ObjectKey("other"), random(10));

    objects.forEach(object -> objects.delete(object.key()));

    assertThat(all()).isEmpty();
  }

  @Test
  void readersSeeOneWholeObjectOrTheOther() throws Exception {
    byte[] ones = filled(1);
    byte[] twos = filled(2);
    put(KEY, ones);

    List<Boolean> whole =
        Concurrently.run(
            4,
            thread -> {
              boolean good = true;
              for (int i = 0; i < 40; i++) {
                if (thread == 0) {
                  put(KEY, i % 2 == 0 ? twos : ones);
                } else {
                  byte[] read = objects.get(KEY).orElseThrow();
                  good &= Arrays.equals(read, ones) || Arrays.equals(read, twos);
                }
              }
              return good;
            });

    assertThat(whole).containsOnly(true);
  }

  @Test
  void checkPassesAndLeavesNothing() {
    objects.check();

    assertThat(all()).isEmpty();
  }

  private void put(ObjectKey key, byte[] content) {
    objects.put(key, content, ATTRIBUTES);
  }

  private byte[] part(ObjectKey key, long offset, long length) throws IOException {
    try (InputStream in = objects.open(key, offset, length).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private List<StoredObject> all() {
    List<StoredObject> seen = new ArrayList<>();
    objects.forEach(seen::add);
    return seen;
  }

  private static byte[] random(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  private static byte[] filled(int value) {
    byte[] content = new byte[100_000];
    Arrays.fill(content, (byte) value);
    return content;
  }
}
