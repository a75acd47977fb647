package org.understory.store.helper;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.understory.store.bus.ErrorName;

/** How much of the helper one caller, one user and all together may use at once. */
final class Quota {
  private static final int PROMPTS_BY_NAME = 1;
  private static final int PROMPTS_BY_USER = 3;
  private static final int PROMPTS = 16;
  private static final int KEPT_BY_USER = 64;
  private static final int KEPT = 512;

  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<Long, Integer> byUser = new HashMap<>();
  private int open;

  /** Counts a question to polkit, which may be a prompt on somebody's screen. */
  void open(Caller caller) throws Refusal {
    if (open >= PROMPTS
        || byName.getOrDefault(caller.name(), 0) >= PROMPTS_BY_NAME
        || byUser.getOrDefault(caller.uid(), 0) >= PROMPTS_BY_USER) {
      throw new Refusal(ErrorName.LIMITS_EXCEEDED);
    }
    open++;
    byName.merge(caller.name(), 1, Integer::sum);
    byUser.merge(caller.uid(), 1, Integer::sum);
  }

  /** The question has been answered. */
  void close(Caller caller) {
    open--;
    byName.computeIfPresent(caller.name(), (name, count) -> count > 1 ? count - 1 : null);
    byUser.computeIfPresent(caller.uid(), (uid, count) -> count > 1 ? count - 1 : null);
  }

  /** Refuses a transaction to who has too many that are kept, ended ones among them. */
  void checkNew(Collection<Transaction> kept, Caller caller) throws Refusal {
    long own = kept.stream().filter(one -> one.uid() == caller.uid()).count();
    if (own >= KEPT_BY_USER || kept.size() >= KEPT) {
      throw new Refusal(ErrorName.LIMITS_EXCEEDED);
    }
  }
}
