/** The types that cross between the page and the program. The program's own tests write them. */
export type * from "./bindings";
