package org.understory.app.text;

import java.text.NumberFormat;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.remote.Download;
import org.understory.resources.Messages;

/**
 * Numbers of bytes as GNOME and KDE write them: powers of ten, one digit after the point, in the
 * person's own number format (compare GLib's {@code g_format_size}).
 */
public final class SizeText {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};
  private static final char MINUS = '\u2212';

  private final Messages messages;

  /** Writes sizes in the language of these messages. */
  public SizeText(Messages messages) {
    this.messages = messages;
  }

  /** For example {@code 1.2 MB}; below a thousand the very number of bytes. */
  public String brief(long bytes) {
    if (bytes < 1000) {
      return number(bytes);
    }
    double value = bytes;
    int unit = -1;
    // 999.95 would be written as 1000.0
    while (value >= 999.95 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(messages.locale());
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    return format.format(value) + '\u00a0' + UNITS[unit];
  }

  /** Brief, with the very number of bytes behind it where that says more. */
  public String exact(long bytes) {
    return bytes < 1000 ? brief(bytes) : messages.get("size.exact", brief(bytes), number(bytes));
  }

  /** How large a download is, and whether it comes as the server keeps it ready. */
  public String download(Download download) {
    String size = brief(download.bytes());
    return switch (download.way()) {
      case Download.Objects() -> size;
      case Download.Delta(Optional<Checksum> from) ->
          messages.get(from.isPresent() ? "size.difference" : "size.whole", size);
    };
  }

  /** How much more (+) or less (\u2212) it became. */
  public String change(long before, long after) {
    long difference = after - before;
    if (difference == 0) {
      return messages.get("size.same");
    }
    return (difference > 0 ? '+' : MINUS) + brief(Math.abs(difference));
  }

  private String number(long bytes) {
    return bytes == 1 ? messages.get("size.byte") : messages.get("size.bytes", bytes);
  }
}
