package org.understory.model.tree;

/**
 * Type and permission bits of a file as {@code st_mode} holds them, and the ways people read them.
 */
public record FileMode(int bits) {
  private static final int TYPE = 0170000;
  private static final int SETUID = 04000;
  private static final int SETGID = 02000;
  private static final int STICKY = 01000;
  private static final int OTHERS_WRITE = 02;

  /** Runs with the rights of its owner. */
  public boolean setuid() {
    return (bits & SETUID) != 0;
  }

  /** Runs with the rights of its group (on a folder: what is made in it gets its group). */
  public boolean setgid() {
    return (bits & SETGID) != 0;
  }

  /** In a folder: what is in it may only be taken away by its owner. */
  public boolean sticky() {
    return (bits & STICKY) != 0;
  }

  /** Everybody may write it. */
  public boolean worldWritable() {
    return (bits & OTHERS_WRITE) != 0;
  }

  /** The permission bits and the three special ones as four octal digits, as chmod takes them. */
  public String octal() {
    return String.format("%04o", bits & 07777);
  }

  /** Ten characters as {@code ls -l} writes them, for example {@code -rwsr-xr-x}. */
  public String text() {
    char type =
        switch (bits & TYPE) {
          case 0040000 -> 'd';
          case 0120000 -> 'l';
          case 0100000 -> '-';
          default -> '?';
        };
    return type + triple(6, setuid(), 's') + triple(3, setgid(), 's') + triple(0, sticky(), 't');
  }

  private String triple(int shift, boolean special, char mark) {
    boolean execute = (bits >> shift & 1) != 0;
    char last = execute ? 'x' : '-';
    if (special) {
      last = execute ? mark : Character.toUpperCase(mark);
    }
    return ""
        + ((bits >> shift & 4) != 0 ? 'r' : '-')
        + ((bits >> shift & 2) != 0 ? 'w' : '-')
        + last;
  }
}
