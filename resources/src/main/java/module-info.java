/** Everything a person sees that is not code: words, styles, icons. */
module org.understory.resources {
  requires static org.jspecify;

  exports org.understory.resources;

  opens org.understory.resources;
}
