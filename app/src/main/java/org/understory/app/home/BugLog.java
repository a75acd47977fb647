package org.understory.app.home;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.understory.model.operation.Problem;

/**
 * Where unexpected failures are written down. The screen shows only a short code; a file of that
 * name holds the stack trace.
 */
public final class BugLog {
  private BugLog() {}

  /** The folder of the reports. */
  public static Path folder() {
    return Folders.ofThisPerson().bugs();
  }

  /**
   * Writes the failure down. The code comes from the stack trace, so that the same bug gives the
   * same code and the folder does not grow with every repetition.
   */
  public static Problem.Internal record(Throwable failure, Path folder) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    byte[] text = trace.toString().getBytes(StandardCharsets.UTF_8);
    CRC32 sum = new CRC32();
    for (StackTraceElement place : failure.getStackTrace()) {
      sum.update(place.toString().getBytes(StandardCharsets.UTF_8));
    }
    sum.update(failure.getClass().getName().getBytes(StandardCharsets.UTF_8));
    String code = String.format("%08x", sum.getValue());
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(code), text);
    } catch (IOException unwritable) {
      // A full or read-only home must not hide the first failure, whose code is still worth having.
      failure.addSuppressed(unwritable);
    }
    return new Problem.Internal(code);
  }
}
