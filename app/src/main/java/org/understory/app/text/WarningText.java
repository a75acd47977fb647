package org.understory.app.text;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Warning;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/**
 * Says what a person should know before agreeing, in plain words. The texts inside a warning come
 * from disk or from the person; they are made safe to show here.
 */
public final class WarningText {
  /** As {@link Deployment#id}. */
  private static final Pattern ID = Pattern.compile(".*-([0-9a-f]{64})\\.[0-9]+");

  private final Messages messages;
  private final SizeText sizes;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public WarningText(Messages messages) {
    this.messages = messages;
    this.sizes = new SizeText(messages);
  }

  /**
   * One or two sentences.
   *
   * @param seen where the deployments are that a warning names by id
   */
  public String sentence(Warning warning, SystemSnapshot seen) {
    String detail = warning.detail();
    return switch (warning.code()) {
      case BOOT_FULL -> messages.get("warning.boot-full", bytes(detail));
      case DISK_FULL -> messages.get("warning.disk-full", bytes(detail));
      case STAGED_DISCARDED -> messages.get("warning.staged-discarded", name(detail, seen));
      case LOCKS_OUT -> messages.get("warning.locks-out", line(detail));
      case REMOTE_IN_USE -> messages.get("warning.remote-in-use", names(detail, seen));
      case REMOTE_UNVERIFIED ->
          messages.get(
              detail.contains("http://")
                  ? "warning.remote-unverified.open"
                  : "warning.remote-unverified",
              line(detail));
      case OTHER_ARCHITECTURE -> messages.get("warning.other-architecture", line(detail));
      case UNVERIFIED -> messages.get("warning.unverified", line(detail));
      case LESS_CHECKED -> messages.get("warning.less-checked", line(detail));
      case LAYERS_UNSURE -> messages.get("warning.layers-unsure", line(detail));
      case WEAKENS -> messages.get("warning.weakens", line(detail));
      case KEY_TRUSTED -> messages.get("warning.key-trusted", line(detail));
      case KEYS_REPLACED -> messages.get("warning.keys-replaced", line(detail));
      case KEYS_LOST -> messages.get("warning.keys-lost", line(detail));
      case SETTINGS_LOST -> messages.get("warning.settings-lost", line(detail));
      case ONCE_ENDS -> messages.get("warning.once-ends", name(detail, seen));
      case ONCE_BY_PLACE -> messages.get("warning.once-by-place", name(detail, seen));
      case DRIVEN_ON -> messages.get("warning.driven-on", line(detail));
      case OLDER -> messages.get("warning.older", line(detail));
      case OTHER_DESKTOP -> messages.get("warning.other-desktop", line(detail));
      case ONE_WAY -> messages.get("warning.one-way");
      case END_OF_LIFE -> messages.get("warning.end-of-life", line(detail));
      case END_OF_LIFE_REBASE -> messages.get("warning.end-of-life-rebase", line(detail));
      case NO_WAY_BACK -> messages.get("warning.no-way-back");
      case NOT_HERE -> messages.get("warning.not-here");
      case KEY_NEEDED -> messages.get("warning.key-needed");
      case KEY_UNUSED -> messages.get("warning.key-unused", line(detail));
      case KEY_KNOWN -> messages.get("warning.key-known", line(detail));
      case BRANCHES_STAY -> messages.get("warning.branches-stay", line(detail));
      case REMOTE_SHIPPED -> messages.get("warning.remote-shipped", line(detail));
      case BOOT_NEARLY_FULL -> messages.get("warning.boot-nearly-full", bytes(detail));
      case NOT_POWER_SAFE -> messages.get("warning.not-power-safe", line(detail));
      case STAGED_LOCKED -> messages.get("warning.staged-locked", name(detail, seen));
      case NEEDS_CLEAN_SHUTDOWN -> messages.get("warning.needs-clean-shutdown");
    };
  }

  private static String names(String ids, SystemSnapshot seen) {
    return Arrays.stream(ids.split(" "))
        .map(id -> name(id, seen))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** A deployment that is there is named as people know it, another one by its commit. */
  private static String name(String id, SystemSnapshot seen) {
    return seen.deployments().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .map(WarningText::name)
        .orElseGet(() -> brief(id));
  }

  /** Of one that is not there before: what names its commit among people. */
  private static String brief(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches() ? line(parts.group(1)) : line(id);
  }

  private static String name(Deployment deployment) {
    return line(deployment.version().orElse(deployment.checksum().brief()));
  }

  private String bytes(String number) {
    try {
      return sizes.brief(Long.parseLong(number));
    } catch (NumberFormatException odd) {
      return line(number);
    }
  }

  private static String line(String text) {
    return Checksum.parse(text).map(Checksum::brief).orElseGet(() -> Sanitizer.line(text));
  }
}
