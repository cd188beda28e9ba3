/** Every kind of the command line's contract, in its order. */
export const KINDS = [
  "router", "mesh-node", "access-point", "switch", "computer", "phone", "tablet", "tv", "media-player", "media-server", "speaker",
  "printer", "scanner", "nas", "camera", "doorbell", "recorder", "hub", "plug", "light", "sensor", "thermostat", "lock", "alarm",
  "appliance", "vacuum", "console", "wearable", "voip", "server", "car", "energy", "ups", "payment-terminal", "unknown",
] as const;
