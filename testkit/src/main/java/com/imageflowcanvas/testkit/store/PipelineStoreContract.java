package com.imageflowcanvas.testkit.store;

import static com.imageflowcanvas.testkit.store.Samples.ALICE;
import static com.imageflowcanvas.testkit.store.Samples.BOB;
import static com.imageflowcanvas.testkit.store.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.imageflowcanvas.access.UserId;
import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.pipeline.Pipeline;
import com.imageflowcanvas.pipeline.PipelineId;
import com.imageflowcanvas.pipeline.PipelineStore;
import com.imageflowcanvas.pipeline.PipelineStore.PipelinePage;
import com.imageflowcanvas.pipeline.PipelineStore.PipelineQuery;
import com.imageflowcanvas.pipeline.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How pipelines and their versions are kept. */
public abstract class PipelineStoreContract {
  private PipelineStore pipelines;

  /** Empty stores; called once per test. */
  protected abstract Stores stores();

  @BeforeEach
  final void open() {
    pipelines = stores().pipelines();
  }

  @Test
  void insertedPipelineIsFoundAsItWas() {
    Pipeline pipeline = pipeline("blur-faces", ALICE, 1);

    assertThat(pipelines.insert(pipeline)).isTrue();

    assertThat(pipelines.find(pipeline.id())).contains(pipeline);
    assertThat(pipelines.findBySlug("blur-faces")).contains(pipeline);
    assertThat(pipelines.findVersion(pipeline.id(), 1)).contains(pipeline);
  }

  @Test
  void unknownPipelineIsNotFound() {
    assertThat(pipelines.find(PipelineId.next())).isEmpty();
    assertThat(pipelines.findBySlug("nothing")).isEmpty();
    assertThat(pipelines.findVersion(PipelineId.next(), 1)).isEmpty();
    assertThat(pipelines.delete(PipelineId.next(), 1)).isFalse();
  }

  @Test
  void takenSlugStoresNothing() {
    Pipeline first = pipeline("edges", ALICE, 1);
    Pipeline second = pipeline("edges", BOB, 2);
    pipelines.insert(first);

    assertThat(pipelines.insert(second)).isFalse();
    assertThat(pipelines.findBySlug("edges")).contains(first);
    assertThat(pipelines.findVersion(second.id(), 1)).isEmpty();
  }

  @Test
  void updateMakesANewVersionAndKeepsTheOld() {
    Pipeline first = pipeline("edges", ALICE, 1);
    pipelines.insert(first);
    Pipeline second = changed(first, "edges", "Better edges");

    assertThat(pipelines.update(second)).isTrue();

    assertThat(pipelines.find(first.id())).contains(second);
    assertThat(pipelines.findVersion(first.id(), 1)).contains(first);
    assertThat(pipelines.findVersion(first.id(), 2)).contains(second);
    assertThat(pipelines.findVersion(first.id(), 3)).isEmpty();
  }

  @Test
  void versionsAreListedNewestFirst() {
    Pipeline first = pipeline("edges", ALICE, 1);
    Pipeline second = changed(first, "edges", "Two");
    Pipeline third = changed(second, "sharp-edges", "Three");
    pipelines.insert(first);
    pipelines.update(second);
    pipelines.update(third);
    pipelines.insert(pipeline("other", ALICE, 2));

    assertThat(pipelines.versions(first.id(), Integer.MAX_VALUE, 2)).containsExactly(third, second);
    assertThat(pipelines.versions(first.id(), 2, 5)).containsExactly(first);
    assertThat(pipelines.versions(PipelineId.next(), 9, 5)).isEmpty();
  }

  @Test
  void onlyTheCurrentVersionIsDeleted() {
    Pipeline first = pipeline("edges", ALICE, 1);
    pipelines.insert(first);
    Pipeline second = changed(first, "edges", "Two");
    pipelines.update(second);

    assertThat(pipelines.delete(first.id(), 1)).isFalse();
    assertThat(pipelines.find(first.id())).contains(second);
    assertThat(pipelines.delete(first.id(), 2)).isTrue();
  }

  @Test
  void updateOfAnOutdatedVersionStoresNothing() {
    Pipeline first = pipeline("edges", ALICE, 1);
    pipelines.insert(first);
    Pipeline second = changed(first, "edges", "One");
    pipelines.update(second);

    assertThat(pipelines.update(changed(first, "edges", "Two"))).isFalse();
    assertThat(pipelines.update(changed(pipeline("x", ALICE, 1), "x", "Three"))).isFalse();
    assertThat(pipelines.find(first.id())).contains(second);
  }

  @Test
  void concurrentUpdatesOfOneVersionHaveOneWinner() throws Exception {
    Pipeline first = pipeline("edges", ALICE, 1);
    pipelines.insert(first);

    List<Boolean> won =
        Concurrently.run(4, i -> pipelines.update(changed(first, "edges", "Name " + i)));

    assertThat(won.stream().filter(Boolean::booleanValue)).hasSize(1);
    assertThat(pipelines.find(first.id()).orElseThrow().name())
        .isEqualTo("Name " + won.indexOf(true));
  }

  @Test
  void updateToATakenSlugIsRefused() {
    pipelines.insert(pipeline("edges", ALICE, 1));
    Pipeline other = pipeline("other", ALICE, 2);
    pipelines.insert(other);

    assertThatThrownBy(() -> pipelines.update(changed(other, "edges", "Other")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    assertThat(pipelines.find(other.id())).contains(other);
  }

  @Test
  void deletedPipelineLeavesItsVersionsAndItsSlug() {
    Pipeline first = pipeline("edges", ALICE, 1);
    pipelines.insert(first);

    assertThat(pipelines.delete(first.id(), 1)).isTrue();

    assertThat(pipelines.find(first.id())).isEmpty();
    assertThat(pipelines.findBySlug("edges")).isEmpty();
    assertThat(slugs(Optional.empty(), Optional.empty())).isEmpty();
    assertThat(pipelines.findVersion(first.id(), 1)).contains(first);
    assertThat(pipelines.versions(first.id(), 9, 5)).containsExactly(first);
    assertThat(pipelines.delete(first.id(), 1)).isFalse();
    assertThat(pipelines.update(changed(first, "edges", "Again"))).isFalse();
    assertThat(pipelines.insert(pipeline("edges", BOB, 2))).isTrue();
  }

  @Test
  void searchLooksAtNameSlugAndDescriptionInAnyCase() {
    pipelines.insert(named("a-slug", "Gesichter VERWISCHEN", "für Fotos"));
    pipelines.insert(named("b-slug", "Edges 100%", "顔をぼかす"));

    assertThat(slugs(Optional.of("verWISCHen"), Optional.empty())).containsExactly("a-slug");
    assertThat(slugs(Optional.of("FÜR"), Optional.empty())).containsExactly("a-slug");
    assertThat(slugs(Optional.of("B-SL"), Optional.empty())).containsExactly("b-slug");
    assertThat(slugs(Optional.of("ぼかす"), Optional.empty())).containsExactly("b-slug");
    assertThat(slugs(Optional.of("0%"), Optional.empty())).containsExactly("b-slug");
    assertThat(slugs(Optional.of("%"), Optional.empty())).containsExactly("b-slug");
    assertThat(slugs(Optional.of("_"), Optional.empty())).isEmpty();
  }

  @Test
  void ownerFilterAndOrderHoldTogether() {
    pipelines.insert(pipeline("one", ALICE, 1));
    pipelines.insert(pipeline("three", ALICE, 3));
    pipelines.insert(pipeline("two", BOB, 2));

    assertThat(slugs(Optional.empty(), Optional.empty())).containsExactly("three", "two", "one");
    assertThat(slugs(Optional.empty(), Optional.of(ALICE))).containsExactly("three", "one");
    assertThat(slugs(Optional.of("t"), Optional.of(BOB))).containsExactly("two");
  }

  @Test
  void pagesAreCompleteWithoutDoubles() {
    for (int i = 0; i < 9; i++) {
      pipelines.insert(pipeline("p" + i, ALICE, i / 2));
    }
    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      PipelinePage page =
          pipelines.list(new PipelineQuery(Optional.empty(), Optional.empty(), cursor, 4));
      page.pipelines().forEach(p -> seen.add(p.slug()));
      cursor = page.next();
    } while (cursor.isPresent());

    assertThat(seen).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void forgedCursorIsRefused() {
    PipelineQuery query =
        new PipelineQuery(Optional.empty(), Optional.empty(), Optional.of("forged"), 4);

    assertThatThrownBy(() -> pipelines.list(query)).isInstanceOf(ProblemException.class);
  }

  private List<String> slugs(Optional<String> search, Optional<UserId> owner) {
    return pipelines
        .list(new PipelineQuery(search, owner, Optional.empty(), 50))
        .pipelines()
        .stream()
        .map(Pipeline::slug)
        .toList();
  }

  private static Pipeline pipeline(String slug, UserId owner, long second) {
    return pipeline(slug, "Name of " + slug, "", owner, second);
  }

  private static Pipeline named(String slug, String name, String description) {
    return pipeline(slug, name, description, ALICE, 1);
  }

  private static Pipeline pipeline(
      String slug, String name, String description, UserId owner, long second) {
    Step resize =
        new Step(
            "node-1",
            "縮小",
            "resize",
            Map.of("width", 800, "factor", 0.5, "tags", List.of("a", "b")),
            List.of(Step.INPUT),
            Optional.of(new Step.Position(12.5, -3)));
    Step filter = new Step("node-2", "", "filter", Map.of(), List.of("node-1"), Optional.empty());
    return new Pipeline(
        PipelineId.next(),
        slug,
        name,
        description,
        List.of(resize, filter),
        1,
        at(second),
        at(second),
        owner);
  }

  private static Pipeline changed(Pipeline p, String slug, String name) {
    return new Pipeline(
        p.id(),
        slug,
        name,
        p.description(),
        p.components().subList(0, 1),
        p.version() + 1,
        p.createdAt(),
        p.updatedAt().plusSeconds(60),
        p.createdBy());
  }
}
