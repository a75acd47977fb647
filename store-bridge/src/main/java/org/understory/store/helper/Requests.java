package org.understory.store.helper;

/**
 * Turns what a caller wrote into a request. It opens no file: nobody has been allowed anything yet.
 */
public interface Requests {
  /**
   * Reads and checks a request.
   *
   * @param expectedState the state that the caller saw
   * @param operation JSON, at most 64 KiB
   * @throws Refusal when it is not one that can be asked for
   */
  FrozenRequest read(String expectedState, String operation) throws Refusal;
}
