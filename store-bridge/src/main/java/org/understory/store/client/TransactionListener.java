package org.understory.store.client;

/** Hears how a transaction goes, on a thread of the connection; nothing more after the end. */
public interface TransactionListener {
  /** Something happened; one JSON document. */
  void event(String json);

  /** It has ended, in this way; one JSON document. */
  void finished(String json);

  /** The helper or the bus has gone; the work may go on, and what came of it is not known here. */
  void lost();
}
