package com.imageflowcanvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.Caller;
import com.imageflowcanvas.access.Role;
import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.image.ImageLimits;
import com.imageflowcanvas.testkit.store.InMemoryObjectStore;
import com.imageflowcanvas.testkit.store.Stores;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FileServiceTest {
  private static final Caller OLGA =
      new Caller(new UserId("olga"), "olga", Set.of(Role.PIPELINE_OPERATOR));
  private static final Caller OSKAR =
      new Caller(new UserId("oskar"), "oskar", Set.of(Role.PIPELINE_OPERATOR));

  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=");

  private final Stores stores = Stores.inMemory();
  private final InMemoryObjectStore objects = new InMemoryObjectStore();
  private final ImageIntake intake = new ImageIntake(ImageLimits.DEFAULT);
  private final FileService files = service(stores.files(), objects, 100);

  @Test
  void keyThatCannotBeOneIsRefusedBeforeAnythingIsWritten() {
    refused(
        ErrorCode.INVALID_REQUEST, () -> files.keep(OLGA, gif(40), Optional.of("k".repeat(256))));
    refused(ErrorCode.INVALID_REQUEST, () -> files.keep(OLGA, gif(40), Optional.of(" ")));

    assertThat(keptObjects()).isEmpty();
  }

  @Test
  void uploadWhoseRecordCannotBeStoredLeavesNothing() {
    FileStore full =
        failing(
            stores.files(),
            "add",
            () -> {
              throw new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, "no room");
            });
    FileService broken = service(full, objects, 100);

    for (int i = 0; i < 3; i++) {
      // the same each time: a failed one does not count against the quota
      refused(ErrorCode.STORAGE_UNAVAILABLE, () -> broken.keep(OLGA, gif(60), Optional.empty()));
    }
    assertThat(keptObjects()).isEmpty();
  }

  @Test
  void repeatedUploadIsToldFromAFirstOne() {
    FileService.Kept first = files.keep(OLGA, gif(40), Optional.of("k"));
    FileService.Kept second = files.keep(OLGA, gif(40), Optional.of("k"));

    assertThat(first.repeated()).isFalse();
    assertThat(second.repeated()).isTrue();
    assertThat(second.file()).isEqualTo(first.file());
    refused(ErrorCode.IDEMPOTENCY_MISMATCH, () -> files.keep(OLGA, gif(41), Optional.of("k")));
    assertThat(keptObjects()).containsExactly(first.file().object());
  }

  @Test
  void repeatedUploadGetsTheSameAnswerEvenIfTheFileWasDeleted() {
    FileService.Kept first = files.keep(OLGA, gif(40), Optional.of("k"));
    files.delete(OLGA, first.file().id());

    assertThat(files.keep(OLGA, gif(40), Optional.of("k")).file()).isEqualTo(first.file());
    assertThat(keptObjects()).isEmpty();
  }

  @Test
  void repeatedUploadIsAnsweredThoughTheQuotaIsFull() {
    FileService.Kept first = files.keep(OLGA, gif(100), Optional.of("k"));

    assertThat(files.keep(OLGA, gif(100), Optional.of("k")).file()).isEqualTo(first.file());
  }

  @Test
  void quotaIsKeptPerUser() {
    files.keep(OLGA, gif(60), Optional.empty());

    assertThatThrownBy(() -> files.keep(OLGA, gif(41), Optional.empty()))
        .hasMessageContaining("60 bytes kept, 41 more (expected: at most 100 together");
    files.keep(OLGA, gif(40), Optional.empty());
    files.keep(OSKAR, gif(100), Optional.empty());
  }

  @Test
  void uploadsAtTheSameTimeStayWithinTheQuotaTogether() {
    List<ErrorCode> second = new ArrayList<>();
    FileService[] house = new FileService[1];
    ObjectStore slow =
        failing(
            objects,
            "put",
            () -> {
              if (second.isEmpty()) {
                second.add(ErrorCode.INTERNAL);
                second.add(codeOf(() -> house[0].keep(OLGA, gif(60), Optional.empty())));
              }
            });
    house[0] = service(stores.files(), slow, 100);

    house[0].keep(OLGA, gif(60), Optional.empty());

    assertThat(second.getLast()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
    assertThat(stores.files().usedBytes(OLGA.id())).isEqualTo(60);
  }

  @Test
  void imagesOfOneSubmissionCountTogetherUntilTheyAreDiscarded() {
    StoredFile first = write(60);
    refused(ErrorCode.QUOTA_EXCEEDED, () -> write(60));
    files.discard(List.of(first));

    StoredFile second = write(60);
    stores.files().add(second, Optional.empty());
    files.stored(List.of(second));

    write(40);
  }

  @Test
  void discardedImagesCountNoMoreWhereTheStoreIsAway() {
    ObjectStore away = failing(objects, "delete", FileServiceTest::storeIsAway);
    FileService house = service(stores.files(), away, 100);
    StoredFile first = write(house, 50);
    StoredFile second = write(house, 50);

    house.discard(List.of(first, second));

    write(house, 100);
  }

  @Test
  void repeatedUploadIsAnsweredWhereItsSecondCopyCannotBeRemoved() {
    FileService[] house = new FileService[1];
    AtomicBoolean first = new AtomicBoolean(true);
    Optional<String> key = Optional.of("key");
    // the same request is stored by another connection while this one writes its bytes
    ObjectStore away = failing(objects, "delete", FileServiceTest::storeIsAway);
    ObjectStore slow =
        failing(
            away,
            "put",
            () -> {
              if (first.getAndSet(false)) {
                house[0].keep(OLGA, gif(60), key);
              }
            });
    house[0] = service(stores.files(), slow, 1_000);

    assertThat(house[0].keep(OLGA, gif(60), key).repeated()).isTrue();
  }

  private static void storeIsAway() {
    throw new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, "the object store is away");
  }

  @Test
  void uploadIsHeldAgainstTheChecksumThatItsSenderGives() {
    String sha256 = Sha256.of(Arrays.copyOf(GIF, 40));

    assertThat(files.keep(OLGA, gif(40, sha256.toUpperCase(Locale.ROOT)), Optional.empty()).file())
        .extracting(StoredFile::sha256)
        .isEqualTo(sha256);
    assertThatThrownBy(() -> files.keep(OLGA, gif(41, sha256), Optional.empty()))
        .hasMessageContaining("VALIDATION_FAILED")
        .hasMessageContaining("(expected: " + sha256 + ")");
    assertThat(keptObjects()).hasSize(1);
  }

  @Test
  void imagesWaitUntilThereIsMemoryForThem() throws InterruptedException {
    ByteBudget small = new ByteBudget(4_096);
    ByteBudget.Share held = small.take(3_000);
    List<String> order = new ArrayList<>();
    Thread second =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (ByteBudget.Share _ = small.take(2_000)) {
                    order.add("second");
                  } catch (InterruptedException e) {
                    order.add("interrupted");
                  }
                });
    while (second.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    order.add("first");
    held.close();
    held.close();
    second.join();

    assertThat(order).containsExactly("first", "second");
    // one that is larger than all there is still gets in by itself
    small.take(10_000).close();
    small.take(4_096).close();
  }

  private StoredFile write(int bytes) {
    return write(files, bytes);
  }

  private StoredFile write(FileService house, int bytes) {
    ImageIntake.CheckedImage image = intake.read(gif(bytes));
    StoredFile file = house.describe(OLGA, image, StoredFile.Kind.INPUT, Optional.of("execution"));
    house.write(file, image);
    return file;
  }

  private FileService service(FileStore store, ObjectStore bytes, long quotaBytes) {
    return new FileService(
        store, bytes, intake, new ByteBudget(1 << 20), quotaBytes, Clock.systemUTC());
  }

  /** An image and zeros behind it. */
  private static Upload gif(int bytes) {
    return gif(bytes, null);
  }

  private static Upload gif(int bytes, @org.jspecify.annotations.Nullable String sha256) {
    byte[] data = Arrays.copyOf(GIF, bytes);
    return new Upload(
        "a.gif", bytes, Optional.ofNullable(sha256), () -> new ByteArrayInputStream(data));
  }

  private List<ObjectKey> keptObjects() {
    List<ObjectKey> keys = new ArrayList<>();
    objects.forEach(object -> keys.add(object.key()));
    return keys;
  }

  /** The same store, in which something happens before calls of one method. */
  @SuppressWarnings("unchecked")
  private static <T> T failing(T store, String method, Runnable before) {
    InvocationHandler handler =
        (proxy, called, arguments) -> {
          if (called.getName().equals(method)) {
            before.run();
          }
          try {
            return called.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (T)
        Proxy.newProxyInstance(
            FileServiceTest.class.getClassLoader(),
            new Class<?>[] {store instanceof FileStore ? FileStore.class : ObjectStore.class},
            handler);
  }

  private static ErrorCode codeOf(Runnable call) {
    try {
      call.run();
    } catch (ProblemException e) {
      return e.problem().code();
    }
    throw new AssertionError("no problem");
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
