package org.understory.store.bus;

/** Names and numbers of the contract between the program and its helper. */
public final class Contract {
  /** Name on the system bus. */
  public static final String NAME = "org.understory.Helper1";

  /** The one object that is always there; transactions are below it. */
  public static final String OBJECT = "/org/understory/Helper1";

  /** Path of a transaction, without the random part. */
  public static final String TRANSACTIONS = OBJECT + "/txn/";

  /** Interface of {@link #OBJECT}. */
  public static final String MANAGER = NAME + ".Manager";

  /** Interface of a transaction. */
  public static final String TRANSACTION = NAME + ".Transaction";

  /** Prefix of every error that is not the bus's own. */
  public static final String ERRORS = NAME + ".Error.";

  /** Raised when an older program could not use a newer helper. */
  public static final long VERSION = 1;

  /** Largest text of an operation, in bytes of UTF-8. */
  public static final int OPERATION_LIMIT = 64 << 10;

  /** Where the system bus is. */
  public static final String SOCKET = "/run/dbus/system_bus_socket";

  /** The bus itself. */
  public static final String BUS = "org.freedesktop.DBus";

  /** Standard interface of objects with properties. */
  public static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  /** Standard interface of everybody on a bus. */
  public static final String PEER = "org.freedesktop.DBus.Peer";

  /** Standard interface of objects that describe themselves. */
  public static final String INTROSPECTABLE = "org.freedesktop.DBus.Introspectable";

  private Contract() {}
}
