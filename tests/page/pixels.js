// What a picture is made of.

/** How much of a picture has such colours, from 0 to 1. */
export async function share(page, picture, fits) {
  const pixels = await read(page, picture);
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) if (fits(pixels.subarray(at, at + 3))) count += 1;
  return count / (pixels.length / 4);
}

/** How many different colours a picture has, at most `limit`. */
export async function colours(page, picture, limit = 50) {
  const pixels = await read(page, picture);
  const seen = new Set();
  for (let at = 0; at < pixels.length && seen.size < limit; at += 4) seen.add((pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]);
  return seen.size;
}

/** The browser unpacks its own picture. */
async function read(page, picture) {
  const bytes = await page.evaluate(async (packed) => {
    const raw = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([raw], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768));
    return btoa(text);
  }, picture.toString("base64"));
  return Buffer.from(bytes, "base64");
}
