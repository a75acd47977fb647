package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** A GKeyFile out of a text. */
record KeyFileText(MemorySegment pointer) implements AutoCloseable {
  private static final Fn NEW = new Fn("g_key_file_new", "p");
  private static final Fn LOAD = new Fn("g_key_file_load_from_data", "ipplip");
  private static final Fn UNREF = new Fn("g_key_file_unref", "vp");

  /**
   * Parses the text of an origin file.
   *
   * @throws StoreException CorruptFile for what is no key file
   */
  static KeyFileText origin(String text) throws StoreException {
    KeyFileText file = new KeyFileText(NEW.pointer()); // transfer full
    Problem malformed = new Problem.CorruptFile("origin", Flaw.MALFORMED);
    try (Call call = new Call(error -> Optional.of(malformed))) {
      if (text.indexOf('\0') >= 0) {
        throw new StoreException(malformed);
      }
      long length = text.getBytes(StandardCharsets.UTF_8).length;
      call.check(LOAD, file.pointer, call.text(text), length, 0);
      return file;
    } catch (StoreException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() {
    UNREF.run(pointer);
  }
}
