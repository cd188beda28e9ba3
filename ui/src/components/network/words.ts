/** How a network or home is called. */
import type { Home, Place } from "$lib/backend";
import { say } from "$lib/words";

/** The Wi-Fi name, the name a person gave, or what kind of network it is. */
export function placeName(place: Pick<Place, "name" | "wired">): string {
  return place.name ?? say(place.wired ? "welcome-network-wired" : "welcome-network-unnamed");
}

export function homeName(home: Home): string {
  return home.name ?? say("window-home-unnamed");
}
