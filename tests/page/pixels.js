// What a picture is made of. The browser unpacks its own pictures and looks at each pixel.

/** How much of a picture has such colours, from 0 to 1. `fits` gets red, green and blue, and runs in the page. */
export function share(page, picture, fits) {
  return look(page, picture, `(pixels) => {
    const fits = ${fits};
    let count = 0;
    for (let at = 0; at < pixels.length; at += 4) if (fits(pixels[at], pixels[at + 1], pixels[at + 2])) count += 1;
    return count / (pixels.length / 4);
  }`);
}

/** How many different colours a picture has, at most 50. */
export function colours(page, picture) {
  return look(page, picture, `(pixels) => {
    const seen = new Set();
    for (let at = 0; at < pixels.length && seen.size < 50; at += 4) seen.add((pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]);
    return seen.size;
  }`);
}

function look(page, picture, count) {
  return page.evaluate(`(async () => {
    const raw = Uint8Array.from(atob("${picture.toString("base64")}"), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([raw], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
    canvas.drawImage(image, 0, 0);
    return (${count})(canvas.getImageData(0, 0, image.width, image.height).data);
  })()`);
}
