/** The places of the window and how their addresses look. */

export type Route =
  | { id: "home" }
  | { id: "look" }
  | { id: "devices" }
  | { id: "map" }
  | { id: "device"; device: string }
  | { id: "settings" }
  | { id: "unseen" }
  | { id: "senses" };
export type RouteId = Route["id"];

/** Every place that exists, in the order of the keyboard map; a device's page stands for all of them. */
export const ROUTES: readonly RouteId[] = ["home", "devices", "map", "device", "settings", "unseen", "senses", "look"];

export function parseRoute(hash: string): Route {
  const [, place = "", rest = ""] = /^#\/([^/]*)\/?(.*)$/.exec(hash) ?? [];
  switch (place) {
    case "look":
    case "devices":
    case "map":
    case "settings":
    case "unseen":
    case "senses":
      return { id: place };
    case "device":
      return rest ? { id: "device", device: decode(rest) } : { id: "devices" };
    default:
      return { id: "home" };
  }
}

/** For links: `#/devices`, `#/device/d123`. */
export function pathTo(route: Route): string {
  if (route.id === "device") return `#/device/${encodeURIComponent(route.device)}`;
  return route.id === "home" ? "#/" : `#/${route.id}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
