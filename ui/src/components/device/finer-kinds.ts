import type { FinerKind } from "./finer-shapes";

/** Whole words in a device's name or model, by kind; the first that fits decides. */
const WORDS: Partial<Record<string, readonly (readonly [words: string, shape: FinerKind])[]>> = {
  router: [["archer|nighthawk|antennas?|rt-a[cx]\\d+\\w*", "router-with-antennas"]],
  computer: [
    ["laptop|\\w*book|thinkpad|ideapad|latitude|macbook(air|pro)|xps", "laptop"],
    ["raspberry|raspberrypi|rpi\\d?|odroid|arduino", "bare-board"],
    ["mini|macmini|nuc", "small-computer"],
  ],
  server: [["raspberry|raspberrypi|rpi\\d?|odroid", "bare-board"]],
  tablet: [["kindle|kobo|e-?reader|tolino|pocketbook", "e-reader"]],
  tv: [["projector|beamer", "projector"]],
  "media-player": [
    ["projector|beamer", "projector"],
    ["stick|dongle|chromecast", "media-stick"],
    ["soundbar", "soundbar"],
  ],
  speaker: [
    ["soundbar|sound bar|playbar|arc|beam", "soundbar"],
    ["show|display|hub", "smart-display"],
    ["dot|mini|homepod", "round-speaker"],
  ],
  hub: [["display|nest hub", "smart-display"]],
  camera: [
    ["baby|babyphone|nursery", "baby-monitor"],
    ["outdoor|outside|bullet|garden|garage|driveway|yard", "camera-outdoor"],
  ],
  lock: [
    ["garage", "garage-door"],
    ["keypad|code", "lock-keypad"],
  ],
  console: [["switch|deck|handheld|ds|3ds|vita|portal", "handheld-console"]],
  light: [
    ["strip|lightstrip|ribbon", "light-strip"],
    ["lamp|table|desk", "desk-lamp"],
  ],
  sensor: [
    ["smoke|co2|carbon monoxide", "smoke-alarm"],
    ["scales?|weight", "scale"],
  ],
  alarm: [["smoke|co2|carbon monoxide", "smoke-alarm"]],
  thermostat: [["air con\\w*|aircon|ac|a/c", "air-conditioner"]],
  energy: [
    ["charger|wallbox|ev|evse", "car-charger"],
    ["solar|pv|inverter|sun", "sun-panel"],
  ],
  car: [["charger|wallbox|evse", "car-charger"]],
  appliance: [
    ["dish ?washer|dishes", "dishwasher"],
    ["dryer|tumble", "dryer"],
    ["wash|washer|washing|laundry", "washing-machine"],
    ["fridge|freezer|refrigerator", "fridge"],
    ["microwave", "microwave"],
    ["oven|stove|cooker|hob", "oven"],
    ["kettle", "kettle"],
    ["coffee|espresso|nespresso", "coffee-machine"],
    ["purifier|air cleaner|humidifier|dehumidifier", "air-cleaner"],
    ["air con\\w*|aircon|ac|a/c", "air-conditioner"],
    ["fan", "fan"],
    ["garage", "garage-door"],
    ["blinds?|shades?|shutters?|curtains?", "blinds"],
    ["sprinklers?|irrigation|watering", "sprinkler"],
    ["scales?", "scale"],
  ],
};

const PATTERNS = new Map(
  Object.entries(WORDS).map(([kind, rows = []]) => [
    kind,
    rows.map(([words, shape]) => ({ pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, "iu"), shape })),
  ]),
);

/** A finer drawing for a kind, where the words about the device name one. */
export function refined(kind: string, about: string): FinerKind | null {
  return PATTERNS.get(kind)?.find(({ pattern }) => pattern.test(about))?.shape ?? null;
}
