/** What is said about a device in more than one place. */
import type { Confidence, Device } from "$lib/backend";
import { day } from "$lib/time";
import { say } from "$lib/words";

/** "Camera", "Camera (our guess)". */
export function kindWords({ kind, kindConfidence }: { kind: string; kindConfidence?: Confidence | null }): string {
  const plain = say(`kind-${kind}`);
  return kindConfidence === "guess" ? say("window-guess", { what: plain }) : plain;
}

/** The name, else the address, else that there is none. Never empty. */
export function nameOf(device: Pick<Device, "name" | "addresses">): string {
  return device.name ?? device.addresses[0] ?? say("window-device-no-name");
}

export function makerOf(device: Device): string {
  const { vendor, model } = device;
  if (vendor !== null && model?.toLocaleLowerCase().startsWith(vendor.toLocaleLowerCase())) return model;
  return [vendor, model].filter((part) => part !== null).join(" ");
}

/** "Here", "Seen yesterday": for people's own devices never more than the day. */
export function seenWords(device: Device): string {
  if (device.thisComputer) return say("state-here");
  if (device.personal) return say("window-seen", { day: day(device.lastSeen) });
  return say(`state-${device.state}`);
}

/** The day under the state, where it adds something. */
export function seenDay(device: Device): string | undefined {
  return device.personal || device.state === "here" ? undefined : say("window-seen", { day: day(device.lastSeen) });
}
