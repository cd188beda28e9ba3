/** Our own drawings: one line on a grid of 24, for each kind that has a shape people know. */
const WAVES = "M12 20v-7M8.5 9.5a5 5 0 0 1 7 0M6 7a8.5 8.5 0 0 1 12 0M12 13h.01";

const SHAPES: Partial<Record<string, string>> = {
  router: "M3 14h18v6H3zM7 17h.01M11 17h.01M17 14V9M14.5 6.5a3.5 3.5 0 0 1 5 0M12.5 4a6.4 6.4 0 0 1 9 0",
  "mesh-node": WAVES,
  "access-point": WAVES,
  switch: "M2 8h20v8H2zM6 12h.01M10 12h.01M14 12h.01M18 12h.01",
  computer: "M4 5h16v11H4zM2 20h20M10 16v4M14 16v4",
  phone: "M8 2h8a1.5 1.5 0 0 1 1.5 1.5v17A1.5 1.5 0 0 1 16 22H8a1.5 1.5 0 0 1-1.5-1.5v-17A1.5 1.5 0 0 1 8 2zM11 18.5h2",
  tablet: "M5 2.5h14v19H5zM11 18.5h2",
  tv: "M2.5 5h19v12h-19zM8 21h8",
  "media-player": "M3 8h18v8H3zM10.5 10.5v3l3-1.5z",
  "media-server": "M3 4h18v7H3zM3 13h18v7H3zM6.5 7.5h.01M6.5 16.5h.01M14 14.8v3.4l3-1.7z",
  speaker: "M6.5 2.5h11v19h-11zM12 18a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM12 6.5h.01",
  printer: "M7 8V3h10v5M7 17H4v-9h16v9h-3M7 14h10v7H7zM17 11h.01",
  scanner: "M3 14h18v6H3zM5 14 18 5M7 17h4",
  nas: "M5 2.5h14v19H5zM8.5 6h7M8.5 10h7M8.5 14h7M12 18.5h.01",
  camera: "M4 7h11a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM17 11l5-3v8l-5-3z",
  doorbell: "M7.5 2.5h9v19h-9zM12 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM12 17.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  recorder: "M3 7h18v10H3zM8 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM13 12h5",
  hub: "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 9V3M12 21v-6M9.4 13.5 4 16.5M14.6 13.5l5.4 3M9.4 10.5 4 7.5M14.6 10.5l5.4-3",
  plug: "M9 2.5V8M15 2.5V8M6 8h12v3a6 6 0 0 1-12 0zM12 17v4.5",
  light: "M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0c-.3.6-.5 1.2-.5 3H9c0-1.8-.2-2.4-.5-3z",
  sensor: "M12 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7.8 16.2a6 6 0 0 1 0-8.4M16.2 7.8a6 6 0 0 1 0 8.4M5 19a10 10 0 0 1 0-14M19 5a10 10 0 0 1 0 14",
  thermostat: "M10 14V5a2 2 0 1 1 4 0v9a4 4 0 1 1-4 0zM12 10v7",
  lock: "M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4M12 15v2.5",
  alarm: "M6 16v-5a6 6 0 0 1 12 0v5l2 2H4zM10 21h4M12 2.5V5",
  appliance: "M4 3h16v18H4zM4 7.5h16M12 18a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM7 5.2h.01",
  vacuum: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM5.5 7.5h13",
  console: "M7 8h10a5 5 0 0 1 0 10c-2 0-3-2-5-2s-3 2-5 2A5 5 0 0 1 7 8zM7.5 11v4M5.5 13h4M16 12h.01M18 14h.01",
  wearable: "M7 7h10v10H7zM9 7l.5-4.5h5L15 7M9 17l.5 4.5h5L15 17M12 10v2l1.5 1",
  voip: "M5 3h4l1.5 5L8 9.5a12 12 0 0 0 6.5 6.5L16 13.5l5 1.5v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z",
  server: "M4 4h16v7H4zM4 13h16v7H4zM7.5 7.5h.01M7.5 16.5h.01M11 7.5h6M11 16.5h6",
  car: "M3 17v-4l2-6h14l2 6v4zM3 13h18M6.5 20v-3M17.5 20v-3M7 15h.01M17 15h.01",
  energy: "M13 2.5 5 14h6l-1 7.5L19 10h-6z",
  ups: "M4 6h16v14H4zM8 6V3.5M16 6V3.5M13 8.5 10 13h4l-3 4.5",
  "payment-terminal": "M6 2.5h12v19H6zM9 5.5h6v4H9zM9.5 13h.01M12 13h.01M14.5 13h.01M9.5 16.5h.01M12 16.5h.01M14.5 16.5h.01",
};

const ANY_BOX = "M4 7h16v10H4zM7.5 12h.01M11 12h5.5";

/** The path of a kind's drawing; a plain box where the kind is unknown. */
export function shapeOf(kind: string): string {
  return SHAPES[kind] ?? ANY_BOX;
}
