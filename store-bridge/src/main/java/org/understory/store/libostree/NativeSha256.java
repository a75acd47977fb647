package org.understory.store.libostree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * SHA-256 by OpenSSL, which libostree itself uses where it is there: ten times as fast as Java's
 * own in a program whose code is compiled for a quick start, and hundreds of times before it is.
 */
public final class NativeSha256 extends MessageDigest {
  private static final int BYTES = 32;

  /** Bytes of a {@code SHA256_CTX}, 112 (openssl/sha.h), and room for one that grew. */
  private static final int STATE = 512;

  /** Bytes taken with one call. */
  private static final int BUFFER = 16 << 10;

  private static final Optional<Functions> OPENSSL = functions();

  private final Functions functions;
  private final MemorySegment memory = Arena.ofAuto().allocate(STATE + BUFFER, Long.BYTES);
  private final long state = memory.address();
  private final long buffer = state + STATE;

  private NativeSha256(Functions functions) {
    super("SHA-256");
    this.functions = functions;
    engineReset();
  }

  private record Functions(MemorySegment init, MemorySegment update, MemorySegment last) {}

  /** One that has seen nothing yet; empty where this OpenSSL is not there. */
  public static Optional<MessageDigest> create() {
    return OPENSSL.map(NativeSha256::new);
  }

  @SuppressWarnings("restricted") // this room is for it
  private static Optional<Functions> functions() {
    try {
      SymbolLookup library = SymbolLookup.libraryLookup("libcrypto.so.3", Arena.global());
      return Optional.of(
          new Functions(
              library.findOrThrow("SHA256_Init"),
              library.findOrThrow("SHA256_Update"),
              library.findOrThrow("SHA256_Final")));
    } catch (IllegalArgumentException | NoSuchElementException absent) {
      return Optional.empty();
    }
  }

  @Override
  protected int engineGetDigestLength() {
    return BYTES;
  }

  @Override
  protected void engineReset() {
    require(NativeFiles.call(functions.init(), state, 0, 0, 0, 0));
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    for (int done = 0; done < length; ) {
      int count = Math.min(BUFFER, length - done);
      MemorySegment.copy(input, offset + done, memory, ValueLayout.JAVA_BYTE, STATE, count);
      require(NativeFiles.call(functions.update(), state, buffer, count, 0, 0));
      done += count;
    }
  }

  @Override
  protected byte[] engineDigest() {
    require(NativeFiles.call(functions.last(), buffer, state, 0, 0, 0));
    byte[] digest = new byte[BYTES];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, STATE, digest, 0, BYTES);
    engineReset();
    return digest;
  }

  private static void require(long answer) {
    if ((int) answer != 1) {
      throw new IllegalStateException("SHA-256 can't fail");
    }
  }
}
