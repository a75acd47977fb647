package org.understory.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.plan.Plan;
import org.understory.resources.Messages;

/** Says what a plan downloads, and what it takes and gives back on the disk and in /boot. */
public final class SpaceText {
  private final Messages messages;
  private final SizeText sizes;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public SpaceText(Messages messages) {
    this.messages = messages;
    this.sizes = new SizeText(messages);
  }

  /** Empty where there is nothing to download, or it is not known how much. */
  public Optional<String> download(Plan.Space space) {
    return space
        .download()
        .filter(it -> it.bytes() > 0)
        .map(it -> messages.get("space.download", sizes.download(it)));
  }

  /** A line for the disk and one for /boot; none for what is not known. */
  public List<String> room(Plan.Space space) {
    List<String> lines = new ArrayList<>();
    if (space.disk().isPresent()) {
      lines.add(
          change(
              space.disk().getAsLong(),
              space.diskFree(),
              "space.disk.less",
              "space.disk.more",
              "space.disk.more.of"));
    }
    if (space.boot().orElse(0) != 0) {
      lines.add(
          change(
              space.boot().getAsLong(),
              space.bootFree(),
              "space.boot.less",
              "space.boot.more",
              "space.boot.more.of"));
    }
    return lines;
  }

  private String change(long bytes, OptionalLong free, String less, String more, String of) {
    if (bytes == 0) {
      return messages.get("space.disk.none");
    }
    String size = sizes.brief(Math.abs(bytes));
    if (bytes < 0) {
      return messages.get(less, size);
    }
    return free.isPresent()
        ? messages.get(of, size, sizes.brief(free.getAsLong()))
        : messages.get(more, size);
  }
}
