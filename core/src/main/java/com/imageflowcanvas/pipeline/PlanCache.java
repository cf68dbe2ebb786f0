package com.imageflowcanvas.pipeline;

import com.imageflowcanvas.model.InstalledModels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the plans of stored pipelines, which never change within a version. One that names a
 * model which is gone since is compiled again. Thread-safe.
 */
final class PlanCache {
  private static final int MAX_PLANS = 256;

  /** Clients that send other parameters each time do not fill the memory with large ones. */
  private static final int MAX_PARAMETERS = 32;

  private final InstalledModels models;
  private final Map<Key, Known> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > MAX_PLANS;
        }
      };

  PlanCache(InstalledModels models) {
    this.models = models;
  }

  /**
   * The known plan, or that which is compiled now.
   *
   * @param compiler compiles with models that are remembered as they are asked for
   */
  PlanResult get(
      Pipeline pipeline,
      Map<String, Object> parameters,
      Function<InstalledModels, PlanResult> compiler) {
    Key key = new Key(pipeline.id(), pipeline.version(), parameters);
    Known known = find(key);
    if (known != null && known.models().stream().allMatch(name -> models.missing(name).isEmpty())) {
      return known.plan();
    }
    Set<String> asked = ConcurrentHashMap.newKeySet();
    PlanResult compiled =
        compiler.apply(
            name -> {
              asked.add(name);
              return models.missing(name);
            });
    if (compiled instanceof PlanResult.Ready ready && parameters.size() <= MAX_PARAMETERS) {
      keep(key, new Known(ready, asked));
    }
    return compiled;
  }

  private synchronized @Nullable Known find(Key key) {
    return plans.get(key);
  }

  private synchronized void keep(Key key, Known known) {
    plans.put(key, known);
  }

  private record Key(PipelineId pipeline, int version, Map<String, Object> parameters) {}

  /**
   * @param models that it names
   */
  private record Known(PlanResult.Ready plan, Set<String> models) {}
}
